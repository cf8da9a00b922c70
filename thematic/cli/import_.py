"""`thematic import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from thematic.cli.import_flags import (
    Deprivation,
    DeprivationEdition,
    Encoding,
    Files,
    IdColumn,
    Joins,
    KeepGoing,
    KindOption,
    Moderators,
    ParticipantColumn,
    Participants,
    Revises,
    TextColumn,
    TranscriptId,
    Withdraw,
    Yes,
)
from thematic.cli.import_options import refuse_contradictions
from thematic.cli.setting import CoderOption, DryRunOption, Setting, setting_of
from thematic.errors import UsageError, all_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.workflow.import_settings import ImportSettings
    from thematic.workflow.study import Act

__all__ = ["import_"]


def import_(
    context: typer.Context,
    files: Files = None,
    participants: Participants = None,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    participant_column: ParticipantColumn = None,
    transcript_id: TranscriptId = None,
    kind: KindOption = None,
    encoding: Encoding = None,
    moderator: Moderators = None,
    joins: Joins = None,
    imd: Deprivation = None,
    imd_edition: DeprivationEdition = None,
    keep_going: KeepGoing = False,
    revises: Revises = None,
    withdraw: Withdraw = None,
    yes: Yes = False,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Bring transcripts in: all of the files, or, if one cannot be read, none. Importing a file again changes nothing.

    Example: thematic import fg*.docx --participants participants.csv
    """
    from thematic.workflow.import_settings import AnswerColumns, ImportSettings

    refuse_contradictions(context.params)
    if withdraw is not None:
        _withdraw(setting_of(context), withdraw, coder, yes=yes and not dry_run)
        return
    if not files and participants is None and imd is None and not joins:
        raise UsageError(_nothing(moderator or ()))
    if text_column is None and (id_column or participant_column):
        raise UsageError("which column holds the words? Say --text-column NAME.")
    answers = AnswerColumns(text_column, id_column, participant_column) if text_column else None
    settings = ImportSettings(
        transcript_id=transcript_id,
        participants=participants,
        answers=answers,
        kind=kind,
        encoding=encoding,
        imd=imd,
        imd_edition=imd_edition.value if imd_edition else None,
        moderators=tuple(moderator or ()),
        joins=tuple(joins or ()),
        keep_going=keep_going,
    )
    setting = setting_of(context)
    if revises is not None:
        _revise(setting, revises, files or [], settings, setting.act(coder), dry_run=dry_run)
    else:
        _import(setting, files or [], settings, setting.act(coder), dry_run=dry_run)


def _nothing(moderators: Sequence[str]) -> str:
    from thematic.ingest import map_option

    if not moderators:
        return "nothing to import. Name one or more files, or a table with --participants."
    joins = " ".join(map_option(label, "moderator") for label in moderators)
    return f"--moderator is of the files named. Of transcripts that are here already: thematic import {joins}"


def _import(setting: Setting, files: list[Path], settings: ImportSettings, act: Act, *, dry_run: bool) -> None:
    from thematic.render.console import output
    from thematic.render.imports import import_report
    from thematic.render.progress import progress
    from thematic.workflow.importing import import_files

    with setting.study() as study, progress("Importing") as tick:
        report = import_files(study, files, settings, act=act, dry_run=dry_run, on_progress=tick)
    output(plain=setting.plain).show(import_report(report, dry_run=dry_run))
    if report.failed:
        raise all_of(report.failed)


def _revise(
    setting: Setting, name: str, files: list[Path], settings: ImportSettings, act: Act, *, dry_run: bool
) -> None:
    from thematic.render.console import output
    from thematic.render.revisions import revision_report
    from thematic.workflow.revising import revise_transcript

    if len(files) != 1:
        raise UsageError("--revises takes one corrected file: thematic import --revises fg1 fg1.docx.")
    with setting.study() as study:
        report = revise_transcript(study, name, files[0], settings, act=act, dry_run=dry_run)
    output(plain=setting.plain).show(revision_report(report, dry_run=dry_run))


def _withdraw(setting: Setting, participant: str, coder: str | None, *, yes: bool) -> None:
    from thematic.render.console import output
    from thematic.render.withdrawals import withdrawal_page
    from thematic.workflow.withdrawing import plan_withdrawal, withdraw

    with setting.study() as study:
        if yes:
            plan = withdraw(study, participant, act=setting.act_of_a_person(coder))
        else:
            plan = plan_withdrawal(study, participant)
    output(plain=setting.plain).show(withdrawal_page(plan, done=yes))
