"""Who is named in a text: the mentions of one person or institution gathered under the fullest name.

In: a text and its name mentions. Out: a cast of members, and the member of every mention.
Imports mentions, names, the word lists and records.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Sequence

import attrs

from quoteattr.mentions.finding import NameMention
from quoteattr.names.comparing import acronym, compatible, fold, same_word, shortens, words
from quoteattr.names.known import known_by_office, known_by_surname
from quoteattr.names.lexicon import BODIES_BY_NAME, NAME_NOUNS, PLACES, PRONOUNS
from quoteattr.records import SpeakerKind

__all__ = ["Cast", "Member", "gather"]

_HE_OR_SHE = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
_NEXT_SENTENCE = re.compile(r"[.!?]\s+(He|She)\b")
# How far after a name a pronoun still tells the gender of its bearer, in characters.
_PRONOUN_REACH = 160
_STOP = re.compile(r"[“\"„«\n]|[.!?]\s")


@attrs.define(eq=False)
class Member:
    """Someone or something named in the text, with all that the text says of it.

    ``mentions`` are indexes of name mentions, ``fullest`` the first of those that carry the name itself;
    ``human`` tells an unnamed person from an unnamed anything.
    """

    name: str
    kinds: Counter[SpeakerKind] = attrs.field(factory=Counter)
    forms: Counter[str] = attrs.field(factory=Counter)
    roles: list[str] = attrs.field(factory=list)
    genders: Counter[str] = attrs.field(factory=Counter)
    mentions: list[int] = attrs.field(factory=list)
    fullest: int | None = None
    sure: bool = False
    human: bool = False

    @property
    def kind(self) -> SpeakerKind:
        """What most mentions say it is."""
        return max(self.kinds, key=self.kinds.__getitem__, default=SpeakerKind.UNKNOWN)

    @property
    def personal(self) -> bool:
        """Whether "he" or "she" can stand for it."""
        return self.kind is SpeakerKind.PERSON or (self.human and self.kind is SpeakerKind.ANONYMOUS)

    @property
    def gender(self) -> str | None:
        """The gender that titles, nouns and pronouns agree on, or `None`."""
        man, woman = self.genders["m"], self.genders["f"]
        if man >= 2 * woman and man > 1:
            return "m"
        return "f" if woman >= 2 * man and woman > 1 else None

    @property
    def role(self) -> str | None:
        """The longest of the roles that the text gives early."""
        return max(self.roles[:3], key=len) if self.roles else None

    def take(self, index: int, mention: NameMention) -> None:
        """Add a mention."""
        insort(self.mentions, index)
        self.forms[mention.name] += 1
        short = self.sure and self.kind is SpeakerKind.ORGANIZATION and len(mention.name) < len(self.name)
        if not (short and mention.kind is SpeakerKind.PERSON):  # "Acme" for Acme Works looks like anything
            self.kinds[mention.kind] += 4 if mention.sure else 1
        self.sure = self.sure or mention.sure
        if mention.role and len(self.roles) < _ROLES and mention.role not in self.roles:
            self.roles.append(mention.role)
        if mention.gender:
            self.genders[mention.gender] += 10
        if self.fullest is None or _fuller(mention.name, self.name):
            self.name, self.fullest = mention.name, index
        elif mention.name == self.name:
            self.fullest = min(self.fullest, index)


def _fuller(a: str, b: str) -> bool:
    """Whether a form says more of the name than another, or spells it with the accents that the other leaves out."""
    one, two = words(a), words(b)
    if a.isupper() != b.isupper() and min(len(one), len(two)) > 1:
        return b.isupper()
    if len(one) == len(two) and one == two:
        return sum(c.isalpha() and not c.isascii() for c in a) > sum(c.isalpha() and not c.isascii() for c in b)
    return (len(one), sum(len(w) > 1 for w in one)) > (len(two), sum(len(w) > 1 for w in two))


@attrs.frozen
class Cast:
    """The members, and which of them every mention names."""

    members: list[Member]
    of: list[Member]


def gather(text: str, names: Sequence[NameMention]) -> Cast:
    """Gather mentions into members: full names first, then what shortens them."""
    index = _Index()
    of: dict[int, Member] = {}
    full = [i for i, name in enumerate(names) if " " in name.name]
    short = [i for i, name in enumerate(names) if " " not in name.name]
    for some in (full, short):
        for i in some:
            heard = _heard(text, names, i)
            determined = text[max(0, names[i].start - 4) : names[i].start].lower() == "the "
            of[i] = index.place(i, names[i], heard, determined=determined)
            if heard:
                of[i].genders[heard] += 1
    for member in index.members:
        if any(names[i].body for i in member.mentions) and _may_be_body(member):
            member.kinds[SpeakerKind.ORGANIZATION] += member.kinds.total() + 1
            member.sure = True
        member.name = (member.kind is SpeakerKind.PERSON and known_by_surname(member.name, member.roles)) or member.name
    return Cast(index.members, [of[i] for i in range(len(names))])


def _may_be_body(member: Member) -> bool:
    """Whether nothing tells that a member is a person: no forename, no title, no "he"."""
    return not any(" " in form for form in member.forms) and not member.genders["m"] + member.genders["f"]


class _Index:
    """Members by the words they can be met under."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self.by_last: defaultdict[str, list[Member]] = defaultdict(list)
        self.by_first: defaultdict[str, list[Member]] = defaultdict(list)
        self.by_letters: defaultdict[str, list[Member]] = defaultdict(list)
        self.by_office: dict[str, Member] = {}
        self.alike: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def place(self, i: int, mention: NameMention, heard: str | None, *, determined: bool) -> Member:
        """Give the mention to the member that it names, or to a new one."""
        office = self.by_office.get(mention.name) if determined else None  # "the DCE"
        member = office or self._find(i, mention, heard)
        if member is None:
            member = Member(mention.name)
            self.members.append(member)
            self._enter(member, mention)
        elif mention.name not in member.forms:
            self._enter(member, mention)
        member.take(i, mention)
        if mention.role and mention.kind is SpeakerKind.PERSON:
            self.by_office.setdefault(_letters(mention.role), member)
        return member

    def _enter(self, member: Member, mention: NameMention) -> None:
        parts = words(mention.name) or (fold(mention.name),)
        for table, key in ((self.by_last, parts[-1]), (self.by_first, parts[0])):
            if len(table[key]) < _NAMESAKES and member not in table[key]:
                table[key].append(member)
        for key in _spelling_keys(parts[-1]):
            if len(self.alike[key]) < _NAMESAKES:
                self.alike[key][parts[-1]] = None
        if mention.kind is not SpeakerKind.PERSON and len(parts) > 1:
            self.by_letters[acronym(mention.name)].append(member)

    def _find(self, i: int, mention: NameMention, heard: str | None) -> Member | None:
        parts = words(mention.name)
        if not parts:
            return None
        letters = mention.name.replace(".", "")
        if letters.isupper() and letters in self.by_letters:
            return self.by_letters[letters][0]
        lasts = dict.fromkeys((parts[-1], fold(mention.name)))  # they differ for "KELLY", which looks like an acronym
        for key, table in (*((last, self.by_last) for last in lasts), (parts[0], self.by_first)):
            fitting = [m for m in table[key][:_NAMESAKES] if _fits(mention, m)] if key in table else []
            if fitting:
                return max(fitting, key=lambda m: _standing(i, mention, heard, m))
        return self._spelled_alike(mention, parts[-1]) or self._shortened(mention)

    def _spelled_alike(self, mention: NameMention, last: str) -> Member | None:
        """Find the member whose surname another writer would spell like this one."""
        others = {other for key in _spelling_keys(last) for other in self.alike.get(key, ())}
        for other in sorted(others)[:_NAMESAKES]:
            if other != last and same_word(last, other):
                for member in self.by_last[other]:
                    if member.kind is SpeakerKind.PERSON and _fits(mention, member):
                        return member
        return None

    def _shortened(self, mention: NameMention) -> Member | None:
        """Find the one person whose forename begins with this one: "Des" where Desmond Brill is named in full."""
        short = mention.name.casefold()
        if not 2 < len(short) < 6 or mention.kind is not SpeakerKind.PERSON or mention.role or " " in short:
            return None
        persons = (m for m in self.members[:_NAMESAKES] if " " in m.name and m.kind is SpeakerKind.PERSON)
        alike = {m.name.split()[0].casefold(): m for m in persons}
        found = [m for first, m in alike.items() if first.startswith(short) and len(first) > len(short) + 1]
        return found[0] if len(found) == 1 else None


def _letters(role: str) -> str:
    """The letters that an office of several words goes by: "DCE" for "District Chief Executive of Asante"."""
    title = re.split(r"\s(?:of|for|in)\s", role)[0]
    letters = "".join(word[0] for word in title.split())
    known = letters.lower() in PLACES | BODIES_BY_NAME
    return letters if len(letters) > 1 and letters.isupper() and not known else ""


def _spelling_keys(word: str) -> tuple[str, str]:
    """What two spellings of a name that differ in one place have in common: the beginning or the ends."""
    return word[:3], word[:1] + "…" + word[-2:]


# Named so often, namesakes are equally well known, and the one whom the text brought in first has the surname.
_FAMOUS = 3
# Members that share a surname are looked through up to this many, which bounds the time on lists of names.
_NAMESAKES = 50
# Roles kept of a member, which bounds the time on lists of them.
_ROLES = 50


def _fits(mention: NameMention, member: Member) -> bool:
    """Whether a mention can name a member."""
    person = member.kind is SpeakerKind.PERSON or (not member.sure and mention.kind is SpeakerKind.PERSON)
    other_gender = mention.gender and member.gender and mention.gender != member.gender
    other_kind = mention.sure and member.sure and person != (mention.kind is SpeakerKind.PERSON)
    if other_kind and _is_body_for_short(mention, member):
        return True
    if other_gender or other_kind or _is_somebody_famous(mention, member):
        return False
    place = mention.kind is SpeakerKind.PLACE and member.kind is not SpeakerKind.PLACE
    if not person and (place or known_by_surname(mention.name)) and words(mention.name) != words(member.name):
        return False  # Moscow is not the Moscow Times, nor Obama the Obama Foundation
    both = member.name + mention.name
    if "-" in both and " " not in both:
        return fold(mention.name) == fold(member.name)
    return compatible(mention.name, member.name) if person else _fits_body(mention.name, member.name)


def _is_body_for_short(mention: NameMention, member: Member) -> bool:
    """Whether "Acme", whatever it looked like, is what the Acme Works or Acme Holdings Ltd are called for short."""
    bare = member.name.split(maxsplit=1)
    told = mention.gender or mention.role or mention.kind is SpeakerKind.PLACE
    return not told and len(bare) > 1 and mention.name == bare[0] and member.kind is SpeakerKind.ORGANIZATION


def _is_somebody_famous(mention: NameMention, member: Member) -> bool:
    """Whether "President Obama" must be another than the Michelle Obama whom the text has named."""
    famous = mention.role and known_by_office(mention.name, [mention.role])
    return bool(famous) and not compatible(str(famous), member.name) and not known_by_office(mention.name, member.roles)


def _fits_body(mention: str, name: str) -> bool:
    """Whether a form can stand for a body: the same words, fewer of them, or the noun that its name ends in."""
    ends = mention.lower() in NAME_NOUNS and words(mention) == words(name)[-1:]
    return words(mention) == words(name) or ends or shortens(mention, name) or shortens(name, mention)


def _standing(i: int, mention: NameMention, heard: str | None, member: Member) -> tuple[int, int, int]:
    """How good a claim a namesake has: gender, then who was named last (after a title) or is named most."""
    wanted = mention.gender or heard
    agrees = (member.gender == wanted) - (member.gender not in (None, wanted)) if wanted else 0
    if mention.gender:
        spot = bisect_left(member.mentions, i)
        return agrees, member.mentions[spot - 1] if spot else -1, 0
    return agrees, min(len(member.mentions), _FAMOUS), -member.mentions[0]


def _heard(text: str, names: Sequence[NameMention], i: int) -> str | None:
    """The gender of the first pronoun that follows a name before another name or a quotation comes."""
    begin = names[i].end
    end = min(begin + _PRONOUN_REACH, names[i + 1].start if i + 1 < len(names) else len(text))
    stop = _STOP.search(text, begin, end)
    heard = _HE_OR_SHE.search(text, begin, stop.start() if stop else end)
    if not heard and stop:
        heard = _NEXT_SENTENCE.match(text, stop.start(), end)
    return PRONOUNS.get(heard[1].lower()) if heard else None  # a dotted capital I stays one
