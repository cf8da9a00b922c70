"""`thematic` alone and `thematic status`: where the study stands, and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thematic.cli.setting import JsonOption, Setting, setting_of
from thematic.errors import StudyError

__all__ = ["everything", "status"]

_FIRST_STEPS = """No study here yet.

  thematic demo          see the whole way on an invented example
  thematic init study    begin your own
  thematic --help        all verbs
"""


def everything(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Option("-C", help="The study's folder; paths of files stay relative to yours.")
    ] = Path(),
    *,
    plain: Annotated[bool, typer.Option("--plain", help="No colour, no boxes: for screen readers.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Thematic analysis of transcripts: the machine suggests, a person decides, nothing leaves this computer."""
    context.obj = Setting(folder, plain)
    if version:
        from thematic import __version__

        typer.echo(__version__)
    elif context.invoked_subcommand is None:
        _where_we_stand(context.obj)


def status(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """Say where the study stands and what the next sensible step is."""
    from thematic.render.console import output
    from thematic.render.status import status_page
    from thematic.workflow.overview import overview

    setting = setting_of(context)
    with setting.study() as study:
        found = overview(study)
    say = output(plain=setting.plain)
    say.json(found.as_json()) if as_json else say.show(status_page(found))


def _where_we_stand(setting: Setting) -> None:
    from thematic.render.console import output
    from thematic.render.status import status_page
    from thematic.store import find_study
    from thematic.workflow.overview import overview

    say = output(plain=setting.plain)
    try:
        find_study(setting.folder)
    except StudyError:
        say.line(_FIRST_STEPS.rstrip())
        return
    with setting.study() as study:
        say.show(status_page(overview(study)))
