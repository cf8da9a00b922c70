"""How well codes are suggested: ranks and first choices against human codes, on two labelled sets that are not here.

    python benchmarks/coding_quality.py [--bench DIR] [--no-cli] [--order random|uncertainty|mixed]...

Reads `NAME.csv` (segment_id, text, one 0/1 column a code) and `NAME.codebook.yaml` from the folder; where it is absent
this says so and ends well. The program itself sees segment_id, text and the decisions it is given. Each row of a table
is one turn. What decisions teach is measured on the half of the units that nobody judges.
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
from measures import per_code_ap, worth

from thematic.codebook import load_background, load_codebook
from thematic.coding import Scores, score_transcripts
from thematic.encoders import default_encoder
from thematic.language import sentence_spans
from thematic.model import Codebook, Encoder, Kind, Span, Transcript, Turn, UnitKind
from thematic.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"
DECISIONS = (10, 25, 50, 100, 400)


@dataclass(frozen=True, slots=True)
class Target:
    """What the project aims at, zero-shot and after 100 and 400 decisions a code, and what any cue hit reaches."""

    ap: float
    wss: float
    any_cue_f1: float
    ap_100: float
    ap_400: float


SETS = {"moments": Target(0.82, 0.65, 0.70, 0.83, 0.85), "wellness": Target(0.59, 0.50, 0.41, 0.65, 0.70)}


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
    parser.add_argument("--no-cli", action="store_true", help="leave out what drives the installed program")
    parser.add_argument("--order", action="append", choices=CHOOSE, help="how units are chosen to be judged (all)")
    arguments = parser.parse_args()
    there = [name for name in SETS if (arguments.bench / f"{name}.csv").is_file()]
    if not there:
        print(f"coding quality: skipped, no labelled sets in {arguments.bench} (--bench DIR names another folder)")
        return 0
    encoder = default_encoder(None)
    if encoder is None:
        print("the `semantic` extra is not installed: cues and words only")
    for name in there:
        labelled = read(arguments.bench, name)
        report(labelled, encoder, with_cli=not arguments.no_cli)
        if not arguments.no_cli:
            report_learning(labelled, arguments.order or list(CHOOSE))
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


def report_learning(labelled: Labelled, orders: Iterable[str]) -> None:
    """Print what the installed program learns from decisions, beside the targets."""
    target = SETS[labelled.name]
    print(f"\n{labelled.name}: after decisions on each code, by the program; macro averages over units nobody judged")
    print(f"target AP {target.ap_100} after 100, {target.ap_400} after 400; mean change after 10-50 at least -.010")
    print(f"{'order':12}{'decisions':>10}{'AP':>9}{'change':>9}{'worst':>9}{'F1':>8}{'WSS@95':>9}")
    for order in orders:
        for text in learned(labelled, order):
            print(text, flush=True)


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
    """Return one line of the table."""
    found = worth(gold, row.values, row.selected)
    f1 = "" if row.selected is None else format(found.f1, ".3f")
    return f"{row.name:34}{found.ap:7.3f}{found.auc:7.3f}{f1:>7}{found.wss:8.3f}"


def from_the_program(labelled: Labelled) -> Iterator[Row]:
    """Yield what the installed command line says, before any decisions and after more and more of them."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            program = Program(Path(folder), labelled)
            yield Row("the program: export scores", *program.scores())
        except ProgramError as error:
            print(error, file=sys.stderr)


def learned(labelled: Labelled, order: str) -> Iterator[str]:
    """Yield what decisions on one half of the units do for the other half, which nobody judges."""
    shuffled = np.random.default_rng(0).permutation(len(labelled.ids))
    judging, untouched = shuffled[: len(shuffled) // 2], shuffled[len(shuffled) // 2 :]
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder), labelled)
        values, selected = program.scores()
        before = per_code_ap(labelled.gold[untouched], values[untouched])
        asked = np.zeros(labelled.gold.shape, dtype=bool)
        for count in (0, *DECISIONS):
            for code, column in enumerate(asked.T):
                rest = judging[~column[judging]]
                chosen = CHOOSE[order](values[rest, code], count - int(column.sum()), shuffled_seed(labelled, code))
                asked[rest[chosen], code] = True
            if count:
                program.decide(asked)
                values, selected = program.scores()
            found = worth(labelled.gold[untouched], values[untouched], selected[untouched])
            change = np.asarray(per_code_ap(labelled.gold[untouched], values[untouched])) - before
            yield (
                f"{order if count == 0 else '':12}{count:10}{found.ap:9.3f}{change.mean():+9.3f}{change.min():+9.3f}"
                f"{found.f1:8.3f}{found.wss:9.3f}"
            )


def shuffled_seed(labelled: Labelled, code: int) -> np.random.Generator:
    """Return the dice of one code of one set."""
    return np.random.default_rng([len(labelled.ids), code])


def at_random(values: Matrix, count: int, dice: np.random.Generator) -> NDArray[np.int64]:
    """Choose units to judge as if there were no machine."""
    return dice.permutation(len(values))[:count]


def uncertain(values: Matrix, count: int, _dice: np.random.Generator) -> NDArray[np.int64]:
    """Choose the units nearest to where suggestions begin."""
    return np.argsort(np.abs(values - 0.5), kind="stable")[:count]


def mixed(values: Matrix, count: int, dice: np.random.Generator) -> NDArray[np.int64]:
    """Choose half by uncertainty, four in ten from the top, one in ten at random."""
    by_doubt, by_score = np.argsort(np.abs(values - 0.5), kind="stable"), np.argsort(-values, kind="stable")
    wanted = [*by_doubt[: count // 2], *by_score[: count - count // 2 - count // 10], *dice.permutation(len(values))]
    return np.asarray(list(dict.fromkeys(wanted))[:count], dtype=np.int64)


CHOOSE = {"random": at_random, "uncertainty": uncertain, "mixed": mixed}


class ProgramError(Exception):
    """The installed program failed; the message is its last line."""


class Program:
    """The installed command line with one labelled set, of which it sees ids, texts and decisions alone."""

    def __init__(self, folder: Path, labelled: Labelled) -> None:
        """Import the set and bring its codebook into use."""
        self._folder, self._labelled = folder, labelled
        answers = folder / "answers.csv"
        write_csv(answers, ("segment_id", "text"), zip(labelled.ids, labelled.texts, strict=True))
        self._run("init", folder / "study")
        self._verb("import", answers, "--text-column", "text", "--id-column", "segment_id", "--coder", "bench")
        self._verb("codebook", "use", labelled.codebook_path, "--coder", "bench")

    def decide(self, asked: NDArray[np.bool_]) -> None:
        """Record what people said of the units and codes asked for, and let the program suggest again."""
        verdicts = {True: "accept", False: "reject"}
        codes = [code.id for code in self._labelled.codebook.codes]
        rows = (
            (self._labelled.ids[unit], codes[code], verdicts[bool(self._labelled.gold[unit, code])])
            for unit, code in np.argwhere(asked)
        )
        path = self._folder / "decisions.csv"
        write_csv(path, ("segment_id", "code", "verdict"), rows)
        self._verb("review", "--batch", path, "--coder", "bench")
        self._verb("code")

    def scores(self) -> tuple[Matrix, NDArray[np.bool_]]:
        """Return exported scores and what is selected, in the order of the set; a pair that is absent has score 0."""
        path = self._folder / "scores.csv"
        self._verb("export", "scores", "-o", path)
        at = {given_id: row for row, given_id in enumerate(self._labelled.ids)}
        columns = {code.id: column for column, code in enumerate(self._labelled.codebook.codes)}
        values = np.zeros(self._labelled.gold.shape)
        chosen = np.zeros(values.shape, dtype=bool)
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                place = at[row["segment_id"]], columns[row["code"]]
                values[place], chosen[place] = float(row["score"]), row["selected"] == "1"
        return values, chosen

    def _verb(self, *arguments: object) -> None:
        self._run("-C", self._folder / "study", *arguments)

    @staticmethod
    def _run(*arguments: object) -> None:
        command = [sys.executable, "-m", "thematic", *map(str, arguments)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode:
            raise ProgramError(f"the program failed: {done.stderr.strip().splitlines()[-1:]}")


def write_csv(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


if __name__ == "__main__":
    sys.exit(main())
