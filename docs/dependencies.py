"""Print the tables of docs/dependencies.md: what the package needs, from which version, and under which licences.

Run it with: python docs/dependencies.py, where all extras are installed; what is not installed has no licence here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, requires

import click
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from quoteattr.evaluation.tables import markdown

PACKAGE = "quoteattr"
#: What is needed to work on the project, and by nobody who uses it.
OURS = {"docs", "lint", "test", "train"}
#: The longest text that is the name of a licence and not the licence itself.
LONGEST_NAME = 40


def requirements(name: str, extra: str = "") -> Iterator[Requirement]:
    """Yield what a distribution needs here, with one of its extras or without."""
    for line in requires(name) or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield requirement


def about(name: str) -> tuple[str, str]:
    """Give the installed version of a distribution and its licence, as its metadata have them."""
    try:
        data = distribution(name).metadata
    except PackageNotFoundError:
        return "not installed", "not known"
    stated = data.get("License-Expression") or data.get("License") or ""
    classes = [c.rsplit(" :: ", 1)[-1] for c in data.get_all("Classifier") or () if c.startswith("License ::")]
    is_name = stated and "\n" not in stated and (len(stated) < LONGEST_NAME or not classes)
    return data["Version"], (stated if is_name else ", ".join(classes)) or "not stated"


def named() -> dict[str, tuple[Requirement, list[str]]]:
    """Give what the project names itself, with the extras that bring it; none for what always comes."""
    always = [requirement.name for requirement in requirements(PACKAGE)]
    found: dict[str, tuple[Requirement, list[str]]] = {r.name: (r, []) for r in requirements(PACKAGE)}
    for extra in sorted(distribution(PACKAGE).metadata.get_all("Provides-Extra") or ()):
        for requirement in requirements(PACKAGE, extra):
            if extra != "dev" and requirement.name not in {PACKAGE, *always}:
                found.setdefault(requirement.name, (requirement, []))[1].append(extra)
    return found


def brought(names: set[str]) -> set[str]:
    """Give the canonical names of all that these need in turn, as far as it is installed."""
    known, waiting = set[str](), list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        try:
            needed = {canonicalize_name(r.name) for r in requirements(name)}
        except PackageNotFoundError:
            continue
        waiting += needed - known
        known |= needed
    return known - {canonicalize_name(name) for name in names}


def main() -> None:
    """Print both tables."""
    mine = named()
    rows = [["library", "from", "newest tested", "licence", "for"]]
    for name, (requirement, extras) in sorted(mine.items(), key=lambda item: (item[1][1] != [], item[0].lower())):
        lowest = ", ".join(s.version for s in requirement.specifier if s.operator == ">=")
        rows.append([name, lowest, *about(name), ", ".join(f"`[{extra}]`" for extra in extras) or "always"])
    click.echo(markdown(rows) + "\n")
    licences = defaultdict[str, list[str]](list)
    for name in sorted(brought({name for name, (_, extras) in mine.items() if not set(extras) or set(extras) - OURS})):
        licences[about(name)[1]].append(name)
    listed = [[licence, ", ".join(names)] for licence, names in sorted(licences.items())]
    click.echo(markdown([["licence", "libraries"], *listed]))


if __name__ == "__main__":
    main()
