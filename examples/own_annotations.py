"""Train a model on texts of your own: take corrected quotes from Label Studio, and go on from the model that ships.

Run it with: python examples/own_annotations.py [EXPORT.json]
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import mkdtemp

from quoteattr import extract_quotes
from quoteattr.evaluation import read_split
from quoteattr.files import read_results, write_results

DRAFT = "“It held all night,” said engineer Ana Brill. She denied that the crane was old."


def main(export: Path | None = None) -> None:
    """Write what people corrected to where training looks for it, and say how to go on."""
    data = Path(mkdtemp(prefix="quoteattr-"))
    (data / "own").mkdir()
    results = read_results(export, format="labelstudio") if export else [("quay", extract_quotes(DRAFT))]
    write_results(results, data / "own" / "corrected.jsonl", with_text=True)

    kept, held_out = read_split("own-train", data), read_split("own-dev", data)
    print(f"{len(kept)} texts to learn from, {len(held_out)} to score:")
    for document in kept:
        for quote in document.quotes:
            print(document.name, quote.kind, document.text[slice(*quote.content[0])], sep=" | ")
    print(f"python -m quoteattr.training {data} my-model --teacher en --passes 2 --again 0 --soup 1")
    print(f"python -m quoteattr.evaluation {data} --split own-dev --model my-model")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
