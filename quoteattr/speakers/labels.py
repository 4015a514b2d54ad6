"""Whom a label before a turn stands for: "Q", "A", "SA", "HOST" in interviews and transcripts.

In: the cast of a text, then labels. Out: the member, if the label tells. Imports cast, names and records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from quoteattr.names.comparing import words
from quoteattr.names.roles import is_role
from quoteattr.records import SpeakerKind
from quoteattr.speakers.cast import Member

__all__ = ["Labels"]

_ASKS = frozenset("q question interviewer".split())
_ANSWERS = frozenset("a answer".split())


class Labels:
    """The persons of a text by what a label calls them; each label means the same one throughout."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.persons = [m for m in members if m.kind is SpeakerKind.PERSON and m.name.lower() not in _ASKS | _ANSWERS]
        self.known: dict[str, Member | None] = {}
        self.by_initials: dict[str, int] = {}  # the first person of each
        self.by_role: dict[str, int] = {}
        for number, member in enumerate(self.persons):
            self.by_initials.setdefault("".join(word[0] for word in words(member.name)), number)
            for role in member.roles:
                self.by_role.setdefault(role.lower(), number)

    def __getitem__(self, label: str) -> Member | None:
        """Find who is meant by a label: the interviewer, the one interviewed, somebody by initials or by office."""
        if label not in self.known:
            self.known[label] = self._find(label)
        return self.known[label]

    def _find(self, label: str) -> Member | None:
        plain = label.strip(" :*").removeprefix("THE ").lower()
        if plain in _ASKS:
            return _somebody("interviewer")
        if plain in _ANSWERS:
            most = max(self.persons, key=lambda m: (len(words(m.name)) > 1, len(m.mentions)), default=None)
            return most or _somebody("interviewee")
        by_initials = self.by_initials.get(plain) if len(plain) > 1 and label.isupper() else None
        found = [number for number in (by_initials, self.by_role.get(plain)) if number is not None]
        if not found and label.isupper() and is_role(plain.rpartition(" ")[2]):
            return _somebody(plain)  # "HOST", whomever the turn addresses
        return self.persons[min(found)] if found else None


def _somebody(name: str) -> Member:
    return Member(name, Counter({SpeakerKind.ANONYMOUS: 1}), sure=True, human=True)
