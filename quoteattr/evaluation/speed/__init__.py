"""Texts in, what reading them costs out: ``python -m quoteattr.evaluation.speed``."""
