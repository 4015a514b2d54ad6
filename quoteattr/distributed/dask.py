"""Dask: the quotes of a column of texts, partition by partition.

In: a data frame of Dask. Out: another, with a row a quote. Imports batches, and pandas when used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quoteattr.distributed.batches import extract_batches, to_frame

__all__ = ["extract"]


def extract(frame: Any, *, text: str = "text", id: str = "id", **options: Any) -> Any:  # noqa: A002
    """Find the quotes of every text in a column of a Dask data frame; give one with a row a quote.

    Columns, ``options`` and errors are those of `quoteattr.distributed.spark.extract`.
    """
    return frame.map_partitions(_extract, text=text, id=id, options=options, meta=to_frame([]))


def _extract(partition: Any, *, text: str, id: str, options: Mapping[str, Any]) -> Any:  # noqa: A002
    import pandas as pd

    found = list(extract_batches([partition], text=text, id=id, options=options))
    return pd.concat(found, ignore_index=True) if found else to_frame([])
