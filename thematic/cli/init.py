"""`thematic init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thematic.cli.setting import DryRunOption, setting_of
from thematic.model import Approach

__all__ = ["init"]


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The study's folder; made where it is missing.")] = Path(),
    approach: Annotated[
        Approach, typer.Option(help="The kind of thematic analysis; kept with the study.")
    ] = Approach.CODEBOOK,
    language: Annotated[
        str, typer.Option(help="The language of the talk (ISO 639-1: en, de, fr, ...); kept with the study.")
    ] = "en",
    open_coding: Annotated[
        bool, typer.Option("--open-coding", help="Let coders see each other's codings before both are done.")
    ] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Make a study: a folder with one file, study.db, that holds everything.

    Example: thematic init study --approach codebook
    """
    import secrets
    from functools import partial

    from thematic.render.console import output
    from thematic.store import STUDY_FILE, refuse_taken
    from thematic.workflow.approaches import switches
    from thematic.workflow.study import create_study

    setting = setting_of(context)
    place = setting.folder / folder
    say = output(plain=setting.plain)
    if dry_run:
        refuse_taken(place / STUDY_FILE)
        say.line(f"Would make a study in {place} ({approach.value} approach).")
        say.line(switches(approach))
        return
    make = partial(create_study, place, approach=approach, spoken=language, open_coding=open_coding)
    with make(study_id=secrets.token_hex(8), act=setting.act()):
        say.line(f"Made a study in {place} ({approach.value} approach).")
    say.line(switches(approach))
    say.line(f"Next: {'' if folder == Path() else f'cd {place}, then '}thematic import FILES")
