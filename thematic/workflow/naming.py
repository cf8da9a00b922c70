"""A person's names for themes, one at a time or recorded in a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import InputError
from thematic.ingest.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thematic.model import Theme
    from thematic.workflow.study import Study

__all__ = ["Naming", "read_namings"]


@dataclass(frozen=True, slots=True)
class Naming:
    """A person's name for a theme: its central organising concept, and where it ends."""

    name: str
    concept: str
    boundary: str = ""


def read_namings(study: Study, name: str, data: bytes) -> list[tuple[str, Naming]]:
    """Read recorded names: a table with `name,concept,boundary` and `theme` (an id) or `codes`.

    Where a row gives codes (separated by `;`), it names the candidate in which those codes weigh most; no candidate is
    named twice.

    Raises:
        InputError: a column is missing, or a row names no candidate.
    """
    table = read_table(name, data)
    rows = [dict(zip(table.header, row.cells, strict=True)) for row in table.rows]
    if not (table.has("name") and table.has("concept") and (table.has("theme") or table.has("codes"))):
        raise InputError(name, "the header must have name,concept and theme or codes. Add what is missing.", line=1)
    if table.has("theme"):
        return [(row["theme"].strip(), _naming(row)) for row in rows]
    return _by_codes(study, name, rows)


def _by_codes(study: Study, name: str, rows: Sequence[Mapping[str, str]]) -> list[tuple[str, Naming]]:
    from scipy.optimize import linear_sum_assignment

    themes = study.store.runs.candidates()
    if len(rows) > len(themes):
        raise InputError(
            name, f"{len(rows)} names for {len(themes)} candidates. Suggest themes with --count {len(rows)}."
        )
    wanted = [{code.strip() for code in row["codes"].split(";")} for row in rows]
    weights = [[_share(theme, codes) for theme in themes] for codes in wanted]
    places, chosen = linear_sum_assignment(weights, maximize=True)
    pairs = zip(places.tolist(), chosen.tolist(), strict=True)
    return [(themes[column].id, _naming(rows[row])) for row, column in pairs]


def _share(theme: Theme, codes: set[str]) -> float:
    counts = dict(theme.codes)
    return sum(counts.get(code, 0) for code in codes) / max(1, sum(counts.values()))


def _naming(row: Mapping[str, str]) -> Naming:
    return Naming(row["name"].strip(), row["concept"].strip(), row.get("boundary", "").strip())
