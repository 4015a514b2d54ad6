"""Fixtures that several test modules share."""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from quoteattr import QuoteExtractor

# How long a text takes is measured elsewhere, and depends on what else the machine does.
settings.register_profile("patient", deadline=None)
# Few examples, always the same: for tests that are run thousands of times.
settings.register_profile("short", deadline=None, max_examples=10, derandomize=True)
settings.load_profile("patient")

ROOT = Path(__file__).parents[1]

#: What Python's auditing tells of before a socket reaches out, and before a name is looked up.
SENDING = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
LOOKING_UP = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})


class NetworkError(RuntimeError):
    """Something in the tests reached for the network."""


class Guard:
    """Refuses every way out of this machine while it is armed; processes that are forked have it too.

    Sockets between processes, and on loopback, stay open: multiprocessing and browsers talk over them.
    """

    armed = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Look at one event of Python's auditing, and raise if it is a way out."""
        if not self.armed or event not in SENDING | LOOKING_UP:
            return
        address = arguments[1] if event in SENDING else (arguments[0],)
        if isinstance(address, tuple) and not is_local(address[0]):  # the address of anything else is a file's name
            raise NetworkError(f"{event} {address}: nothing here may use the network")


def is_local(host: object) -> bool:
    """Tell whether the name or the number of a machine is that of this one."""
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Let no test use the network."""
    guard = Guard()
    sys.addaudithook(guard)  # there is no taking it away again
    guard.armed = True
    yield
    guard.armed = False


@pytest.fixture(scope="session")
def extractor() -> QuoteExtractor:
    """Load the shipped model once for all tests."""
    return QuoteExtractor()


@pytest.fixture(scope="session")
def articles() -> Path:
    """Give the folder of the example articles."""
    return ROOT / "examples" / "articles"


@pytest.fixture(scope="session")
def data() -> Path:
    """Give the data folder, or skip the test where QUOTEATTR_DATA does not name one."""
    folder = os.environ.get("QUOTEATTR_DATA")
    if not folder:
        pytest.skip("QUOTEATTR_DATA does not name the data folder")
    return Path(folder)
