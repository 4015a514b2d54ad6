"""The network: a small BERT, and on it heads that find reports and, for each, the words of its roles.

In: batches of windows. Out: scores as `quoteattr.tagger` names them. Needs torch (extra ``[train]``).

Every report has an anchor: the first word of its cue, or of its content where it has no cue. One head
finds anchors; another reads each word *for one anchor*, as semantic role labelling does (He et al., ACL
2017), so that nested and interleaved reports never compete for a word.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from quoteattr.tagger import ANCHORS, CONVENTIONS, ENTITIES, MODES, POLARITIES, ROLES, transitions
from quoteattr.windows import CASES, PLACES

# Word distances at which the embedding of "how far from the anchor" changes.
DISTANCES = (1, 2, 3, 4, 5, 7, 10, 15, 23, 36, 60, 100)
LINES_APART = 3  # lines before or after the anchor's, told apart up to this many
REPORT = 192  # width of the anchor-and-word comparison
FAR = -1e4  # a score for what cannot be


class Shape(NamedTuple):
    """The size of the encoder."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512


class Outputs(NamedTuple):
    """What a network says of a batch, before it is turned into chances: `Network.answer`.

    ``words`` ``[batch, words, width]``, ``anchors`` ``[batch, words, 3]``, ``entities`` ``[batch, words, 9]``,
    ``roles`` ``[reports, words, 13]``, ``manner`` ``[reports, 5]``.
    """

    words: Tensor
    anchors: Tensor
    entities: Tensor
    roles: Tensor
    manner: Tensor


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor, heads: int) -> Tensor:
    """Scaled dot-product attention (Vaswani et al., 2017); ``mask`` is added to the scores.

    All are ``[batch, pieces, width]``. Written out, it trains three times as fast on a CPU as torch's fused attention.
    """
    batch, length, width = query.shape

    def split(x: Tensor) -> Tensor:
        return x.view(batch, length, heads, width // heads).transpose(1, 2)

    scores = split(query * (width // heads) ** -0.5) @ split(key).transpose(-1, -2) + mask
    return (scores.softmax(-1) @ split(value)).transpose(1, 2).reshape(batch, length, width)


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT (Devlin et al., NAACL 2019)."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attend = attend
        self.dropout = nn.Dropout(dropout)
        self.query, self.key, self.value, self.output = (nn.Linear(shape.width, shape.width) for _ in range(4))
        self.attention_norm, self.norm = (nn.LayerNorm(shape.width, eps=1e-12) for _ in range(2))
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` ``[batch, pieces, width]``; ``mask`` is added to the attention scores."""
        seen = self.output(self.attend(self.query(x), self.key(x), self.value(x), mask, self.heads))
        x = self.attention_norm(x + self.dropout(seen))
        return self.norm(x + self.dropout(self.narrow(F.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """Sub-words with their casing, place to the marks and convention → one vector each."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.cases = nn.Embedding(len(CASES), shape.width)
        self.places = nn.Embedding(len(PLACES), shape.width)
        self.conventions = nn.Embedding(len(CONVENTIONS), shape.width)
        for features in (self.cases, self.places, self.conventions):
            nn.init.normal_(features.weight, std=0.01)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))

    def forward(self, vectors: Tensor, cases: Tensor, places: Tensor, convention: Tensor, padded: Tensor) -> Tensor:
        """``[batch, pieces, width]``, ``[batch, pieces]`` and ``[batch]`` conventions → ``[batch, pieces, width]``."""
        x = vectors + self.positions.weight[: vectors.shape[1]]
        x = x + self.cases(cases) + self.places(places) + self.conventions(convention)[:, None]
        x = self.norm(x)
        mask = torch.where(padded, FAR, 0.0)[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Heads(nn.Module):
    """Word vectors → anchors; anchors and words → roles; anchors → mode and polarity; words → entities."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.anchors = nn.Linear(width, len(ANCHORS))
        self.entities = nn.Linear(width, len(ENTITIES))
        self.manner = nn.Linear(width, len(MODES) + len(POLARITIES))
        self.kind = nn.Embedding(len(ANCHORS), REPORT)
        self.anchor_sum, self.anchor_product = nn.Linear(width, REPORT), nn.Linear(width, REPORT)
        self.word_sum, self.word_product = nn.Linear(width, REPORT), nn.Linear(width, REPORT)
        self.distance = nn.Embedding(2 * len(DISTANCES) + 1, REPORT)
        self.apart = nn.Embedding(2 * LINES_APART + 1, REPORT)
        self.roles = nn.Linear(2 * REPORT, len(ROLES))
        self.register_buffer("steps", torch.tensor(DISTANCES))

    def report(self, x: Tensor, lines: Tensor, row: Tensor, at: Tensor, kind: Tensor) -> Tensor:
        """Role scores ``[anchors, words, roles]`` for the anchors at ``(row, at)``."""
        anchor, words = x[row, at], x[row]
        places = torch.arange(words.shape[1], device=x.device)
        gap = places[None] - at[:, None]
        far = (places[:, None] >= self.steps).sum(-1)[gap.abs()] * gap.sign() + len(DISTANCES)
        apart = (lines[row] - lines[row, at][:, None]).clamp(-LINES_APART, LINES_APART) + LINES_APART
        total = (self.anchor_sum(anchor) + self.kind(kind))[:, None] + self.word_sum(x)[row]
        total = total + self.distance(far) + self.apart(apart)
        product = self.anchor_product(anchor)[:, None] * self.word_product(x)[row]
        features = F.gelu(torch.cat((total, product), -1))
        if self.training:  # one mask for all words of a report: as good a noise, and drawn in no time
            features = features * self.dropout(torch.ones_like(features[:, :1]))
        return self.roles(features)


class Network(nn.Module):
    """Encoder and heads; ``forward`` is what is exported."""

    def __init__(self, shape: Shape, encoder_dropout: float = 0.0, head_dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, encoder_dropout)
        self.heads = Heads(shape.width, head_dropout)

    def words(
        self, vectors: Tensor, cases: Tensor, places: Tensor, firsts: Tensor, convention: Tensor, padded: Tensor
    ) -> Tensor:
        """One vector for each word: that of its first sub-word."""
        x = self.encoder(vectors, cases, places, convention, padded)
        at = firsts.clamp(min=0)[..., None].expand(-1, -1, x.shape[-1])
        return self.heads.dropout(x.gather(1, at))

    def answer(self, inputs: dict[str, Tensor], lines: Tensor, row: Tensor, at: Tensor, kind: Tensor) -> Outputs:
        """Answer for the reports whose anchors, of a kind each, stand at ``(row, at)``."""
        told = {name: tensor for name, tensor in inputs.items() if name != "pieces"}
        x = self.words(self.encoder.words(inputs["pieces"]), padded=inputs["pieces"] == 0, **told)
        return Outputs(
            words=x,
            anchors=self.heads.anchors(x),
            entities=self.heads.entities(x),
            roles=self.heads.report(x, lines, row, at, kind),
            manner=self.heads.manner(x[row, at]),
        )

    def forward(
        self,
        vectors: Tensor,
        cases: Tensor,
        places: Tensor,
        firsts: Tensor,
        lines: Tensor,
        convention: Tensor,
        floor: Tensor,
    ) -> tuple[Tensor, ...]:
        """Score windows without padding; anchors below ``floor`` are not looked at.

        Outputs as in `quoteattr.tagger.OUTPUTS`.
        """
        x = self.words(vectors, cases, places, firsts, convention, torch.zeros_like(cases, dtype=torch.bool))
        anchors = self.heads.anchors(x).softmax(-1)
        likely = (1 - anchors[..., 0] > floor) & (firsts >= 0)
        found = likely.nonzero()
        row, at = found[:, 0], found[:, 1]
        odds = anchors[row, at]
        kind = (anchors[..., 1:].argmax(-1) + 1)[row, at]  # older onnxruntimes take no maximum or sum of nothing
        roles = self.heads.report(x, lines, row, at, kind)
        manner = self.heads.manner(x[row, at])
        modes, polarities = manner.split((len(MODES), len(POLARITIES)), -1)
        entities = self.heads.entities(x).argmax(-1)
        return found, odds, roles, modes.softmax(-1), polarities.softmax(-1), entities


def role_loss(scores: Tensor, gold: Tensor, lengths: Tensor) -> Tensor:
    """Negative log-likelihood of the gold tags among all well-formed sequences (linear-chain CRF).

    ``scores`` ``[anchors, words, roles]``, ``gold`` ``[anchors, words]``, ``lengths`` ``[anchors]``; one loss
    for each anchor. Transitions are allowed or not: the scores alone say what is likely.
    """
    start, step, stop = (torch.from_numpy(a).to(scores) for a in transitions())
    scores = scores.float()
    words = torch.arange(scores.shape[1], device=scores.device)[None] < lengths[:, None]
    right = (scores.gather(-1, gold[..., None]).squeeze(-1) * words).sum(1)
    alpha = scores[:, 0] + start
    for i in range(1, scores.shape[1]):
        after = torch.logsumexp(alpha[:, :, None] + step, 1) + scores[:, i]
        alpha = torch.where(words[:, i, None], after, alpha)
    return torch.logsumexp(alpha + stop, -1) - right


def word_loss(scores: Tensor, gold: Tensor, lengths: Tensor) -> Tensor:
    """Negative log-likelihood of each gold tag by itself; shapes as in `role_loss`, which it is compared with."""
    words = torch.arange(scores.shape[1], device=scores.device)[None] < lengths[:, None]
    return (F.cross_entropy(scores.float().transpose(1, 2), gold, reduction="none") * words).sum(1)


def spaced(depth: int, count: int) -> list[int]:
    """Choose ``count`` of ``depth`` layers, the first and the last among them.

    >>> spaced(6, 3)
    [0, 2, 5]
    """
    return [round(i * (depth - 1) / max(count - 1, 1)) for i in range(count)]


def load_encoder(encoder: Encoder, weights: dict[str, Tensor]) -> None:
    """Fill an encoder from a BERT checkpoint in the usual naming; of its layers evenly spaced ones are taken."""
    depth = 1 + max(int(k.split(".")[2]) for k in weights if k.startswith("encoder.layer."))
    take = spaced(depth, len(encoder.layers))
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "norm": "output.LayerNorm",
    }
    with torch.no_grad():
        encoder.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        encoder.positions.weight.copy_(weights["embeddings.position_embeddings.weight"])
        encoder.positions.weight.add_(weights["embeddings.token_type_embeddings.weight"][0])
        for part in ("weight", "bias"):
            getattr(encoder.norm, part).copy_(weights[f"embeddings.LayerNorm.{part}"])
            for layer, source in zip(encoder.layers, take, strict=True):
                for ours, theirs in names.items():
                    tensor = weights[f"encoder.layer.{source}.{theirs}.{part}"]
                    getattr(getattr(layer, ours), part).copy_(tensor)
