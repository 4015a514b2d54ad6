"""Have people correct quotes in Label Studio, and take the corrections back.

Run it with: python examples/label_studio.py [EXPORT.json]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from quoteattr import extract_quotes
from quoteattr.files import read_results, write_results

TEXT = "“It held all night,” said engineer Ana Brill. She denied that the crane was old."


def main(export: Path | None = None) -> None:
    """Write tasks to import into Label Studio, or list the quotes of what it exported."""
    with tempfile.TemporaryDirectory() as folder:
        tasks = export or Path(folder) / "tasks.json"
        if export is None:
            write_results([("quay", extract_quotes(TEXT))], tasks, format="labelstudio")
        for name, quotes in read_results(tasks, format="labelstudio"):
            for quote in quotes:
                print(name, quote.speaker and quote.speaker.name, quote.kind, quote.text, sep=" | ")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
