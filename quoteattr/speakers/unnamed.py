"""What somebody goes by whom the text never names: "a senior official", "the appeals court", "Ann Bo's deputy".

In: a text and noun phrases. Out: members, the same for what means the same. Imports cast, mentions, names, records.
"""

from __future__ import annotations

import re
from collections import Counter

from quoteattr.mentions.phrases import Phrase
from quoteattr.names.lexicon import NOT_NAMES
from quoteattr.names.roles import is_role
from quoteattr.records import SpeakerKind
from quoteattr.speakers.cast import Member

__all__ = ["Unnamed"]

# Documents and bodies go by the capitalised words that they were brought in with.
_TITLED = (SpeakerKind.DOCUMENT, SpeakerKind.ORGANIZATION)
_PLAIN_ADJECTIVES = frozenset("new old same other entire whole latest recent long short big small own".split())
_REACH = 4000  # characters before a noun in which the words that brought it in are looked for


class Unnamed:
    """The unnamed members of one text, by what they are called."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.by_name: dict[str, Member] = {}
        self.by_noun: dict[str, Member] = {}

    def member(self, phrase: Phrase, owned: str | None = None) -> Member:
        """Give whoever a phrase means; ``owned`` is what it says with the owner's name in the pronoun's place."""
        name = owned or self._name(phrase)
        known = self.by_noun.get(phrase.head) if phrase.definite and " " not in name else None
        if known is not None and known.kind is SpeakerKind.ANONYMOUS:
            return known
        member = self.by_name.get(name.lower())
        if member is None:
            member = Member(name, Counter({phrase.kind: 1}), sure=True, human=is_role(phrase.head))
            member.roles += [phrase.role] if member.human else []
            member.genders[phrase.gender or ""] += 10
            self.by_name[name.lower()] = member
        member.forms[name] += 1
        self.by_noun[phrase.head] = member
        return member

    def _name(self, phrase: Phrase) -> str:
        """The phrase without its article; what was brought in at more length goes by that."""
        name = phrase.plain
        if not phrase.definite or phrase.owner or " " in name:
            return name
        titled = self._titled(phrase) if phrase.kind in _TITLED else None
        return titled or (self._introduced(phrase) if phrase.kind is not SpeakerKind.ANONYMOUS else None) or name

    def _introduced(self, phrase: Phrase) -> str | None:
        """The words with which a noun was brought in: "an appeals court" for "the court"."""
        pattern = rf"\b(?:an?|the|[A-Z][\w-]{{1,40}}['’]s)\s+((?:[\w’'-]{{1,40}}\s+){{1,3}}){re.escape(phrase.head)}\b"
        for found in re.finditer(pattern, self._before(phrase), re.IGNORECASE):
            words = found[1].split()
            while words and words[0].lower() in NOT_NAMES | _PLAIN_ADJECTIVES:
                del words[0]
            if words and not any(w.lower() in NOT_NAMES for w in words):
                return " ".join([*words, phrase.head])
        return None

    def _titled(self, phrase: Phrase) -> str | None:
        """The name under which a document was brought in: "a Hanbyeol poll" for "the poll"."""
        found = re.findall(rf"\b((?:[A-Z][\w’'&/.-]{{0,40}}\s){{1,5}}){re.escape(phrase.head)}\b", self._before(phrase))
        words = found[-1].split() if found else []
        while words and words[0].lower() in NOT_NAMES:
            del words[0]
        return " ".join([*words, phrase.head]) if words else None

    def _before(self, phrase: Phrase) -> str:
        return self.text[max(0, phrase.start - _REACH) : phrase.start]
