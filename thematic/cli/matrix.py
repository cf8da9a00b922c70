"""`thematic matrix`: codes or themes by people, groups, attributes or one another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thematic.cli.setting import DryRunOption, JsonOption, setting_of
from thematic.errors import UsageError
from thematic.matrix import Level, Within

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from thematic.cli.setting import Setting
    from thematic.export.table import Table
    from thematic.workflow.study import Study

__all__ = ["matrix"]

FRAMEWORK, CMO = "framework", "cmo"


def matrix(
    context: typer.Context,
    rows: Annotated[str, typer.Argument(help="codes, themes, framework for cases by themes, or cmo.")] = "codes",
    columns: Annotated[
        str | None,
        typer.Argument(
            help="participants, groups, codes, themes, or an attribute of the participants. [default: groups]",
            show_default=False,
        ),
    ] = None,
    count: Annotated[
        Level | None, typer.Option(help="What a cell counts; participants, but by participant excerpts.")
    ] = None,
    within: Annotated[Within, typer.Option(help="For codes by codes: how near they have to be.")] = Within.TURN,
    quotes: Annotated[bool, typer.Option("--quotes", help="Show what stands behind every cell.")] = False,
    shared: Annotated[bool, typer.Option("--shared", help="Say what is in all columns, and what in some.")] = False,
    contexts: Annotated[list[str] | None, typer.Option("--context", help="For cmo: a code that is a context.")] = None,
    mechanisms: Annotated[
        list[str] | None, typer.Option("--mechanism", help="For cmo: one that is a mechanism.")
    ] = None,
    outcomes: Annotated[list[str] | None, typer.Option("--outcome", help="For cmo: one that is an outcome.")] = None,
    target: Annotated[Path | None, typer.Option("-o", "--output", help="Write it; the suffix is the format.")] = None,
    dry_run: DryRunOption = False,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show who spoke of what: codes or themes by group, participant, any attribute, or by one another.

    Example: thematic matrix codes activity --count all
    """
    from thematic.render.console import output, talk

    if sum((quotes, shared, as_json)) > 1:
        raise UsageError("--quotes, --shared and --json are three ways to read a matrix. Choose one.")
    setting = setting_of(context)
    with setting.study() as study:
        parts = tuple(contexts or ()), tuple(mechanisms or ()), tuple(outcomes or ())
        if any(parts) and rows != CMO:
            raise UsageError("--context, --mechanism and --outcome are the parts of: thematic matrix cmo.")
        if rows in {FRAMEWORK, CMO} and (quotes or shared):
            raise UsageError(
                "--quotes and --shared are for codes and themes: a framework matrix holds summaries, cmo quotes in -o."
            )
        if rows == FRAMEWORK:
            read = _framework(study, columns)
        elif rows == CMO:
            read = _configured(study, parts)
        else:
            read = _crossed(study, rows, columns or "groups", _Wish(count, within, quotes, shared))
        if target is not None:
            _write(setting, study, read, target, dry_run=dry_run)
            talk(plain=setting.plain).line(f"{'Would write' if dry_run else 'Wrote'} {target}.")
            return
        say = output(plain=setting.plain)
        say.json(read.plain()) if as_json else say.show(read.page())


@dataclass(frozen=True, slots=True)
class _Wish:
    count: Level | None
    within: Within
    quotes: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """A matrix in the three ways it is given out, and whom it tells of beside those it quotes."""

    page: Callable[[], RenderableType]
    plain: Callable[[], object]
    table: Callable[[str], Table]
    about: tuple[str, ...] = ()


def _framework(study: Study, cases: str | None) -> _Read:
    from thematic.render.framework import chart_json, chart_page
    from thematic.workflow.framework import chart, chart_table

    found = chart(study, *([cases] if cases else []))
    about = tuple(case for case, theme in found.cells if found.cells[case, theme].summary)
    return _Read(lambda: chart_page(found), lambda: chart_json(found), lambda _: chart_table(found), about)


def _configured(study: Study, parts: tuple[tuple[str, ...], ...]) -> _Read:
    from thematic.matrix import Parts
    from thematic.render.matrices import configurations_json, configurations_page
    from thematic.workflow.matrices import NO_CAUSE, configurations_table, configured
    from thematic.workflow.theming import code_names

    found, names = configured(study, Parts(*parts)), code_names(study)
    return _Read(
        lambda: configurations_page(found, names, NO_CAUSE),
        lambda: configurations_json(found),
        lambda _: configurations_table(study, found),
    )


def _crossed(study: Study, rows: str, columns: str, wish: _Wish) -> _Read:
    from thematic.render.matrices import cells_page, matrix_json, matrix_page, shared_page
    from thematic.workflow.matrices import PARTICIPANTS, cells_table, quotations, shared_table, wide_table
    from thematic.workflow.matrices import matrix as crossed_of

    level = wish.count or (Level.EXCERPTS if columns == PARTICIPANTS else Level.PARTICIPANTS)
    crossed = crossed_of(study, rows, columns, wish.within)
    if wish.shared and crossed.within is not None:
        raise UsageError("--shared tells in which columns a row is, and codes by codes have none. Choose others.")

    def table(suffix: str) -> Table:
        if wish.quotes or suffix.lower() in {".csv", ".tsv", ".json"}:
            return cells_table(study, crossed, quotes=wish.quotes)
        return wide_table(crossed, level)

    if wish.shared:
        return _Read(lambda: shared_page(crossed), lambda: matrix_json(crossed), lambda _: shared_table(crossed))
    if wish.quotes:
        return _Read(lambda: cells_page(crossed, quotations(study, crossed)), lambda: matrix_json(crossed), table)
    return _Read(lambda: matrix_page(crossed, level), lambda: matrix_json(crossed), table)


def _write(setting: Setting, study: Study, read: _Read, target: Path, *, dry_run: bool) -> None:
    from thematic.export import render
    from thematic.workflow.exporting import note_table, suffix_of
    from thematic.workflow.files import write_file

    suffix = suffix_of(target)
    table = read.table(suffix)
    data = render(table, suffix)
    if not dry_run:
        note_table(study, "matrix", target.name, table, act=setting.act(), about=read.about)
        write_file(target, data)
