"""`thematic export`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from thematic.cli.setting import DryRunOption, setting_of
from thematic.errors import UsageError
from thematic.model import UnitKind
from thematic.text import for_terminal

__all__ = ["export"]


def export(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(help="themes, members, codings, decisions, suggestions, scores, turns or memos.")
    ],
    target: Annotated[Path, typer.Option("-o", "--output", help="The file; its suffix is the format; - is stdout.")],
    unit: Annotated[UnitKind, typer.Option(help="For scores: the size of what is scored.")] = UnitKind.TURN,
    coder: Annotated[
        str | None,
        typer.Option("--coder", help="For memos: whose private ones go along. Said here only, never assumed."),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="For -o -: csv, tsv, json, md or html.")] = "csv",
    dry_run: DryRunOption = False,
) -> None:
    """Write a table: .csv .tsv .json .md .docx or .html. Every quotation is checked against its transcript first.

    Example: thematic export themes -o table1.docx
    """
    from thematic.errors import did_you_mean
    from thematic.export import render
    from thematic.render.console import talk
    from thematic.render.progress import progress
    from thematic.workflow.exporting import Export, export_table, note_export, suffix_of
    from thematic.workflow.files import write_file

    if what not in list(Export):
        raise UsageError(f'cannot export "{what}".{did_you_mean(what, list(Export))} See thematic export --help.')
    if coder is not None and what != Export.MEMOS:
        raise UsageError("--coder says whose private memos go along, and is for memos only.")
    setting = setting_of(context)
    to_stdout = str(target) == "-"
    with setting.study() as study, progress("Reading") as tick:
        suffix = form if to_stdout else suffix_of(target)
        table = export_table(study, Export(what), unit=unit, reader=coder or "", on_progress=tick)
        data = render(table, suffix)
        if not dry_run:
            note_export(study, Export(what), "stdout" if to_stdout else target.name, table, act=setting.act())
    if to_stdout:
        _to_stdout(data)
        return
    if not dry_run:
        write_file(target, data)
    talk(plain=setting.plain).line(f"{'Would write' if dry_run else 'Wrote'} {target}.")


def _to_stdout(data: bytes) -> None:
    # To a pipe go the bytes themselves; a terminal must not be driven by what somebody said.
    if sys.stdout.isatty():
        data = for_terminal(data.decode("utf-8", "replace")).encode()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
