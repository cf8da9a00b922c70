"""How well codes are suggested: ranks and first choices against human codes, on two labelled sets that are not here.

    python benchmarks/coding_quality.py [--bench DIR] [--no-cli]

Reads `NAME.csv` (segment_id, text, one 0/1 column a code) and `NAME.codebook.yaml` from the folder; where it is absent
this says so and ends well. The program itself sees segment_id and text only. Each row of a table is one turn.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

from thematic.codebook import load_background, load_codebook
from thematic.coding import Scores, score_transcripts
from thematic.encoders import default_encoder
from thematic.language import sentence_spans
from thematic.model import Codebook, Encoder, Kind, Span, Transcript, Turn, UnitKind
from thematic.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"
RECALL = 0.95


@dataclass(frozen=True, slots=True)
class Target:
    """What the project aims at, zero-shot, and what the commonest simple method reaches."""

    ap: float
    wss: float
    any_cue_f1: float


SETS = {"moments": Target(0.82, 0.65, 0.70), "wellness": Target(0.59, 0.50, 0.41)}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One set: what the program may see (ids, texts, codebook) and, apart, what people said (gold)."""

    name: str
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    codebook: Codebook
    codebook_path: Path
    gold: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: scores to rank by, and first choices where the method makes any."""

    name: str
    values: Matrix
    selected: NDArray[np.bool_] | None = None


def main() -> int:
    """Print one table for each set that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=BENCH, help="the folder of labelled sets")
    parser.add_argument("--no-cli", action="store_true", help="leave out the row that drives the installed program")
    arguments = parser.parse_args()
    there = [name for name in SETS if (arguments.bench / f"{name}.csv").is_file()]
    if not there:
        print(f"coding quality: skipped, no labelled sets in {arguments.bench} (--bench DIR names another folder)")
        return 0
    encoder = default_encoder(None)
    if encoder is None:
        print("the `semantic` extra is not installed: cues and words only")
    for name in there:
        report(read(arguments.bench, name), encoder, with_cli=not arguments.no_cli)
    return 0


def read(folder: Path, name: str) -> Labelled:
    """Read one set; a gold column is the code's id."""
    path = folder / f"{name}.codebook.yaml"
    codebook = load_codebook(path)
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    gold = np.asarray([[row[code.id] == "1" for code in codebook.codes] for row in rows], dtype=bool)
    ids, texts = tuple(row["segment_id"] for row in rows), tuple(row["text"] for row in rows)
    return Labelled(name, ids, texts, codebook, path, gold)


def report(labelled: Labelled, encoder: Encoder | None, *, with_cli: bool) -> None:
    """Print the table of one set beside its targets."""
    target = SETS[labelled.name]
    size = f"{len(labelled.ids)} segments, {len(labelled.codebook.codes)} codes"
    print(f"\n{labelled.name}: {size}, no labels used; macro averages")
    print(f"{'':34}{'AP':>7}{'AUC':>7}{'F1':>7}{'WSS@95':>8}")
    print(f"{'target':34}{target.ap:7.3f}{'':7}{'> ' + format(target.any_cue_f1, '.2f'):>7}{target.wss:8.3f}")
    for row in rows_of(labelled, encoder, with_cli=with_cli):
        print(line(row, labelled.gold), flush=True)


def rows_of(labelled: Labelled, encoder: Encoder | None, *, with_cli: bool) -> Iterator[Row]:
    """Yield the ablations, simplest first, then what the installed program says."""
    transcript = as_transcript(labelled)
    background = load_background()
    words_only = turns(score_transcripts([transcript], labelled.codebook, encoder=None, background=background))
    any_cue = cue_hits(words_only)
    yield Row("any cue", any_cue.astype(float), any_cue)
    yield Row("cues, weighted", words_only.signals["cues"])
    yield Row("TF-IDF", words_only.signals["words"])
    yield Row("all without encoder", words_only.values, words_only.selected)
    if encoder:
        full = turns(score_transcripts([transcript], labelled.codebook, encoder=encoder, background=background))
        yield Row("closeness", full.signals["closeness"])
        yield Row("contrast", full.signals["contrast"])
        yield from (Row(f"all but {name}", _without(full, name)) for name in full.signals)
        yield Row("all", full.values, full.selected)
    if with_cli:
        yield from from_the_program(labelled)


def _without(scores: Scores, name: str) -> Matrix:
    return np.sum([part for other, part in scores.signals.items() if other != name], axis=0)


def as_transcript(labelled: Labelled) -> Transcript:
    """Return the set as `import --text-column` makes it: one turn a row."""
    texts = [normalise(text) for text in labelled.texts]
    made, start = [], 0
    for number, (given_id, text, spans) in enumerate(zip(labelled.ids, texts, sentence_spans(texts), strict=True), 1):
        sentences = tuple(Span(start + span.start, start + span.end) for span in spans)
        made.append(Turn(number, Span(start, start + len(text)), sentences, given_id=given_id))
        start += len(text) + 1
    return Transcript(labelled.name, "\n".join(texts), tuple(made), Kind.ANSWERS)


def turns(scores: Scores) -> Scores:
    """Return the scores of whole turns alone."""
    return scores.of(UnitKind.TURN)


def cue_hits(scores: Scores) -> NDArray[np.bool_]:
    """Return which units hold any cue of which code, denied or not."""
    found = np.zeros(scores.values.shape, dtype=bool)
    for unit, row in enumerate(scores.rows):
        for hit in scores.material.hits[row]:
            found[unit, hit.code] |= not hit.counter
    return found


def line(row: Row, gold: NDArray[np.bool_]) -> str:
    """Return one line of the table: macro averages over the codes that somebody gave and somebody did not."""
    codes = [code for code in range(gold.shape[1]) if 0 < gold[:, code].sum() < len(gold)]
    pairs = [(gold[:, code], row.values[:, code]) for code in codes]
    ap = np.mean([average_precision_score(truth, values) for truth, values in pairs])
    auc = np.mean([roc_auc_score(truth, values) for truth, values in pairs])
    saved = np.mean([work_saved(truth, values) for truth, values in pairs])
    chosen = row.selected
    f1 = "" if chosen is None else format(np.mean([f1_of(gold[:, code], chosen[:, code]) for code in codes]), ".3f")
    return f"{row.name:34}{ap:7.3f}{auc:7.3f}{f1:>7}{saved:8.3f}"


def f1_of(truth: NDArray[np.bool_], chosen: NDArray[np.bool_]) -> float:
    """Return the harmonic mean of precision and recall, 0 where nothing is both chosen and true."""
    return float(2 * (truth & chosen).sum() / max(1, truth.sum() + chosen.sum()))


def work_saved(truth: NDArray[np.bool_], values: Matrix) -> float:
    """Return work saved over sampling at 95 % recall (Cohen et al. 2006); a tied group is read whole."""
    needed = int(np.ceil(RECALL * truth.sum()))
    lowest = np.sort(values[truth])[::-1][needed - 1]
    return float((values < lowest).mean() - (1 - RECALL))


def from_the_program(labelled: Labelled) -> Iterator[Row]:
    """Yield what the installed command line says of a table that holds nothing but ids and texts."""
    with tempfile.TemporaryDirectory() as folder:
        study, answers, out = (Path(folder) / name for name in ("study", "answers.csv", "scores.csv"))
        with answers.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("segment_id", "text"), *zip(labelled.ids, labelled.texts, strict=True)])
        columns = ("--text-column", "text", "--id-column", "segment_id")
        try:
            thematic("init", study)
            thematic("-C", study, "import", answers, *columns, "--coder", "bench")
            thematic("-C", study, "codebook", "use", labelled.codebook_path, "--coder", "bench")
            thematic("-C", study, "export", "scores", "-o", out)
        except subprocess.CalledProcessError as error:
            print(f"the program failed: {error.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
            return
        yield as_row(labelled, out)


def thematic(*arguments: object) -> None:
    """Run the installed program."""
    command = [sys.executable, "-m", "thematic", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, text=True)


def as_row(labelled: Labelled, path: Path) -> Row:
    """Return exported scores in the order of the set; a pair that is absent has score 0."""
    at = {given_id: row for row, given_id in enumerate(labelled.ids)}
    columns = {code.id: column for column, code in enumerate(labelled.codebook.codes)}
    values, chosen = np.zeros(labelled.gold.shape), np.zeros(labelled.gold.shape, dtype=bool)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            place = at[row["segment_id"]], columns[row["code"]]
            values[place], chosen[place] = float(row["score"]), row["selected"] == "1"
    return Row("the program: export scores", values, chosen)


if __name__ == "__main__":
    sys.exit(main())
