"""Web pages: the article, its title and its date, out of HTML.

In: the bytes of a page, or of a browser's archive of one. Out: `Page`. Imports errors only; trafilatura, an extra,
when a page is read.
"""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import Any

import attrs

from quoteattr.errors import MissingLibraryError, PageError

__all__ = ["LARGEST", "SUFFIXES", "Page", "read_page"]

#: How the names of files end that hold a page: HTML, and archives of a page with all its parts.
SUFFIXES = frozenset({".htm", ".html", ".mht", ".mhtml"})

#: Bytes; pages saved with their pictures inside stay below it.
LARGEST = 20_000_000

#: How files begin that gzip and Zstandard have packed: a few of their bytes can stand for gigabytes.
COMPRESSED = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd")

#: Tags; an article's page has some thousands. So many may take trafilatura ten seconds and half a gigabyte.
MOST_TAGS = 200_000

#: Characters; where trafilatura finds less it takes all that the page says, in one paragraph. Its own limit of 250
#: costs the paragraphs of short news.
SHORTEST = 100

#: Bytes of a header that tells of a part; the library takes time that grows with the square of its length.
LONGEST_HEADER = 1_000
_OF_PARTS = re.compile(
    rb"(?:^|[\r\n])content-(?:type|disposition|transfer-encoding):[^\r\n]*(?:(?:\r\n?|\n)[ \t][^\r\n]*)*", re.IGNORECASE
)

#: An archive is a mail message, so that it begins with a header; HTML never does.
_HEADER = re.compile(rb"\s*[A-Za-z][\w-]*:\s")


@attrs.frozen(kw_only=True)
class Page:
    """The article of a web page: its text, paragraphs parted by empty lines, and its title and date where known."""

    text: str
    title: str | None = None
    date: dt.date | None = None


def read_page(data: bytes) -> Page:
    """Find the article of a web page; menus, comments and tables are left out.

    ``data`` is HTML in any encoding, or the MHTML of a browser. Raises `PageError` where there is no article, or the
    page is too large, and `MissingLibraryError` without trafilatura.
    """
    if len(data) > LARGEST:
        raise PageError(f"more than {LARGEST // 1_000_000} MB: too large for a web page")
    if data.startswith(COMPRESSED):
        raise PageError("compressed: unpack it first")
    try:
        return _article(_unpack(data) if _HEADER.match(data) else data)
    except RecursionError as problem:
        raise PageError("nested too deeply: save the page anew from a browser") from problem


def _unpack(archive: bytes) -> bytes:
    """Take the page out of its archive: the first part that is HTML."""
    from email import message_from_bytes

    if any(len(header[0]) > LONGEST_HEADER for header in _OF_PARTS.finditer(archive)):
        raise PageError("a header too long for a browser's archive")
    parts = message_from_bytes(archive).walk()
    page = next((part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html"), None)
    if not isinstance(page, bytes):
        raise PageError("no page in this archive")
    return page


def _article(data: bytes) -> Page:
    try:
        from trafilatura import bare_extraction
        from trafilatura.settings import use_config
    except ImportError as missing:
        raise MissingLibraryError("trafilatura", "a web page", install='"quoteattr[html]"') from missing
    html = _decode(data)
    _check(html)
    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(SHORTEST)
    try:
        found: Any = bare_extraction(
            html,
            include_comments=False,
            include_tables=False,  # figures; of an old page laid out in a table, the text is found all the same
            with_metadata=True,
            # A date that the page gives as its own; none is guessed from other dates in the text.
            date_extraction_params={"original_date": True, "extensive_search": False},
            config=config,
        )
    except Exception as problem:  # whatever it is that the library trips over, the next page can be read
        raise PageError(f"not readable as HTML ({type(problem).__name__})") from problem
    paragraphs = [line.strip() for line in ((found and found.text) or "").split("\n")]
    if not any(paragraphs):
        raise PageError("no article found in this page")
    date = found.date and dt.date.fromisoformat(found.date)
    return Page(text="\n\n".join(filter(None, paragraphs)), title=found.title or None, date=date or None)


def _decode(data: bytes) -> str:
    """Decode a page as trafilatura does, but unpack nothing, which it would do before it looks at the size."""
    from trafilatura.utils import detect_encoding

    with suppress(UnicodeDecodeError):
        return data.decode("utf-8")
    for encoding in detect_encoding(data):
        with suppress(LookupError, UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("utf-8", "replace")


def _check(html: str) -> None:
    """Refuse a page that would take long, or of which the parser would drop what comes after a deep place."""
    from lxml.etree import HTMLParser, LxmlError, fromstring

    if html.count("<") > MOST_TAGS:
        raise PageError(f"more than {MOST_TAGS} tags: too large for a web page")
    parser = HTMLParser(encoding="utf-8")
    try:
        fromstring(html.encode("utf-8", "replace"), parser)
    except LxmlError as problem:  # an empty file
        raise PageError("no article found in this page") from problem
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise PageError("nested too deeply: save the page anew from a browser")
