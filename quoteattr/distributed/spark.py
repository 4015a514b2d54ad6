"""Spark: the quotes of a column of texts, found where the texts are.

In: a DataFrame of Spark. Out: another, with a row a quote. Imports errors and batches, and pyspark, which the extra
``spark`` installs, only when used.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from quoteattr.distributed.batches import COLUMNS, extract_batches
from quoteattr.errors import MissingLibraryError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["extract"]


def extract(frame: DataFrame, *, text: str = "text", id: str = "id", **options: Any) -> DataFrame:  # noqa: A002
    """Find the quotes of every text in a column of a Spark DataFrame; give one with a row a quote.

    ``text`` and ``id`` name the columns with the texts and with what to call them; ``options`` are those of
    `QuoteExtractor`. The columns are those of every table of quotes, and ``error``, which is empty but in the row of a
    document that could not be read. The model is opened once in each worker process. This package must be installed on
    every machine of the cluster. Raises `MissingLibraryError` without pyspark.
    """
    try:
        from pyspark.sql import functions, types
    except ImportError as problem:
        raise MissingLibraryError("pyspark", "a DataFrame of Spark") from problem
    kinds = {str: types.StringType(), int: types.LongType(), float: types.DoubleType()}
    schema = types.StructType([types.StructField(name, kinds[type_]) for name, type_ in COLUMNS.items()])
    texts = frame.select(_column(functions, text).alias("text"), _column(functions, id).cast("string").alias("id"))
    return texts.mapInPandas(partial(extract_batches, options=options), schema)


def _column(functions: Any, name: str) -> Any:
    """Name a column as it is: a point in a name asks Spark for a part of it."""
    return functions.col("`{}`".format(name.replace("`", "``")))
