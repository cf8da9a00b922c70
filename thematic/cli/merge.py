"""`thematic merge`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thematic.cli.setting import DryRunOption, JsonOption, setting_of

__all__ = ["merge"]


def merge(
    context: typer.Context,
    copy: Annotated[Path, typer.Argument(help="Another copy of this study: its study.db, or its folder.")],
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take in what a colleague's copy of this study holds: transcripts, codebooks and everybody's decisions.

    The other copy is verified first and only read. Doing it twice changes nothing more.

    Example: thematic merge from-ben/study.db
    """
    from thematic.render.console import output
    from thematic.render.merging import merged_json, merged_page
    from thematic.workflow import merging

    setting = setting_of(context)
    with setting.study() as study:
        merged = merging.merge(study, copy, dry_run=dry_run)
    say = output(plain=setting.plain)
    say.json(merged_json(merged)) if as_json else say.show(merged_page(merged, setting.act().who, dry_run=dry_run))
