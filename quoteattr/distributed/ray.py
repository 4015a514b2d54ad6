"""Ray: the quotes of a column of texts, batch by batch.

In: a data set of Ray. Out: another, with a row a quote. Imports batches and formats, and pyarrow when used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quoteattr.distributed.batches import extract_batches
from quoteattr.formats.parquet import to_arrow

__all__ = ["extract"]


def extract(dataset: Any, *, text: str = "text", id: str = "id", **options: Any) -> Any:  # noqa: A002
    """Find the quotes of every text in a column of a Ray data set; give one with a row a quote.

    Columns, ``options`` and errors are those of `quoteattr.distributed.spark.extract`.
    """

    def job(batch: Any) -> Iterator[Any]:
        import pyarrow as pa

        schema = to_arrow([]).schema.append(pa.field("error", pa.string()))
        for found in extract_batches([batch], text=text, id=id, options=options):
            yield pa.Table.from_pandas(found, schema=schema, preserve_index=False)

    return dataset.map_batches(job, batch_format="pandas")
