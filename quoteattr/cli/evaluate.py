"""``quoteattr evaluate``: how well the model does on annotated texts.

In: the options of ``python -m quoteattr.evaluation``. Out: its tables. Imports evaluation, once there is work for it.
"""

from __future__ import annotations

import click

__all__ = ["evaluate"]


@click.command(
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    short_help="Score the quotes found in annotated texts.",
)
@click.pass_context
def evaluate(context: click.Context) -> None:
    """Score the quotes found in annotated texts, as ``python -m quoteattr.evaluation`` does."""
    from quoteattr.evaluation.__main__ import main

    main.main(args=context.args, prog_name=context.command_path)
