"""What decides a training run besides the data.

Out: `Settings`. Imports nothing of the package.
"""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class Settings:
    """All that decides a training run besides the data; written into the model."""

    passes: int = 6
    horizon: int = 8  # passes that the curve of the learning rate is laid out for
    soup: int = 5  # last passes whose weights are averaged once more (Wortsman et al., ICML 2022)
    again: int = 2  # passes of a second round that starts from that average
    again_horizon: int = 3
    again_rate: float = 0.5  # of the rates below
    layers: int = 6
    batch: int = 5120  # sub-words, padding included
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06  # of all steps
    decay: float = 0.01
    encoder_dropout: float = 0.0  # 0.1 and a curve of three passes reached less on every text
    head_dropout: float = 0.2
    hide: float = 0.08  # of the sub-words replaced by [MASK]
    average: float = 0.998  # of the old weights kept at each step in the averaged copy
    forget: float = 0.3  # of the windows whose corpus the network is not told
    reconcile: float = 0.5  # of PolNeAR's texts are seen in a pass as the contract would have them annotated
    home: float = 1.0  # of PolNeAR's texts are seen in a pass; fewer by a model that knows them and goes on to others
    repeat: int = 3  # times the invented articles are seen in one pass over PolNeAR
    anchor_weight: float = 2.0
    entity_weight: float = 0.15
    manner_weight: float = 0.5
    taught: float = 0.5  # share of a teacher's answers in the loss, the annotation having the rest
    keep: float = 0.0  # share of the weights that a model began from in those it ends with (Wortsman et al., CVPR 2022)
    alike: float = 1.0  # weight of the distance between its word vectors and a teacher's
    invented: tuple[str, ...] = ("styles-train", "articles-train")
    words: bool = True  # label words, not their sub-words
    crf: bool = True  # learn a report's tags as one sequence, not word by word
    marks: bool = True  # tell the network where quotation marks stand
    augment: bool = True  # print the texts of each pass anew in other ways
    seed: int = 1
