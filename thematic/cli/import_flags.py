"""The options of `thematic import`, each with its help: what a user reads, and nothing of what is done."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from thematic.model import Kind

__all__ = [
    "Deprivation",
    "DeprivationEdition",
    "Edition",
    "Encoding",
    "Files",
    "IdColumn",
    "Joins",
    "KeepGoing",
    "KindOption",
    "Moderators",
    "ParticipantColumn",
    "Participants",
    "Revises",
    "TextColumn",
    "TranscriptId",
    "Withdraw",
    "Yes",
]


class Edition(StrEnum):
    """An edition of the English Indices of Deprivation."""

    OF_2015 = "2015"
    OF_2019 = "2019"
    OF_2025 = "2025"


Files = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Transcripts (.txt .md .docx .odt .rtf .html .pdf .vtt .srt .json .eaf), tables (.csv .tsv .xlsx)."
    ),
]
Participants = Annotated[
    Path | None, typer.Option(help="A table of participants: participant, session, speaker, role, attributes.")
]
TextColumn = Annotated[str | None, typer.Option(help="For a table of answers: the column with the words.")]
IdColumn = Annotated[str | None, typer.Option(help="For a table of answers: the column with each row's id.")]
ParticipantColumn = Annotated[
    str | None, typer.Option(help="For a table of answers: the column with the participant's id.")
]
TranscriptId = Annotated[str | None, typer.Option("--id", help="The id to give to a single file.")]
KindOption = Annotated[Kind | None, typer.Option(help="What the files are, where it is not plain from them.")]
Encoding = Annotated[str | None, typer.Option(help="The encoding, where the one assumed is wrong.")]
Moderators = Annotated[
    list[str] | None, typer.Option(help="A speaker label that is a moderator's; may be given several times.")
]
Joins = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        help="Join a label to a participant: 'Speaker 2=P07', or in one transcript 'fg1/Speaker 2=P07'; "
        "=moderator and =unknown too. May be given several times, also for transcripts that are in already.",
    ),
]
Deprivation = Annotated[
    Path | None,
    typer.Option(help="A table of deprivation: postcodes of the participants become deciles, and are not kept."),
]
DeprivationEdition = Annotated[
    Edition | None, typer.Option(help="The edition of that table, where it does not say so itself.")
]
KeepGoing = Annotated[
    bool, typer.Option("--keep-going", help="Leave out files that cannot be read, and import the others.")
]
Revises = Annotated[
    str | None,
    typer.Option(metavar="ID", help="The file is a corrected text of this transcript: codings stay on their words."),
]
Withdraw = Annotated[
    str | None,
    typer.Option(metavar="ID", help="Show what goes when this participant withdraws; with --yes, erase it."),
]
Yes = Annotated[bool, typer.Option("--yes", help="With --withdraw: erase, for good.")]
