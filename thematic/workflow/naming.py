"""A person's names for themes, one at a time or recorded in a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import InputError, did_you_mean
from thematic.ingest.tables import read_table
from thematic.text import one_line

if TYPE_CHECKING:
    from thematic.ingest.tables import Row, Table
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
    if not (table.has("name") and table.has("concept") and (table.has("theme") or table.has("codes"))):
        raise InputError(name, "the header must have name,concept and theme or codes. Add what is missing.", line=1)
    if table.has("theme"):
        return [(table.cell(row, "theme").strip(), _naming(table, row)) for row in table.rows]
    return _by_codes(study, table)


def _by_codes(study: Study, table: Table) -> list[tuple[str, Naming]]:
    from scipy.optimize import linear_sum_assignment

    themes, rows = study.candidates(), table.rows
    if len(rows) > len(themes):
        advice = f"Suggest again: thematic themes suggest --count {len(rows)}."
        raise InputError(table.name, f"{len(rows)} names for {len(themes)} candidates. {advice}")
    weights = [[_share(theme, _codes(study, table, row)) for theme in themes] for row in rows]
    places, chosen = linear_sum_assignment(weights, maximize=True)
    pairs = list(zip(places.tolist(), chosen.tolist(), strict=True))
    for place, column in pairs:
        if not weights[place][column]:
            reason = "no candidate that is left holds these codes. Name one by its id in a column theme."
            raise InputError(table.name, reason, line=rows[place].line)
    return [(themes[column].id, _naming(table, rows[place])) for place, column in pairs]


def _codes(study: Study, table: Table, row: Row) -> set[str]:
    codes = {code.strip() for code in table.cell(row, "codes").split(";") if code.strip()}
    known = [code.id for code in study.codebook.codes]
    unknown = next((code for code in sorted(codes) if code not in known), None)
    if unknown is not None:
        hint = did_you_mean(unknown, known)
        raise InputError(table.name, f'no code "{one_line(unknown, 40)}" in the codebook in use.{hint}', line=row.line)
    return codes


def _share(theme: Theme, codes: set[str]) -> float:
    counts = dict(theme.codes)
    return sum(counts.get(code, 0) for code in codes) / max(1, sum(counts.values()))


def _naming(table: Table, row: Row) -> Naming:
    boundary = table.cell(row, "boundary").strip() if table.has("boundary") else ""
    return Naming(table.cell(row, "name").strip(), table.cell(row, "concept").strip(), boundary)
