"""The seam between text and network: windows in, scores of reports out.

In: a window. Out: its `Scores`, a plain record of arrays. Imports errors and windows.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from zipfile import BadZipFile

import attrs
import numpy as np

from quoteattr.errors import ModelError
from quoteattr.windows import Encoding, SubWords, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

#: What a word can be the anchor of: nothing, a report by its cue, a report without a cue by its content.
ANCHORS = ("none", "cue", "content")
#: Tags of a word for one anchor: begin, inside, end, single of each role.
ROLES = ("O", *(f"{place}-{role}" for role in ("content", "cue", "source") for place in "BIES"))
MODES = ("speech", "writing", "attitude")
POLARITIES = ("asserted", "denied")
ENTITIES = ("O", *(f"{place}-{label}" for label in ("person", "organization", "place", "other") for place in "BI"))
#: Whose habits of drawing spans to follow: none in particular, PolNeAR's, this library's contract.
CONVENTIONS = ("any", "polnear", "contract")
INPUTS = ("vectors", "cases", "places", "firsts", "lines", "convention", "floor")
OUTPUTS = ("found", "odds", "roles", "modes", "polarities", "entities")
#: The order of all labels, as a model is saved with.
LABELS = {
    "anchors": ANCHORS,
    "roles": ROLES,
    "modes": MODES,
    "polarities": POLARITIES,
    "entities": ENTITIES,
    "conventions": CONVENTIONS,
}
SCHEMA = 2
#: The files of a model by what they are for, as ``model.json`` names them; models can share the last two.
FILES = {"network": "model.onnx", "vectors": "vectors.npz", "vocabulary": "tokenizer.json"}
FORBIDDEN = -1e4


@cache
def transitions() -> tuple[Floats, Floats, Floats]:
    """Which tags may start, follow and stop: 0 where allowed, a large negative where not.

    Arrays of shape ``[roles]``, ``[roles, roles]`` (from, to), ``[roles]``.
    """
    size = len(ROLES)
    opened = [tag[0] in "BI" and tag != "O" for tag in ROLES]
    step = np.full((size, size), FORBIDDEN, np.float32)
    for i, before in enumerate(ROLES):
        for j, after in enumerate(ROLES):
            inside = after[0] in "IE"
            if opened[i] == inside and (not inside or before[2:] == after[2:]):
                step[i, j] = 0
    start = np.where([tag[0] in "IE" for tag in ROLES], FORBIDDEN, 0).astype(np.float32)
    stop = np.where(opened, FORBIDDEN, 0).astype(np.float32)
    return start, step, stop


@attrs.frozen(eq=False)
class Scores:
    """What the tagger sees in one window of ``w`` words with ``k`` likely anchors.

    ``anchors`` ``[k]``: word within the window. ``odds`` ``[k, 3]``: probability of each of `ANCHORS`.
    ``roles`` ``[k, w, 13]``: score of each of `ROLES`. ``modes`` ``[k, 3]``, ``polarities`` ``[k, 2]``:
    probabilities. ``entities`` ``[w]``: index into `ENTITIES`.
    """

    anchors: Ints
    odds: Floats
    roles: Floats
    modes: Floats
    polarities: Floats
    entities: Ints


@attrs.frozen(eq=False)
class Vectors:
    """The vectors of a vocabulary, which several models can share.

    ``steps`` ``[sub-words, width]``, 8 bits each; ``zeros`` and ``scales`` ``[sub-words]``: which step of a vector
    is nothing, and how long its steps are.
    """

    steps: NDArray[np.uint8]
    zeros: Floats
    scales: Floats

    @classmethod
    def of(cls, weights: Floats) -> Vectors:
        """Round each vector to 255 steps from its least to its largest number."""
        lows = weights.min(1)
        scales = np.maximum(weights.max(1) - lows, 1e-9) / 255
        zeros = np.round(-lows / scales)
        steps = np.clip(np.round(weights / scales[:, None]) + zeros[:, None], 0, 255)
        return cls(steps.astype(np.uint8), zeros, scales)

    @classmethod
    def read(cls, path: Path) -> Vectors:
        """Read what `write` wrote; raise `ModelError` for anything else."""
        try:
            with np.load(path, allow_pickle=False) as arrays:
                return cls(arrays["steps"], arrays["zeros"], arrays["scales"])
        except (OSError, ValueError, LookupError, TypeError, AttributeError, BadZipFile) as error:
            raise ModelError(
                f"{path} holds no vectors ({error}): reinstall quoteattr or train the model again"
            ) from error

    def write(self, path: Path) -> None:
        """Write them to an ``npz`` file."""
        np.savez(path, steps=self.steps, zeros=self.zeros, scales=self.scales)

    def __getitem__(self, pieces: Ints) -> Floats:
        """Give the vectors of some sub-words, ``[len(pieces), width]``."""
        return (self.steps[pieces] - self.zeros[pieces, None]) * self.scales[pieces, None]


class Tagger(Protocol):
    """Anything that scores windows; `OnnxTagger` is the one that ships.

    One window at a time: with 8-bit activations a batch would share one scale, and a text's quotes would
    then depend on its neighbours. On one core nothing is lost by it.
    """

    @property
    def info(self) -> Mapping[str, Any]:
        """What ``model.json`` says: name, thresholds, scores."""

    @property
    def subwords(self) -> SubWords:
        """How words are split for this tagger."""

    def __call__(self, encoding: Encoding, window: Window) -> Scores:
        """Score one window."""


class OnnxTagger:
    """The shipped network on onnxruntime.

    ``folder`` holds ``model.json``, which has the labels and thresholds, names the other files and has their sha256:
    the network, the vocabulary and its vectors, which several models can share. ``weights`` names another network of
    the same labels, such as the float one. The files are checked and opened at the first use, once; sessions are
    shared by threads and left behind when pickled. Raises `ModelError` for a folder that is missing, altered,
    or of another version.
    """

    FLOOR = 0.02  # anchors less likely than this are not looked at; every threshold lies above

    def __init__(
        self, folder: Path, *, convention: str | None = None, threads: int = 1, weights: Path | None = None
    ) -> None:
        self.folder = Path(folder)
        self.threads = threads
        self.info = read_info(self.folder)
        files = self.info["files"]
        self.weights = weights or self.folder / files["network"]
        self.convention = convention or str(self.info["convention"])
        if self.convention not in CONVENTIONS:
            raise ModelError(f"unknown convention {self.convention!r}: choose one of {', '.join(CONVENTIONS)}")
        self._subwords = SubWords(self.folder / files["vocabulary"])
        self._start()

    def _start(self) -> None:
        self._lock = threading.Lock()
        self._checked = False
        self._session: Any = None

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in self.__dict__.items() if k not in {"_lock", "_checked", "_session", "_vectors"}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._start()

    @property
    def subwords(self) -> SubWords:
        """How words are split for this network."""
        self._check()
        return self._subwords

    def _check(self) -> None:
        """Compare the files with their digests before anything is read from them, once."""
        with self._lock:
            if not self._checked:
                check_files(self.folder, self.info)
                self._checked = True

    def _open(self) -> Any:
        self._check()
        with self._lock:
            if self._session is None:
                self._vectors = Vectors.read(self.folder / self.info["files"]["vectors"])
                import onnxruntime

                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = self.threads
                options.log_severity_level = 3
                try:
                    session = onnxruntime.InferenceSession(
                        str(self.weights), options, providers=["CPUExecutionProvider"]
                    )
                except Exception as error:  # such as an opset that it does not know yet
                    raise ModelError(
                        f"onnxruntime {onnxruntime.__version__} cannot open {self.weights}: {error}: "
                        "reinstall quoteattr, or upgrade onnxruntime"
                    ) from error
                self._session = check_network(session, self.weights)
            return self._session

    def __call__(self, encoding: Encoding, window: Window) -> Scores:
        """Score one window."""
        session = self._open()
        first, last = window.first, window.last
        low, high = encoding.bounds[first], encoding.bounds[last]
        lengths = np.diff(encoding.bounds[first : last + 1])
        frame = self._subwords.special("[CLS]"), self._subwords.special("[SEP]")
        inputs = {
            "cases": np.pad(np.repeat(encoding.cases[first:last], lengths), 1),
            "places": np.pad(np.repeat(encoding.places[first:last], lengths), 1),
            "firsts": encoding.firsts[first:last] - low + 1,
            "lines": encoding.lines[first:last],
        }
        outputs = session.run(
            OUTPUTS,
            {
                **{name: array.astype(np.int64)[None] for name, array in inputs.items()},
                "vectors": self._vectors[np.concatenate(([frame[0]], encoding.pieces[low:high], [frame[1]]))][None],
                "convention": np.array([CONVENTIONS.index(self.convention)], np.int64),
                "floor": np.array(self.FLOOR, np.float32),
            },
        )
        found, odds, roles, modes, polarities, entities = outputs
        return Scores(
            anchors=found[:, 1], odds=odds, roles=roles, modes=modes, polarities=polarities, entities=entities[0]
        )


def read_info(folder: Path) -> dict[str, Any]:
    """Read a model folder's ``model.json``; raise `ModelError` saying what to do when it cannot be used."""
    path = Path(folder) / "model.json"
    try:
        info: Any = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ModelError(f"{path} is missing: reinstall quoteattr, or pass the folder of a trained model") from None
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}): pass the folder of a trained model") from None
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path} is not valid JSON ({error}): reinstall quoteattr or train the model again") from None
    known: dict[str, Any] = info if isinstance(info, dict) else {}
    if known.get("schema") != SCHEMA or known.get("labels") != {name: list(names) for name, names in LABELS.items()}:
        raise ModelError(
            f"{path} (schema {known.get('schema')!r}) belongs to another version of quoteattr: "
            "use the model that came with this one, or train one with python -m quoteattr.training"
        )
    files, digests = known.get("files"), known.get("sha256")
    named = isinstance(files, dict) and files.keys() == FILES.keys() and isinstance(digests, dict)
    if "convention" not in known or not named or set(digests) != set(files.values()):  # type: ignore[union-attr,arg-type]  # named
        raise ModelError(f"{path} lacks the convention, or names and sha256 of its files: reinstall quoteattr")
    return known


def check_files(folder: Path, info: Mapping[str, Any]) -> None:
    """Compare a model folder's files with the sha256 they were saved with."""
    for name, digest in info["sha256"].items():
        path = Path(folder) / name
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            raise ModelError(f"{path} is missing: reinstall quoteattr, or pass a whole model folder") from None
        if found != digest:
            raise ModelError(f"{path} is not the file that was saved (sha256 differs): reinstall quoteattr")


def check_network(session: Any, path: Path) -> Any:
    """Give a session back if its network takes and gives what this version does."""
    found = {node.name for node in session.get_inputs()}, {node.name for node in session.get_outputs()}
    if found != (set(INPUTS), set(OUTPUTS)):
        raise ModelError(
            f"{path} is no network of this version of quoteattr: train one with python -m quoteattr.training"
        )
    return session
