"""Names of files for documents: any id becomes a name that every file system takes, and comes back.

In: ids. Out: names without an ending; and back. Imports nothing of the package.
"""

from __future__ import annotations

import zlib
from urllib.parse import quote, unquote

__all__ = ["FileNames", "id_of"]

#: Characters; file systems take names of 255 bytes, and an ending and a number must find room.
LONGEST = 200


class FileNames:
    """Gives every document of a run a name of its own."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, id_: str) -> str:
        """Name a document: its id, special characters escaped as in addresses; numbered where the name is taken.

        An id too long for a file name is cut and given a checksum; only such ids, and numbered ones, do not come back.

        >>> names = FileNames()
        >>> names.give("news/ferry.txt"), names.give("news/ferry.txt")
        ('news%2Fferry.txt', 'news%2Fferry.txt~2')
        """
        whole = quote(id_, safe="", errors="surrogatepass").replace("~", "%7E") or "~"  # a tilde is ours alone
        base = whole if len(whole) <= LONGEST else f"{whole[:LONGEST]}~{zlib.crc32(whole.encode()):08x}"
        name, number = base, 1
        while name.casefold() in self._given:
            number += 1
            name = f"{base}~{number}"
        self._given.add(name.casefold())
        return name


def id_of(name: str) -> str:
    """Take back the id of a document whose file has this name without its ending.

    >>> id_of("news%2Fferry.txt")
    'news/ferry.txt'
    """
    return "" if name == "~" else unquote(name, errors="surrogatepass")
