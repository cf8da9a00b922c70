"""What replayed decisions say of the machine's ranking."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from thematic.render.console import grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from thematic.coding.simulation import Replay
    from thematic.model import UnitKind

__all__ = ["simulation_json", "simulation_page"]

_FIGURES = ("judged", "kept", "before any", "relearning", "95 % interval")


def simulation_page(kind: UnitKind, replays: Sequence[Replay]) -> RenderableType:
    """Return the table of codes, and how to read it."""
    table = grid("Code", *_FIGURES, right=_FIGURES)
    for one in replays:
        table.add_row(one.code, str(one.judged), str(one.kept), *_figures(one))
    told = [(one.before, one.learning) for one in replays if one.learning is not None and one.before is not None]
    if told:
        mean = (f"{fmean(values):.2f}" for values in zip(*told, strict=True))
        table.add_row("mean", "", "", *mean, "")
    return Group(
        table,
        Text(
            f"\nWork saved over sampling at 95 % recall, of the {kind.value}s that were judged: 0.40 says that 40 % "
            "fewer had to be read than in random order to find 95 of 100 that were kept. It knows nothing of what "
            "nobody judged; where only suggestions were judged, it says how well they were ranked, not what was missed."
        ),
    )


def _figures(one: Replay) -> tuple[str, str, str]:
    if one.before is None or one.learning is None or one.interval is None:
        return "", "", "too few to tell"
    low, high = one.interval
    return f"{one.before:.2f}", f"{one.learning:.2f}", f"{low:.2f}-{high:.2f}"


def simulation_json(kind: UnitKind, replays: Sequence[Replay]) -> dict[str, Any]:
    """Return the same in figures; null where there were too few."""
    return {
        "unit": kind.value,
        "recall": 0.95,
        "codes": [
            {
                "code": one.code,
                "judged": one.judged,
                "kept": one.kept,
                "work_saved_before": one.before,
                "work_saved": one.learning,
                "interval": list(one.interval) if one.interval else None,
            }
            for one in replays
        ],
    }
