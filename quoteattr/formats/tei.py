"""TEI P5: the text with every quote marked as ``<said>``, the speakers listed in the header.

In: results. Out: XML, a corpus with a text a document; and back what was written so. Imports errors, records, spans,
formats.base and formats.inline.

``who`` points to the speakers, ``direct`` says whether the words are their own, ``ana`` holds kind, mode and polarity,
``cert`` the confidence, ``rend`` the repairs, ``source`` the mentions that lead to the speakers, ``prev`` the part
before in a quote that is split, ``corresp`` the quote around. Words inside marks are ``<q>``; cues are ``<seg>``,
sources, addressees and mentions ``<rs>``, each pointing to its quote or speaker. Nothing is lost but the characters
that XML forbids: they become U+FFFD.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO
from xml.etree import ElementTree as ET

import attrs

from quoteattr.errors import FormatError
from quoteattr.formats.base import Format, Result, reading, replace_characters, require_text
from quoteattr.formats.inline import PARSED_ID, Inline, escape_text, find_elements, render_inline
from quoteattr.records import Mode, Polarity, Quote, QuoteKind, Quotes, Speaker, SpeakerKind, TextSpan
from quoteattr.spans import Span

__all__ = ["Tei"]

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NAMESPACES = {"": "http://www.tei-c.org/ns/1.0"}

#: Speakers that are listed as persons; all others are organizations.
PERSONS = frozenset({SpeakerKind.PERSON, SpeakerKind.ANONYMOUS, SpeakerKind.UNKNOWN})

#: The elements of a quote's other spans, the type of each being its role.
TAGS = {"cue": "seg", "source": "rs", "addressee": "rs"}

#: Whom a mention means, and where it stands.
Mention = tuple[str, Span]

CATEGORIES = "".join(f'<category xml:id="{value}"/>' for values in (QuoteKind, Mode, Polarity) for value in values)
START = '<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n'
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc>{}</teiHeader>\n"
)


class Tei(Format):
    """One ``<teiCorpus>`` with a ``<TEI>`` for every document, white space kept as it is."""

    def render(self, results: Iterable[Result]) -> Iterator[str]:
        """Yield the corpus, a document at a time."""
        taxonomy = f"<encodingDesc><classDecl><taxonomy>{CATEGORIES}</taxonomy></classDecl></encodingDesc>"
        yield START + HEADER.format("Quotations", taxonomy)
        for n, (name, quotes) in enumerate(results):
            yield _document(f"d{n}", FORBIDDEN.sub("\ufffd", name), replace_characters(require_text(quotes), FORBIDDEN))
        yield "</teiCorpus>\n"

    def read(self, source: TextIO) -> Iterator[Result]:
        """Yield the documents of a corpus that `render` wrote."""
        xml = source.read()
        if "<!DOCTYPE" in xml:
            raise FormatError("the file: declares a document type, which nothing written by quoteattr does")
        with reading("the file"):
            documents = ET.fromstring(xml).findall("TEI", NAMESPACES)  # noqa: S314  no entities without a DOCTYPE
        for n, document in enumerate(documents):
            with reading(f"text {n + 1}"):
                result = _read(f"d{n}", document)
            yield result


def _document(prefix: str, name: str, quotes: Quotes) -> str:
    persons = dict.fromkeys(_person(speaker) for quote in quotes for speaker in quote.speakers)
    ids = {person: f"{prefix}s{n}" for n, person in enumerate(persons)}
    lists = "".join(
        f"<{tag}>{''.join(listed)}</{tag}>"
        for tag, human in (("listPerson", True), ("listOrg", False))
        if (listed := [_listed(ids[person], person) for person in persons if (person.kind in PERSONS) is human])
    )
    profile = f"<profileDesc><particDesc>{lists}</particDesc></profileDesc>" if lists else ""
    header = HEADER.format(escape_text(name), profile)
    mentions: dict[Mention, str] = {}
    said = [element for n, quote in enumerate(quotes) for element in _said(prefix, n, quote, ids, mentions)]
    named = [Inline("rs", id_, span, {"type": "mention", "ref": who}) for (who, span), id_ in mentions.items()]
    block = render_inline(quotes.text, [*said, *named])
    return f'<TEI>\n{header}<text><body><ab xml:space="preserve">{block}</ab></body></text>\n</TEI>\n'


def _person(speaker: Speaker) -> Speaker:
    """Give what is the same of a speaker in all quotes: the mentions that lead there belong to each."""
    return attrs.evolve(speaker, mentions=())


def _listed(id_: str, speaker: Speaker) -> str:
    tag, name = ("person", "persName") if speaker.kind in PERSONS else ("org", "orgName")
    names = [f"<{name}>{escape_text(speaker.name)}</{name}>"]
    names += (f'<{name} type="alias">{escape_text(alias)}</{name}>' for alias in speaker.aliases)
    role = "" if speaker.role is None else f'<note type="role">{escape_text(speaker.role)}</note>'
    return f'<{tag} xml:id="{id_}" n="{speaker.id}" role="{speaker.kind}">{"".join(names)}{role}</{tag}>'


def _said(
    prefix: str, number: int, quote: Quote, ids: Mapping[Speaker, str], mentions: dict[Mention, str]
) -> Iterator[Inline]:
    """Yield the elements of a quote; the first part of the content has the id of the quote, and all that is known.

    Mentions stand in the text once for all quotes, and are noted with their ids in ``mentions``.
    """
    me = f"{prefix}q{number}"
    persons = [f"#{ids[_person(speaker)]}" for speaker in quote.speakers]
    chain = [
        (who, (m.start, m.end)) for who, speaker in zip(persons, quote.speakers, strict=True) for m in speaker.mentions
    ]
    common = {**({"who": " ".join(persons)} if persons else {}), "direct": str(quote.kind is QuoteKind.DIRECT).lower()}
    known = {"ana": f"#{quote.kind} #{quote.mode} #{quote.polarity}", "cert": repr(quote.confidence)}
    if chain:
        known["source"] = " ".join(f"#{mentions.setdefault(m, f'{prefix}m{len(mentions)}')}" for m in chain)
    if quote.repairs:
        known["rend"] = " ".join(quote.repairs)
    if quote.parent is not None:
        known["corresp"] = f"#{prefix}q{quote.parent}"
    before = me
    for n, part in enumerate(quote.content):
        id_ = f"{me}.{n}" if n else me
        yield Inline("said", id_, (part.start, part.end), {**common, **({"prev": f"#{before}"} if n else known)})
        before = id_
    for n, inner in enumerate(quote.quoted):
        yield Inline("q", f"{me}.q{n}", (inner.start, inner.end), {"corresp": f"#{me}"})
    for role, tag in TAGS.items():
        if span := getattr(quote, role):
            yield Inline(tag, f"{me}.{role}", (span.start, span.end), {"type": role, "corresp": f"#{me}"})


def _read(prefix: str, document: ET.Element) -> Result:
    title, block = document.find(".//title", NAMESPACES), document.find(".//ab", NAMESPACES)
    if title is None or block is None:
        raise FormatError("lacks a title or a block of text")
    text, elements = find_elements(block)
    found = {element.id: element for element in elements}
    listed = (element for tag in ("person", "org") for element in document.iterfind(f".//{tag}", NAMESPACES))
    speakers = {f"#{element.attrib[PARSED_ID]}": _speaker(element) for element in listed}
    heads = itertools.takewhile(found.__contains__, (f"{prefix}q{n}" for n in itertools.count()))
    return title.text or "", Quotes((_quote(found, head, text, speakers) for head in heads), text=text)


def _numbered(found: Mapping[str, Inline], stem: str, text: str, first: int = 0) -> list[TextSpan]:
    """List the spans of the elements whose ids end in numbers, in their order."""
    ids = itertools.takewhile(found.__contains__, (f"{stem}{n}" for n in itertools.count(first)))
    return [TextSpan.of(text, *found[id_].span) for id_ in ids]


def _speaker(listed: ET.Element) -> Speaker:
    names = [element.text or "" for element in listed if element.tag.endswith("Name")]
    role = listed.find("note", NAMESPACES)
    return Speaker(
        id=int(listed.attrib["n"]),
        name=names[0],
        kind=SpeakerKind(listed.attrib["role"]),
        role=None if role is None else role.text or "",
        aliases=names[1:],
    )


def _quote(found: Mapping[str, Inline], me: str, text: str, speakers: Mapping[str, Speaker]) -> Quote:
    known = found[me].attributes
    kind, mode, polarity = (value.removeprefix("#") for value in known["ana"].split())
    beside = {role: TextSpan.of(text, *found[f"{me}.{role}"].span) for role in TAGS if f"{me}.{role}" in found}
    chain: dict[str, list[TextSpan]] = {}
    for mention in (found[id_[1:]] for id_ in known.get("source", "").split()):
        chain.setdefault(mention.attributes["ref"], []).append(TextSpan.of(text, *mention.span))
    return Quote(
        kind=QuoteKind(kind),
        content=[TextSpan.of(text, *found[me].span), *_numbered(found, f"{me}.", text, first=1)],
        quoted=_numbered(found, f"{me}.q", text),
        **beside,
        speakers=[attrs.evolve(speakers[who], mentions=chain.get(who, ())) for who in known.get("who", "").split()],
        mode=Mode(mode),
        polarity=Polarity(polarity),
        confidence=float(known["cert"]),
        repairs=known.get("rend", "").split(),
        parent=int(known["corresp"].rpartition("q")[2]) if "corresp" in known else None,
    )
