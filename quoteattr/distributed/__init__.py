"""Texts on a cluster: one generator over batches of a table, and thin adapters for Spark, Dask and Ray."""

from __future__ import annotations

from quoteattr.distributed.batches import extract_batches

__all__ = ["extract_batches"]
