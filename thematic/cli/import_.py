"""`thematic import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thematic.cli.setting import CoderOption, DryRunOption, setting_of
from thematic.errors import UsageError
from thematic.model import Kind

__all__ = ["import_"]


def import_(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Transcripts: .txt .md .docx .odt .rtf .html .pdf .vtt .srt; tables: .csv .tsv .xlsx."),
    ] = None,
    participants: Annotated[
        Path | None, typer.Option(help="A table of participants: participant, session, speaker, role, attributes.")
    ] = None,
    text_column: Annotated[str | None, typer.Option(help="For a table of answers: the column with the words.")] = None,
    id_column: Annotated[
        str | None, typer.Option(help="For a table of answers: the column with each row's id.")
    ] = None,
    participant_column: Annotated[
        str | None, typer.Option(help="For a table of answers: the column with the participant's id.")
    ] = None,
    transcript_id: Annotated[str | None, typer.Option("--id", help="The id to give to a single file.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What the files are, where it is not plain from them.")] = None,
    encoding: Annotated[str | None, typer.Option(help="The encoding, where the one assumed is wrong.")] = None,
    moderator: Annotated[
        list[str] | None, typer.Option(help="A speaker label that is a moderator's; may be given several times.")
    ] = None,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Bring transcripts in: all of the files, or, if one cannot be read, none. Importing a file again changes nothing.

    Example: thematic import fg*.docx --participants participants.csv
    """
    from thematic.render.console import output
    from thematic.render.imports import import_report
    from thematic.workflow.importing import AnswerColumns, ImportSettings, import_files

    if not files and participants is None:
        raise UsageError("nothing to import. Name one or more files, or a table with --participants.")
    if text_column is None and (id_column or participant_column):
        raise UsageError("which column holds the words? Say --text-column NAME.")
    answers = AnswerColumns(text_column, id_column, participant_column) if text_column else None
    settings = ImportSettings(
        transcript_id=transcript_id,
        participants=participants,
        answers=answers,
        kind=kind,
        encoding=encoding,
        moderators=tuple(moderator or ()),
    )
    setting = setting_of(context)
    with setting.study() as study:
        report = import_files(study, files or [], settings, act=setting.act(coder), dry_run=dry_run)
    output(plain=setting.plain).show(import_report(report, dry_run=dry_run))
