"""Annotated texts in, a model folder out; needs the extra ``[train]``."""
