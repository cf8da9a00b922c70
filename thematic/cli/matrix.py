"""`thematic matrix`: codes or themes by people, groups, attributes or one another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thematic.cli.setting import DryRunOption, JsonOption, setting_of
from thematic.errors import UsageError
from thematic.matrix import Level, Within

if TYPE_CHECKING:
    from thematic.cli.setting import Setting
    from thematic.export.table import Table
    from thematic.workflow.matrices import Crossed
    from thematic.workflow.study import Study

__all__ = ["matrix"]


def matrix(
    context: typer.Context,
    rows: Annotated[str, typer.Argument(help="codes or themes.")] = "codes",
    columns: Annotated[
        str, typer.Argument(help="participants, groups, codes, themes, or an attribute of the participants.")
    ] = "groups",
    count: Annotated[
        Level | None, typer.Option(help="What a cell counts; participants, but by participant excerpts.")
    ] = None,
    within: Annotated[Within, typer.Option(help="For codes by codes: how near they have to be.")] = Within.TURN,
    quotes: Annotated[bool, typer.Option("--quotes", help="Show what stands behind every cell.")] = False,
    shared: Annotated[bool, typer.Option("--shared", help="Say what is in all columns, and what in some.")] = False,
    target: Annotated[Path | None, typer.Option("-o", "--output", help="Write it; the suffix is the format.")] = None,
    dry_run: DryRunOption = False,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show who spoke of what: codes or themes by group, participant, any attribute, or by one another.

    Example: thematic matrix codes activity --count all
    """
    from thematic.render.console import output, talk
    from thematic.render.matrices import cells_page, matrix_json, matrix_page, shared_page
    from thematic.workflow.matrices import PARTICIPANTS, quotations
    from thematic.workflow.matrices import matrix as crossed_of

    if sum((quotes, shared, as_json)) > 1:
        raise UsageError("--quotes, --shared and --json are three ways to read a matrix. Choose one.")
    setting = setting_of(context)
    level = count or (Level.EXCERPTS if columns == PARTICIPANTS else Level.PARTICIPANTS)
    with setting.study() as study:
        crossed = crossed_of(study, rows, columns, within)
        if shared and crossed.within is not None:
            raise UsageError("--shared tells in which columns a row is, and codes by codes have none. Choose others.")
        if target is not None:
            _write(setting, study, crossed, level, target, quotes=quotes, shared=shared, dry_run=dry_run)
            talk(plain=setting.plain).line(f"{'Would write' if dry_run else 'Wrote'} {target}.")
            return
        say = output(plain=setting.plain)
        if as_json:
            say.json(matrix_json(crossed))
        elif quotes:
            say.show(cells_page(crossed, quotations(study, crossed)))
        else:
            say.show(shared_page(crossed) if shared else matrix_page(crossed, level))


def _write(
    setting: Setting,
    study: Study,
    crossed: Crossed,
    level: Level,
    target: Path,
    *,
    quotes: bool,
    shared: bool,
    dry_run: bool,
) -> None:
    from thematic.export import render
    from thematic.workflow.exporting import note_table, suffix_of
    from thematic.workflow.files import write_file

    suffix = suffix_of(target)
    table = _table(study, crossed, level, suffix, quotes=quotes, shared=shared)
    data = render(table, suffix)
    if not dry_run:
        note_table(study, "matrix", target.name, table, act=setting.act())
        write_file(target, data)


def _table(study: Study, crossed: Crossed, level: Level, suffix: str, *, quotes: bool, shared: bool) -> Table:
    from thematic.workflow.matrices import cells_table, shared_table, wide_table

    if shared:
        return shared_table(crossed)
    for_programs = suffix.lower() in {".csv", ".tsv", ".json"}
    return cells_table(study, crossed, quotes=quotes) if quotes or for_programs else wide_table(crossed, level)
