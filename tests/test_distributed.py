"""Texts on a cluster: what the generator and its adapters give is what the texts give one by one."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import troubled

from quoteattr import QuoteExtractor
from quoteattr.distributed import batches, extract_batches
from quoteattr.distributed.batches import COLUMNS, GROUP
from quoteattr.errors import MissingLibraryError
from quoteattr.table import SCHEMA, rows

pd = pytest.importorskip("pandas")

TEXTS = {
    "a": "“We lost the crane,” said Ana Brill, the harbour master. “Nobody was hurt,” she added.",
    "b": "“FAILS,” said Bo Hurst.",
    "c": None,
    "d": "Silence.",
    "e": "Bo Hurst denied that anybody was hurt.",
    "f": "“FAILS,” said Bo Hurst again.",
}


def texts() -> Any:
    """Make a data frame of texts, two of which fail, with an index of no meaning."""
    return pd.DataFrame({"page.url": list(TEXTS), "body": list(TEXTS.values())}, index=[3] * len(TEXTS))


@pytest.fixture(name="expected", scope="module")
def make_expected(extractor: QuoteExtractor) -> list[list[Any]]:
    """Give the rows of the quotes of every text by itself, and of those that fail."""
    table: list[list[Any]] = []
    for name, text in TEXTS.items():
        if text and "FAILS" in text:
            empty = [None] * (len(SCHEMA) - 1)
            table.append([name, *empty, "ZeroDivisionError: a text\nthat fails"])
        elif text:
            table += [[*row, None] for row in rows([(name, extractor.extract(text))])]
    return table


def cells(frame: Any) -> list[list[Any]]:
    """List the rows of a data frame of pandas by document and number, missing cells as `None`."""
    assert list(COLUMNS) == list(frame.columns)
    return sorted(
        ([None if pd.isna(cell) else cell for cell in row] for row in frame.itertuples(index=False)),
        key=lambda row: (row[0], row[1] or 0),
    )


class TestBatches:
    """The generator that all adapters run."""

    def test_same_as_one_by_one(self, expected: list[list[Any]]) -> None:
        """Rows are those of the texts one by one, however they are cut; one that fails has a row with its error."""
        for step in (1, 2, len(TEXTS)):
            parts = [texts()[start : start + step] for start in range(0, len(TEXTS), step)]
            found = list(extract_batches(parts, text="body", id="page.url", options={"resolver": troubled}))
            assert expected == [row for frame in found for row in cells(frame)]

    def test_types(self) -> None:
        """The types of the columns do not depend on the rows."""
        failed = next(extract_batches([texts()[1:2]], text="body", id="page.url", options={"resolver": troubled}))
        assert batches.to_frame([]).dtypes.equals(failed.dtypes)

    def test_bounded(self) -> None:
        """A large batch comes out in parts, before all of it is read."""
        many = pd.DataFrame({"id": range(2 * GROUP), "text": TEXTS["e"]})
        read: list[int] = []

        def frames() -> Iterator[Any]:
            for number in range(2):
                read.append(number)
                yield many

        found = next(extract_batches(frames()))
        assert ([0], [str(n) for n in range(GROUP)]) == (read, found["id"].tolist())

    def test_model_is_opened_once(self) -> None:
        """Batch after batch of the same options is read by the same extractor."""
        options = (("attitudes", False),)
        assert batches._extractor(options) is batches._extractor(options)  # noqa: SLF001  it cannot be seen from outside


def test_dask(expected: list[list[Any]]) -> None:
    """Dask gives the same rows, and knows their types beforehand."""
    dd = pytest.importorskip("dask.dataframe")
    from quoteattr.distributed import dask

    frame = dd.from_pandas(texts().reset_index(drop=True), npartitions=3)
    found = dask.extract(frame, text="body", id="page.url", resolver=troubled)
    assert found.dtypes.equals(batches.to_frame([]).dtypes)
    assert expected == cells(found.compute(scheduler="threads"))


def test_ray(expected: list[list[Any]]) -> None:
    """What is handed to Ray gives the same rows, in typed columns, from a batch with results and one without."""
    pytest.importorskip("pyarrow")
    from quoteattr.distributed import ray

    class Dataset:
        """As much of a data set of Ray as is needed."""

        def map_batches(self, job: Any, *, batch_format: str) -> list[Any]:
            assert "pandas" == batch_format
            return [table for part in (texts(), texts()[3:4]) for table in job(part)]

    found = ray.extract(Dataset(), text="body", id="page.url", resolver=troubled)
    assert expected == [row for table in found for row in cells(table.to_pandas())]
    assert found[0].schema == found[1].schema


@pytest.fixture(name="spark", scope="module")
def start_spark() -> Iterator[Any]:
    """Start Spark in local mode with two workers, or skip where it or Java is missing."""
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    if not shutil.which("java"):
        pytest.skip("Java is not installed")
    with pytest.MonkeyPatch.context() as patch:
        here = [str(Path(__file__).parent), str(Path(batches.__file__).parents[2])]
        patch.setenv("PYTHONPATH", os.pathsep.join([*here, os.environ.get("PYTHONPATH", "")]))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        session = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning")
def test_spark(spark: Any, expected: list[list[Any]]) -> None:
    """Rows of two partitions, in each of which a text fails, are those of the texts one by one."""
    from quoteattr.distributed import spark as adapter

    parts = spark.sparkContext.parallelize(list(TEXTS.items()), 2)
    frame = spark.createDataFrame(parts, "`page.url` string, body string")
    found = adapter.extract(frame, text="body", id="page.url", resolver=troubled)
    kinds = {str: "string", int: "bigint", float: "double"}
    assert [(name, kinds[type_]) for name, type_ in COLUMNS.items()] == found.dtypes
    assert expected == sorted(map(list, found.collect()), key=lambda row: (row[0], row[1] or 0))


def test_spark_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyspark the message says what to install."""
    from quoteattr.distributed import spark as adapter

    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(MissingLibraryError, match="pip install pyspark"):
        adapter.extract(texts())
