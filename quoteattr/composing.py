"""Letters whose accents stand apart are joined before a text is read, and its places are found again after.

In: a text. Out: the text as it is read, and where each of its characters stands in the one that was given. Imports
nothing of the package.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain

__all__ = ["compose"]

_ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_ACCENTED = re.compile(f"[^{_ACCENTS}][{_ACCENTS}]{{1,30}}")  # Unicode's limit to what stands on one letter


def compose(text: str) -> tuple[str, Sequence[int]]:
    r"""Join letters and accents into one character where there is one (Unicode's NFC).

    Also give, for every place in what is read and for its end, the place in ``text``.

    >>> plain, places = compose("Lukumi\u0301 said")
    >>> plain, plain[7:], places[7]
    ('Lukumí said', 'said', 8)
    """
    if unicodedata.is_normalized("NFC", text):
        return text, range(len(text) + 1)
    parts: list[str] = []
    places: list[Sequence[int]] = []
    done = 0
    for match in _ACCENTED.finditer(text):
        start, end = match.span()
        joined = unicodedata.normalize("NFC", match[0])
        if len(joined) < end - start:
            parts += text[done:start], joined
            places += range(done, start + 1), range(end - len(joined) + 1, end)  # what is not joined stands last
            done = end
    return "".join([*parts, text[done:]]), [*chain(*places), *range(done, len(text) + 1)]
