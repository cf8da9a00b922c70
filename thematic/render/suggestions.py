"""Suggestions with their evidence: what was said, why it may show the code, and what speaks against it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.export.quotes import UNIDENTIFIED
from thematic.model import EvidenceKind
from thematic.render.console import counted, grid
from thematic.segments import turn_id
from thematic.text import for_terminal, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from thematic.coding.calibration import Calibration, Kept
    from thematic.model import Evidence, Span, Suggestion, Transcript
    from thematic.workflow.coding import CodeReport

__all__ = [
    "code_report",
    "code_report_json",
    "cue_places",
    "marked",
    "reasons",
    "suggestion_card",
    "worth_of",
    "worth_text",
]

_SHOWN = 3
_REASON = 180
_FOR = {
    EvidenceKind.QUESTION: "a bare answer",
    EvidenceKind.CUE: "cue",
    EvidenceKind.NEGATED_CUE: "negated cue",
    EvidenceKind.COUNTER_CUE: "says it is absent",
    EvidenceKind.WORDS: "words in common",
    EvidenceKind.EXAMPLE: "like the example",
    EvidenceKind.COUNTER_EXAMPLE: "like the counter-example",
    EvidenceKind.AGAINST: "against",
}
_IN_PLACE = frozenset({EvidenceKind.CUE, EvidenceKind.NEGATED_CUE, EvidenceKind.COUNTER_CUE})


def code_report(report: CodeReport, transcripts: Mapping[str, Transcript], shown: int = _SHOWN) -> RenderableType:
    """Return how many suggestions each code has, what decisions taught, and the strongest few with their evidence."""
    best = _best(report.suggested, shown)
    worth = {one.code: one.calibration for one in report.learned if one.kept or one.refused}
    cards = [suggestion_card(one, transcripts[one.transcript], worth.get(one.code)) for one in best]
    heading = [Text("\nThe strongest, each of another code:\n", style="bold")] if cards else []
    total = f"{counted(len(report.suggested), 'suggestion')} on {counted(report.sentences, 'sentence')}."
    ending = Text(f"{total} Nothing is coded: you decide.\nNext: thematic review --coder NAME")
    return Group(_by_code(report), *_learned(report), *heading, *cards, ending)


def _by_code(report: CodeReport) -> RenderableType:
    counts = Counter(one.code for one in report.suggested)
    negative = Counter(one.code for one in report.suggested if one.negative)
    learned = {one.code: one for one in report.learned if one.kept or one.refused}
    judged = ("kept so far", "refused") if learned else ()
    columns = ("Suggested", "perhaps negative", *judged)
    table = grid("Code", *columns, right=columns)
    for code in report.codebook.codes:
        one = learned.get(code.id)
        known = (str(one.kept), str(one.refused)) if one else ("",) * len(judged)
        table.add_row(code.name, str(counts[code.id]), str(negative[code.id] or ""), *known)
    return table


def _learned(report: CodeReport) -> Iterator[RenderableType]:
    """Yield what can be said of the scores, one line each."""
    for code in report.silent:
        yield Text(f"{code} says nothing of itself and suggests nothing: give it a definition, cues and examples.")
    judged = sum(one.kept + one.refused for one in report.learned)
    if judged:
        tested = sum(one.calibration.tested for one in report.learned)
        of_codes = f"{tested} of {counted(len(report.learned), 'code')}"
        yield Text(
            f"Learned from {counted(judged, 'decision')}; the scores of {of_codes} are tested by enough of them."
        )
    if report.precision is not None:
        silent = [one.code for one in report.learned if one.abstains]
        untested = sum(not one.calibration.tested for one in report.learned)
        yield Text(
            f"Asked for {report.precision:g} of the suggestions to be kept: "
            f"{', '.join(silent) or 'no code'} cannot reach it and suggests nothing; "
            f"{counted(untested, 'code')} had too few decisions to tell and suggested as before any."
        )


def worth_text(score: float, calibration: Calibration | None) -> str:
    """Return what became of units with such a score when people judged them."""
    return worth_of(calibration.at(score) if calibration else None)


def worth_of(found: Kept | None) -> str:
    """Return in words how many of those judged were kept."""
    return "score untested" if found is None else f"of {found.judged} judged at this score {found.kept} were kept"


def code_report_json(report: CodeReport) -> dict[str, Any]:
    """Return the run in figures."""
    counts = Counter(one.code for one in report.suggested)
    return {
        "codebook": report.codebook.id,
        "semantic": report.semantic,
        "sentences": report.sentences,
        "suggestions": len(report.suggested),
        "codes": {code.id: counts[code.id] for code in report.codebook.codes},
        "precision": report.precision,
        "silent": list(report.silent),
        "learned": {
            one.code: {
                "kept": one.kept,
                "refused": one.refused,
                "tested": one.calibration.tested,
                "abstains": one.abstains,
            }
            for one in report.learned
        },
    }


def suggestion_card(one: Suggestion, transcript: Transcript, worth: Calibration | None = None) -> RenderableType:
    """Return a suggestion: who said what, the code, the evidence, and what its score is worth where that is known."""
    turn = transcript.turn_at(one.span)
    who = (turn and (turn.participant or turn.speaker)) or UNIDENTIFIED
    place = turn_id(transcript, turn) if turn else transcript.id
    negative = "  (perhaps a negative case)" if one.negative else ""
    head = Text.assemble((one.code, "bold"), f"  {one_line(who)}, {one_line(place)}{negative}")
    words = Padding(marked(one, transcript), (0, 0, 0, 2), expand=False)
    said = [Text(worth_text(one.score, worth), style="dim")] if worth else []
    tested = (Padding(text, (0, 0, 0, 4), expand=False) for text in said)
    return Padding(Group(head, words, *reasons(one.evidence), *tested), (0, 0, 1, 0), expand=False)


def marked(one: Suggestion, transcript: Transcript, style: str = "") -> Text:
    """Return the words of a suggestion in quotes, its cues in brackets as well as in colour."""
    spans = cue_places(one.evidence)
    text, at = Text("“", style=style), one.span.start
    for span in spans:
        if span.start < at or span.end > one.span.end:
            continue
        text.append(for_terminal(transcript.text[at : span.start]))
        text.append(f"[{for_terminal(transcript.words_at(span))}]", style="bold cyan")
        at = span.end
    return text.append(for_terminal(transcript.text[at : one.span.end])).append("”")


def cue_places(evidence: Sequence[Evidence]) -> list[Span]:
    """Return where cues stand among the evidence, in order."""
    return sorted({piece.span for piece in evidence if piece.span and piece.kind in _IN_PLACE})


def reasons(evidence: Sequence[Evidence], most: int = _REASON) -> Iterator[RenderableType]:
    """Yield the evidence, `most` characters for each kind, what speaks against it in another colour."""
    for kind, pieces in groupby(evidence, key=lambda piece: piece.kind):
        said = "; ".join(_piece(piece) for piece in pieces)
        style = "yellow" if kind is EvidenceKind.AGAINST else "dim"
        yield Padding(Text(one_line(f"{_FOR[kind]}: {said}", most), style=style), (0, 0, 0, 4), expand=False)


def _piece(piece: Evidence) -> str:
    return f"{piece.text} ({piece.code})" if piece.code and piece.code != piece.text else piece.text


def _best(suggested: Sequence[Suggestion], shown: int) -> list[Suggestion]:
    """Return the strongest suggestion of each of a few codes."""
    first: dict[str, Suggestion] = {}
    for one in sorted(suggested, key=lambda one: (-one.score, one.transcript, one.span, one.code)):
        first.setdefault(one.code, one)
    return list(first.values())[:shown]
