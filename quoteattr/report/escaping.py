"""Text made safe for HTML: nothing in it is markup, and nothing in it is unseen.

In: any text. Out: text or HTML. Imports formats.view, for the characters that change direction.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

from quoteattr.formats.view import DIRECTION_CHANGES

__all__ = ["escape", "line", "to_json", "visible"]

#: Control characters other than tabs and line ends, half surrogate pairs, and what turns the direction of text.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff" + "".join(sorted(DIRECTION_CHANGES)) + "]")


def visible(text: str) -> str:
    r"""Put a replacement character for each character that would hide or steer; the length stays.

    >>> visible("a\x1b[2J\u202eb\tc")
    'a�[2J�b\tc'
    """
    return _UNSEEN.sub("�", text)


def line(text: str, width: int = 400) -> str:
    r"""Make text fit on one line of a label, visible and not too long.

    >>> line(" the\nharbour  master")
    'the harbour master'
    """
    words = " ".join(visible(text).split())
    return words if len(words) <= width else f"{words[: width - 1]}…"


def escape(text: str, width: int = 400) -> str:
    """Write text as HTML on one line, in an element or in an attribute between double quotes.

    >>> escape('"onfocus=alert(1) <b>')
    '&quot;onfocus=alert(1) &lt;b&gt;'
    """
    return html.escape(line(text, width))


def to_json(data: Any) -> str:
    r"""Write JSON values as they may stand inside a script element, which ends at the first ``</``.

    >>> print(to_json(["</script>"]))
    ["\u003c/script>"]
    """
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")
