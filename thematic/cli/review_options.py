"""The options of `thematic review`, by name: their types and what `--help` says of each. Nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from thematic.coding.queue import Order

__all__ = [
    "Against",
    "Batch",
    "Blind",
    "Done",
    "InOrder",
    "Mixed",
    "OnWeb",
    "PlaceSpans",
    "Plan",
    "Port",
    "Practice",
    "Progress",
    "Read",
    "Sample",
    "Transcript",
    "Unplaced",
]

Transcript = Annotated[str | None, typer.Argument(help="Only this transcript.")]
Batch = Annotated[
    Path | None,
    typer.Option(
        help="Record decisions from a table with segment_id,code,verdict or transcript,start,end,code,verdict."
    ),
]
Unplaced = Annotated[
    bool, typer.Option("--unplaced", help="Show what a correction of its transcript left without a place.")
]
PlaceSpans = Annotated[
    list[str] | None,
    typer.Option(metavar="OLD=NEW", help="Place such a span: fg1@1:t003.s2=fg1:t003.s1, or =gone to let it go."),
]
InOrder = Annotated[
    Order,
    typer.Option(help="What comes next: as it was said, the likeliest, the least certain, or a mixture of these."),
]
Mixed = Annotated[bool, typer.Option("--mixed", help="The same as --order mixed.")]
Sample = Annotated[
    float,
    typer.Option(min=0.0, max=1.0, help="Show this share of the sentences without a suggestion, too: 0.1 for 10 %."),
]
Progress = Annotated[
    bool, typer.Option("--progress", help="Show how much has been found, and what is expected in what is unread.")
]
Blind = Annotated[
    bool | None,
    typer.Option(
        "--blind/--not-blind",
        help="Hide what was suggested until you gave codes of your own; as a rule so in coding-reliability.",
    ),
]
Read = Annotated[bool, typer.Option("--read", help="Only read, to get to know the talk; what you read is marked.")]
Plan = Annotated[
    bool, typer.Option("--plan", help="Only the overlap that was planned (agree plan), without suggestions.")
]
Practice = Annotated[
    bool, typer.Option("--practice", help="Code blind what others coded; then see their readings beside yours.")
]
Against = Annotated[
    str | None, typer.Option("--with", metavar="A,B", help="With --practice: whose readings; else all others'.")
]
Done = Annotated[bool, typer.Option("--done", help="You are done with the transcript: what you gave no code has none.")]
OnWeb = Annotated[
    bool, typer.Option("--web", help="Show the screen in a browser on this computer, and to nobody else.")
]
Port = Annotated[int, typer.Option(min=0, max=65535, help="With --web: which port; else any that is free.")]
