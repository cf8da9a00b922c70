"""How well `sp-mechanisms` is suggested on invented talk that avoids its cues, and on the example study.

    python benchmarks/mechanisms.py

Drives the installed program: import, codebook use, export scores. How the talk was made: mechanisms/README.md.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from measures import f1_of, per_code_ap, worth

if TYPE_CHECKING:
    from collections.abc import Iterable

TALK = Path(__file__).parent / "mechanisms" / "talk.csv"
CODEBOOK = "sp-mechanisms"
EXAMPLE = Path(__file__).parents[1] / "transcripts_example"
Place = tuple[str, str]


class Coding(NamedTuple):
    """A code on some words of a transcript."""

    transcript: str
    start: int
    end: int
    code: str


def main(options: list[str]) -> int:
    """Print both tables; options are passed on to `thematic code`."""
    with tempfile.TemporaryDirectory() as folder:
        on_talk(Path(folder), options)
        on_example(Path(folder), options)
    return 0


def on_talk(folder: Path, options: Iterable[str]) -> None:
    """Print what scores of turns are worth against the writer's codes."""
    transcripts, gold = read_talk()
    for name, lines in transcripts.items():
        (folder / f"{name}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    study = folder / "talk"
    thematic("init", study)
    thematic("-C", study, "import", *(folder / f"{name}.txt" for name in transcripts))
    thematic("-C", study, "codebook", "use", CODEBOOK, "--coder", "bench")
    thematic("-C", study, "code", *options)
    rows = exported(study, folder / "scores.csv", "scores")
    codes = sorted({row["code"] for row in rows})
    places = sorted({place_of(row) for row in rows})
    values, selected = table(rows, places, codes)
    truth = np.asarray([[code in gold[place] for code in codes] for place in places])
    found = worth(truth, values, selected)
    print(f"talk that avoids the cues: {len(places)} turns, {len(codes)} codes, chance {truth.mean():.2f}")
    print(f"macro AP {found.ap:.3f} (target .66), F1 of selected {found.f1:.3f} (target .58), AUC {found.auc:.3f}")
    for at, (code, ap) in enumerate(zip(codes, per_code_ap(truth, values), strict=True)):
        chosen = f1_of(truth[:, at], selected[:, at])
        print(f"  {code:20}{truth[:, at].sum():4} turns   AP {ap:.3f}   F1 {chosen:.3f}")


def on_example(folder: Path, options: Iterable[str]) -> None:
    """Print precision and recall of suggestions made before any decision, beside the two coders' for each other."""
    study = folder / "example"
    thematic("init", study)
    transcripts = sorted(path for path in EXAMPLE.iterdir() if path.name.startswith("fg"))
    thematic("-C", study, "import", *transcripts, "--participants", EXAMPLE / "participants.csv")
    thematic("-C", study, "codebook", "use", CODEBOOK, "--coder", "bench")
    thematic("-C", study, "code", *options)
    suggested = [coding(row) for row in exported(study, folder / "suggestions.csv", "suggestions")]
    coded: dict[str, list[Coding]] = {}
    for coder in ("ana", "ben"):
        thematic("-C", study, "review", "--batch", EXAMPLE / f"decisions-{coder}.csv", "--coder", coder)
        rows = exported(study, folder / "decisions.csv", "decisions")
        coded[coder] = [coding(row) for row in rows if row["coder"] == coder and row["verdict"] in {"accept", "code"}]
    print(f"\nexample study: {len(suggested)} suggestions on sentences, before any decision; same code, shared words")
    for title, left, right in (
        ("suggestions against ana", suggested, coded["ana"]),
        ("suggestions against ben", suggested, coded["ben"]),
        ("ben against ana", coded["ben"], coded["ana"]),
    ):
        read_by_both = {each.transcript for each in left} & {each.transcript for each in right}
        one, other = ([each for each in side if each.transcript in read_by_both] for side in (left, right))
        precision, recall = share_met(one, other), share_met(other, one)
        print(
            f"  {title:26} precision {precision:.2f}   recall {recall:.2f}   of {len(other)} codings, "
            f"{len(read_by_both)} groups"
        )


def coding(row: dict[str, str]) -> Coding:
    """Return what a row of an export codes."""
    return Coding(row["transcript"], int(row["start"]), int(row["end"]), row["code"])


def share_met(some: Iterable[Coding], others: Iterable[Coding]) -> float:
    """Return the share of `some` that one of the `others` gives the same code on words they share."""
    there: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for one in others:
        there[one.transcript, one.code].append(one)
    met = [
        any(one.start < other.end and other.start < one.end for other in there[one.transcript, one.code])
        for one in some
    ]
    return float(np.mean(met)) if met else 0.0


def read_talk() -> tuple[dict[str, list[str]], dict[Place, set[str]]]:
    """Return each transcript's lines as a file has them, and the codes of each turn by transcript and number."""
    lines: dict[str, list[str]] = defaultdict(list)
    gold: dict[Place, set[str]] = defaultdict(set)
    with TALK.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            lines[row["transcript"]].append(f"{row['speaker']}: {row['text']}")
            gold[row["transcript"], str(len(lines[row["transcript"]]))] = set(filter(None, row["codes"].split(";")))
    return lines, gold


def place_of(row: dict[str, str]) -> Place:
    """Return the transcript and the number of the turn that a row of scores is about."""
    return row["transcript"], row["turn"]


def table(rows: Iterable[dict[str, str]], places: list[Place], codes: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return scores and what is selected, shape (places, codes)."""
    values = np.zeros((len(places), len(codes)))
    selected = np.zeros(values.shape, dtype=bool)
    at = {place: row for row, place in enumerate(places)}
    for row in rows:
        where = at[place_of(row)], codes.index(row["code"])
        values[where], selected[where] = float(row["score"]), row["selected"] == "1"
    return values, selected


def exported(study: Path, path: Path, what: str) -> list[dict[str, str]]:
    """Return the rows of an export."""
    thematic("-C", study, "export", what, "-o", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def thematic(*arguments: object) -> None:
    """Run the installed program; where it fails, say what it said and stop."""
    done = subprocess.run(
        [sys.executable, "-m", "thematic", *map(str, arguments)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"the program failed: {done.stderr.strip()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
