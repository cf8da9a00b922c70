"""Figures of agreement as tables that fit 80 columns, and as JSON; where coders differ; what both mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.agreement import Coefficient, flags_of
from thematic.render.console import cell, counted, grid
from thematic.text import for_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from thematic.agreement import CodeFigures, Figures
    from thematic.model import Span, Transcript
    from thematic.workflow.agreement import Agreement
    from thematic.workflow.consensus import Place
    from thematic.workflow.overlap import Drawn

__all__ = [
    "agreement_json",
    "agreement_page",
    "coder_labels",
    "figure",
    "labels_note",
    "place_page",
    "places_json",
    "plan_page",
]

_COUNTED = (Coefficient.PERCENT, Coefficient.POSITIVE, Coefficient.NEGATIVE)
_CORRECTED = (Coefficient.KAPPA, Coefficient.ALPHA, Coefficient.AC1, Coefficient.BRENNAN_PREDIGER)
_HEADINGS = {
    Coefficient.PERCENT: "agree",
    Coefficient.POSITIVE: "positive",
    Coefficient.NEGATIVE: "negative",
    Coefficient.KAPPA: "kappa",
    Coefficient.ALPHA: "alpha",
    Coefficient.AC1: "AC1",
    Coefficient.BRENNAN_PREDIGER: "B.-Prediger",
}
_NAME = 22
_AROUND = 240
# Coders are named above their columns where there are so few and their names are no longer than this.
_NAMED, _LONGEST, _LETTERS = 2, 8, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Landis and Koch (1977), Biometrics 33, 165.
_LABELS = ((0.81, "almost perfect"), (0.61, "substantial"), (0.41, "moderate"), (0.21, "fair"), (0.0, "slight"))
_HOW = (
    "Of {units} that two coders or more judged, moderators' talk left out: done with the transcript, or judged it for "
    "the code. Brackets: 95 % intervals by leaving out one transcript in turn (jackknife, t); they speak of further "
    "transcripts of this kind. Undefined: where nobody varied, there is no chance to correct for."
)


def figure(value: float | None) -> str:
    """Return a figure with two decimals and no nought before the point; a dash for none; never 1.00 for less."""
    if value is None:
        return "-"
    said = f"{value:.2f}"
    if said == "1.00" and value < 1:
        return ">.99"
    return said.replace("0.", ".", 1) if abs(value) < 1 else said


def agreement_page(found: Agreement, *, labels: bool = False) -> RenderableType:
    """Return the two tables (what was counted; what is left when chance is taken off), flags and how to read it."""
    judged = found.judged
    units = f"{judged.size}s"
    title = f"Agreement of {_listed(judged.coders)}, by {judged.size}"
    shown = [one for one in found.codes if one.units]
    legend = coder_labels(judged.coders)[1]
    parts: list[RenderableType] = [
        _counts(title, shown, judged.coders),
        Text(f"{legend}\n" if legend else ""),
        _coefficients(found, shown, labels=labels),
        Text(),
        *_pairs(shown, judged.coders),
        *_notes(found),
        *_flags(found.codes),
        Text(_HOW.format(units=units), style="dim"),
    ]
    return Group(*parts, *([Text(labels_note(), style="dim")] if labels else ()))


def labels_note() -> str:
    """Return what the words that `--labels` adds are worth."""
    return (
        "The words are Landis and Koch's (1977), which they called arbitrary; Krippendorff asks for alpha of at least "
        ".80, and .667 for tentative conclusions. Both are conventions, not tests."
    )


def coder_labels(coders: Sequence[str]) -> tuple[list[str], str]:
    """Return what stands above each coder's column, and what that means where it is a letter: many names need room."""
    if len(coders) <= _NAMED and all(len(coder) <= _LONGEST for coder in coders):
        return list(coders), ""
    letters = [_LETTERS[at % len(_LETTERS)] * (at // len(_LETTERS) + 1) for at in range(len(coders))]
    return letters, ", ".join(f"{letter} {coder}" for letter, coder in zip(letters, coders, strict=True))


def _counts(title: str, codes: Sequence[CodeFigures], coders: Sequence[str]) -> Table:
    headings = ["units", *coder_labels(coders)[0], "share", *(_HEADINGS[name] for name in _COUNTED)]
    table = grid("Code", *headings, right=tuple(headings), title=title)
    for one in codes:
        values = one.figures.values
        table.add_row(
            cell(one.code, _NAME),
            f"{one.units:,}",
            *(f"{one.positives[coder]:,}" for coder in coders),
            figure(one.prevalence),
            *(figure(values[name]) for name in _COUNTED),
        )
    return table


def _coefficients(found: Agreement, codes: Sequence[CodeFigures], *, labels: bool) -> Table:
    headings = [_HEADINGS[name] for name in _CORRECTED]
    table = grid("Code", *headings, right=tuple(headings), title="Beyond chance, and its 95 % interval")
    for one in codes:
        table.add_row(cell(one.code, _NAME), *(_with_interval(one.figures, name, labels=labels) for name in _CORRECTED))
    whole = found.pooled
    table.add_row("", *([""] * len(headings)))
    table.add_row("mean of codes", *(_with_interval(whole.mean, name, labels=labels) for name in _CORRECTED))
    table.add_row("pooled kappa", _with_interval(whole.pooled_kappa, Coefficient.KAPPA, labels=labels), "", "", "")
    table.add_row("all judgements", *(_with_interval(whole.stacked, name, labels=labels) for name in _CORRECTED))
    return table


def _with_interval(figures: Figures, name: Coefficient, *, labels: bool) -> str:
    value, interval = figures.values[name], figures.intervals.get(name)
    lines = [figure(value)]
    if interval is not None:
        lines.append(f"[{figure(interval[0])}, {figure(interval[1])}]")
    if labels and value is not None:
        lines.append(next((word for least, word in _LABELS if value >= least), "poor"))
    return "\n".join(lines)


def _pairs(codes: Sequence[CodeFigures], coders: Sequence[str]) -> Iterator[RenderableType]:
    """Yield Cohen's kappa of each pair, where there is more than one pair."""
    pairs = list(codes[0].kappas) if codes else []
    if len(pairs) <= 1:
        return
    label = dict(zip(coders, coder_labels(coders)[0], strict=True))
    headings = [f"{label[one]}-{label[two]}" for one, two in pairs]
    table = grid("Code", *headings, right=tuple(headings), title="Cohen's kappa of each pair")
    for code in codes:
        table.add_row(cell(code.code, _NAME), *(figure(code.kappas[pair]) for pair in pairs))
    yield table
    yield Text()


def _notes(found: Agreement) -> Iterator[RenderableType]:
    defined = sum(one.figures.values[Coefficient.KAPPA] is not None for one in found.codes)
    yield Text(
        f"Mean of {defined} of {counted(len(found.codes), 'code')} for which kappa is defined; pooled kappa as de "
        "Vries "
        "et al. (2008). Sets of codes: alpha with MASI distances "
        f"{figure(found.sets)} on units judged for every code.",
        style="dim",
    )


def _flags(codes: Sequence[CodeFigures]) -> Iterator[RenderableType]:
    for flag, on in flags_of(codes).items():
        yield Text.assemble((f"{flag}: ", "yellow"), cell(", ".join(on)))


def agreement_json(found: Agreement) -> dict[str, Any]:
    """Return the contract of `thematic agree --json`: fractions, null with a flag where undefined."""
    whole = found.pooled
    return {
        "unit": found.judged.size.value,
        "coders": list(found.judged.coders),
        "codes": [_code_json(one) for one in found.codes],
        "pooled": {
            "codes": whole.codes,
            "units": whole.units,
            "groups": whole.groups,
            **_figures_json(whole.mean),
            "pooled_kappa": whole.pooled_kappa.values["kappa"],
            "pooled_kappa_interval": _listed_interval(whole.pooled_kappa.intervals.get("kappa")),
            "stacked": _figures_json(whole.stacked),
            "alpha_masi": found.sets,
        },
    }


def _code_json(one: CodeFigures) -> dict[str, Any]:
    return {
        "code": one.code,
        "units": one.units,
        "judged": one.judged,
        "groups": one.groups,
        "positives": dict(one.positives),
        "prevalence": one.prevalence,
        **_figures_json(one.figures),
        "kappas": [{"coders": list(pair), "kappa": value} for pair, value in one.kappas.items()],
        "flags": list(one.flags),
    }


def _figures_json(figures: Figures) -> dict[str, Any]:
    return {**figures.values, "intervals": {name: list(interval) for name, interval in figures.intervals.items()}}


def _listed_interval(interval: tuple[float, float] | None) -> list[float] | None:
    return list(interval) if interval else None


def place_page(place: Place, transcripts: Mapping[str, Transcript], names: Mapping[str, str]) -> RenderableType:
    """Return one place where readings stand side by side: the words, and what each coder made of them."""
    transcript = transcripts[place.transcript]
    lines: list[RenderableType] = [
        Text.assemble(
            (place.units[0].id, "bold"), "  ", (names.get(place.code, place.code), "bold"), f" ({place.code})"
        ),
        Padding(_in_its_turn(transcript, place.span), (0, 0, 0, 4)),
    ]
    for one in place.readings:
        note = f": {one.note}" if one.note else ""
        lines.append(Padding(cell(f"{one.coder} {_SAYS[one.said]}{note}"), (0, 0, 0, 4)))
    return Group(*lines, Text())


def _in_its_turn(transcript: Transcript, span: Span) -> Text:
    """Return the words between quotation marks, with what is said around them in the same turn, and who says it."""
    turn = next((one for one in transcript.turns if one.span.overlaps(span)), None)
    start, end = (min(turn.span.start, span.start), max(turn.span.end, span.end)) if turn else (span.start, span.end)
    before, after = transcript.text[start : span.start], transcript.text[span.end : end]
    return Text.assemble(
        (f"{for_terminal(turn.participant or turn.speaker or '?')}: " if turn else "", "dim"),
        (f"{'…' if len(before) > _AROUND else ''}{for_terminal(before[-_AROUND:])}", "dim"),
        ("“", "bold"),
        (for_terminal(transcript.words_at(span)), "bold"),
        ("”", "bold"),
        (f"{for_terminal(after[:_AROUND])}{'…' if len(after) > _AROUND else ''}", "dim"),
    )


_SAYS = {
    "coded": "gave it the code",
    "refused": "refused the code",
    "unsure": "was unsure",
    "left": "gave no such code",
}


def places_json(places: Sequence[Place], transcripts: Mapping[str, Transcript]) -> list[dict[str, Any]]:
    """Return the same for programs."""
    return [
        {
            "segment_id": one.units[0].id,
            "transcript": one.transcript,
            "start": one.span.start,
            "end": one.span.end,
            "code": one.code,
            "text": transcripts[one.transcript].words_at(one.span),
            "readings": {each.coder: {"said": each.said, "note": each.note} for each in one.readings},
        }
        for one in places
    ]


def plan_page(drawn: Sequence[Drawn], share: float, seed: int) -> RenderableType:
    """Return what was drawn of each transcript, and how far each coder has come with it."""
    coders = [coder for coder, _ in drawn[0].judged] if drawn else []
    headings = ["drawn", "of", *coders]
    table = grid("Transcript", *headings, "turns", right=tuple(headings), title=f"Overlap: {share:.0%}, seed {seed}")
    for one in drawn:
        counts = (f"{count:,}" for _, count in one.judged)
        turns = ", ".join(f"t{turn:03d}" for turn in one.turns)
        table.add_row(cell(one.transcript), f"{one.sentences:,}", f"{one.of:,}", *counts, cell(turns, 60))
    whole, of = sum(one.sentences for one in drawn), sum(one.of for one in drawn)
    said = f"\n{counted(whole, 'sentence')} of {of:,} in whole turns; under each coder, how many they have judged for "
    return Group(table, Text(f"{said}every code. Each coder judges them with: thematic review --plan --coder NAME."))


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
