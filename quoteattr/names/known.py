"""Who is meant by a surname alone: holders of high office whom the press need not introduce.

In: a surname, the roles that a text gives its bearer. Out: the full name, or nothing. Imports comparing.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import attrs

from quoteattr.names.comparing import words

__all__ = ["known_by_office", "known_by_surname", "known_role"]

#: Name, surname, country, offices held, and whether the surname alone tells: no other public figure is called so.
PEOPLE = Path(__file__).parent / "people.csv"
_JOINED = (("prime minister", "prime-minister"), ("vice president", "vice-president"),
           ("secretary general", "secretary-general"), ("premier", "prime-minister"))  # fmt: skip


@attrs.frozen
class _Known:
    name: str
    country: str
    offices: frozenset[str]
    distinctive: bool

    @property
    def role(self) -> str:
        return " ".join([self.country, *sorted(self.offices)]).strip()


def known_by_office(surname: str, roles: Iterable[str]) -> str | None:
    """Give the full name of the one public figure of a surname who has held an office."""
    held = {office for role in roles for office in _offices(role)}
    found = [known.name for known in _people().get(words(surname), ()) if known.offices & held]
    return found[0] if len(found) == 1 else None


def known_by_surname(surname: str, roles: Iterable[str] = ()) -> str | None:
    """Give the full name of a public figure, where the surname tells it alone or with the office.

    >>> known_by_surname("Obama"), known_by_surname("Johnson"), known_by_surname("Johnson", ["prime minister"])
    ('Barack Obama', None, 'Boris Johnson')
    """
    bearers = _people().get(words(surname), ())
    by_office = known_by_office(surname, roles)
    if by_office:
        return by_office
    return bearers[0].name if len(bearers) == 1 and bearers[0].distinctive else None


def known_role(name: str) -> str:
    """Give the country and the offices of a public figure in one line, or nothing for anybody else.

    >>> known_role("Angela Merkel"), known_role("Ann Bo")
    ('german chancellor', '')
    """
    known = _people().get(words(name)[-1:], ())
    return next((k.role for k in known if words(k.name) == words(name)), "")


def _offices(role: str) -> list[str]:
    plain = role.lower()
    for apart, joined in _JOINED:
        plain = plain.replace(apart, joined)
    return plain.replace(",", " ").split()


@cache
def _people() -> Mapping[tuple[str, ...], list[_Known]]:
    people = defaultdict(list)
    with PEOPLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            known = _Known(row["name"], row["country"], frozenset(row["offices"].split()), row["distinctive"] == "yes")
            people[words(row["surname"])].append(known)
    return people
