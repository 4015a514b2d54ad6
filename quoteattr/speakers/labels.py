"""Whom a label before a turn stands for: "Q", "A", "SA", "HOST" in interviews and transcripts.

In: a label and the cast of a text. Out: the member, if the label tells. Imports cast, the word lists and records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from quoteattr.names.comparing import words
from quoteattr.records import SpeakerKind
from quoteattr.speakers.cast import Member

__all__ = ["labelled"]

_ASKS = frozenset("q question interviewer".split())
_ANSWERS = frozenset("a answer".split())


def labelled(label: str, members: Sequence[Member]) -> Member | None:
    """Find who is meant by a label: the interviewer, the one interviewed, somebody by initials or by office."""
    plain = label.strip(" :*").removeprefix("THE ").lower()
    persons = [m for m in members if m.kind is SpeakerKind.PERSON]
    if plain in _ASKS:
        return Member("interviewer", Counter({SpeakerKind.ANONYMOUS: 1}), sure=True, human=True)
    if plain in _ANSWERS:
        return max(persons, key=lambda m: (len(words(m.name)) > 1, len(m.mentions)), default=None)
    for member in persons:
        initials = "".join(word[0] for word in words(member.name))
        if len(initials) > 1 and label.isupper() and initials == plain:
            return member
        if any(plain == role.lower() for role in member.roles):
            return member
    return None
