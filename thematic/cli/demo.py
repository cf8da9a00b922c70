"""`thematic demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thematic.cli.setting import now, setting_of

__all__ = ["demo"]


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option(help="Where to put it; replaced only if this command made it.")] = Path(
        "thematic-demo"
    ),
) -> None:
    """See the whole way on an invented example: from six focus groups to a theme table, in one command."""
    from thematic.render.console import output, talk
    from thematic.render.demo import Narrator
    from thematic.render.progress import progress
    from thematic.workflow.demo import run_demo

    setting = setting_of(context)
    narrator = Narrator(output(plain=setting.plain), talk(plain=setting.plain))
    with progress("Reading") as tick:
        run_demo(setting.folder / folder, narrator, now=now, on_progress=tick)
