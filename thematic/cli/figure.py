"""`thematic figure`: pictures of a study, on the terminal or as .svg, .png and .pdf."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thematic.cli.setting import DryRunOption, setting_of
from thematic.errors import UsageError, did_you_mean
from thematic.text import one_line

__all__ = ["figure"]


def figure(
    context: typer.Context,
    what: Annotated[str, typer.Argument(help="themes, together, codes, saturation, coverage or tree.")],
    target: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file: .svg, .png or .pdf; else it is shown here.")
    ] = None,
    transcript: Annotated[str | None, typer.Option(help="For coverage: which talk.")] = None,
    words: Annotated[bool, typer.Option("--words", help="Tell it in words, for who cannot see it.")] = False,
    dry_run: DryRunOption = False,
) -> None:
    """Show a picture: themes and their codes, codes given together, codes by group, saturation, where in a talk.

    Example: thematic figure together -o figure2.svg
    """
    from thematic.figures.draw import draw
    from thematic.render.console import output, talk
    from thematic.render.figures import figure_page
    from thematic.workflow.exporting import suffix_of
    from thematic.workflow.figures import Picture
    from thematic.workflow.figures import figure as figure_of
    from thematic.workflow.files import write_file

    if what not in list(Picture):
        shown, kinds = one_line(what, 40), ", ".join(Picture)
        raise UsageError(f'no figure "{shown}".{did_you_mean(what, list(Picture))} Choose of: {kinds}.')
    setting = setting_of(context)
    with setting.study() as study:
        found = figure_of(study, Picture(what), transcript)
    if target is None:
        say = output(plain=setting.plain)
        say.line(found.alternative) if words or setting.plain else say.show(figure_page(found))
        return
    data = draw(found, suffix_of(target))
    if not dry_run:
        write_file(target, data)
    verb = "Would write" if dry_run else "Wrote"
    talk(plain=setting.plain).line(f"{verb} {target}. In words: thematic figure {what} --words")
