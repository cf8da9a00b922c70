"""Figures of a study: which there are, and what each shows, with the same told in words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from thematic.errors import StudyError, UsageError, did_you_mean
from thematic.figures import Bars, Curve, Figure, Heat, Links, Strips, Tree
from thematic.matrix import Within
from thematic.model import ThemeStatus
from thematic.text import one_line
from thematic.themes.saturation import Settings
from thematic.workflow.encoding import encoder_of
from thematic.workflow.excerpts import coded, excerpt_at
from thematic.workflow.matrices import CODES, GROUPS, matrix
from thematic.workflow.saturating import made_here, saturation
from thematic.workflow.theming import code_names, current_themes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from thematic.model import Theme
    from thematic.workflow.study import Study

__all__ = ["Picture", "figure"]

_NAMED = 3


class Picture(StrEnum):
    """What can be shown."""

    THEMES = "themes"
    TOGETHER = "together"
    CODES = "codes"
    SATURATION = "saturation"
    COVERAGE = "coverage"
    TREE = "tree"


def figure(study: Study, picture: Picture, transcript: str | None = None) -> Figure:
    """Return a figure of the study as it stands; coverage is of one transcript, the first where none is named.

    Raises:
        UsageError: there is no such transcript; for saturation, as `workflow.saturating`.
        StudyError: there is nothing to show yet.
    """
    if transcript is not None and picture is not Picture.COVERAGE:
        raise UsageError("--transcript is for coverage, which shows one talk. Leave it out.")
    if picture is Picture.COVERAGE:
        return _coverage(study, transcript)
    return _PICTURES[picture](study)


def _themes(study: Study) -> Figure:
    themes = _shown(study)
    names = code_names(study)
    codes = list(dict.fromkeys(code for theme in themes for code, _ in theme.codes))
    totals = [sum(dict(theme.codes).get(code, 0) for theme in themes) for code in codes]
    shape = Links(
        tuple((_called(theme), len(theme.excerpts)) for theme in themes),
        tuple((names.get(code, code), total) for code, total in zip(codes, totals, strict=True)),
        tuple((at, codes.index(code), count) for at, theme in enumerate(themes) for code, count in theme.codes),
    )
    told = "; ".join(
        f"{_called(theme)} ({len(theme.excerpts)}): "
        + (", ".join(f"{names.get(code, code)} {count}" for code, count in theme.codes) or "no codes")
        for theme in themes
    )
    return Figure("Themes and the codes inside them", shape, f"Excerpts of each theme by code. {told}.")


def _together(study: Study) -> Figure:
    crossed = matrix(study, CODES, CODES, Within.TURN)
    used = [row for row in crossed.matrix.rows if crossed.matrix.cell(row, row).units]
    counts = tuple(tuple(crossed.matrix.cell(row, column).units or 0 for column in used) for row in used)
    called = tuple(map(crossed.called, used))
    pairs = [(counts[one][other], called[one], called[other]) for one in range(len(used)) for other in range(one)]
    most = sorted(pairs, key=lambda pair: (-pair[0], pair[1:]))[:_NAMED]
    told = "; ".join(f"{one} with {other} {count}" for count, one, other in most if count)
    words = f"Turns that hold both of two codes, of {len(used)} codes. Most often: {told or 'none are'}."
    return Figure("Codes given in the same turn", Heat(called, counts), words)


def _codes(study: Study) -> Figure:
    found = matrix(study, CODES, GROUPS)
    used = [row for row in found.matrix.rows if row in found.matrix.totals]
    groups = found.matrix.columns
    counts = tuple(tuple(len(found.matrix.cell(row, group).excerpts) for group in groups) for row in used)
    told = "; ".join(
        f"{found.called(row)} {sum(own)} ({', '.join(map(' '.join, zip(groups, map(str, own), strict=True)))})"
        for row, own in zip(used, counts, strict=True)
    )
    shape = Bars(tuple(map(found.called, used)), groups, counts, "excerpts, by group")
    return Figure("Coded excerpts by group", shape, f"Distinct excerpts of each code, by group. {told}.")


def _saturation(study: Study) -> Figure:
    found = saturation(study, Settings(), every_code=not made_here(study))
    shape = Curve(found.sessions, found.observed.seen, found.orders.middle, found.observed.reached)
    of = "codes that the study made" if found.inductive else "codes, at their first use"
    reached = f"little new after {found.observed.reached}" if found.observed.reached else "never little new"
    never = f"never reached in {found.orders.never} of {found.orders.tried} random orders"
    seen = ", ".join(map(str, found.observed.seen))
    told = f"Different {of}, seen after each session: {seen}. As they came: {reached}; {never}."
    return Figure(f"New {of}, session by session", shape, told)


def _coverage(study: Study, name: str | None) -> Figure:
    if not study.transcripts:
        raise StudyError("no transcript yet. Bring some in: thematic import FILES.")
    known = list(study.transcripts)
    if name is not None and name not in known:
        raise UsageError(f'no transcript "{one_line(name, 40)}".{did_you_mean(name, known)} See thematic status.')
    transcript = study.transcripts[name or known[0]]
    names, length = code_names(study), max(1, len(transcript.text))
    by_code: dict[str, list[tuple[float, float]]] = {}
    for (where, span), codes in coded(study).items():
        for code in codes if where == transcript.id else ():
            by_code.setdefault(code, []).append((span.start / length, span.end / length))
    if not by_code:
        raise StudyError(f"{transcript.id}: nothing is coded in it yet. Code it: thematic review {transcript.id}.")
    order = [*(code for code in names if code in by_code), *sorted(set(by_code) - names.keys())]
    shape = Strips(
        tuple(names.get(code, code) for code in order),
        tuple(tuple(sorted(by_code[code])) for code in order),
        f"{transcript.id}, {len(transcript.turns)} turns",
    )
    starts = {code: ", ".join(f"{start:.0%}" for start, _ in sorted(by_code[code])) for code in order}
    told = "; ".join(f"{names.get(code, code)} at {starts[code]}" for code in order)
    return Figure(f"Where in {transcript.id} each code stands", shape, f"From start (0%) to end (100%): {told}.")


def _tree(study: Study) -> Figure:
    themes = _shown(study)
    if len(themes) < 2:  # noqa: PLR2004  a tree joins two
        raise StudyError("one theme is no tree. Suggest more: thematic themes suggest.")
    joins = _joins(study, themes)
    names = tuple(_called(theme) for theme in themes)
    shape = Tree(names, joins, tuple(theme.stability for theme in themes))
    steady = [(name, theme.stability) for name, theme in zip(names, themes, strict=True) if theme.stability is not None]
    told = "; ".join(f"{name} {figure:.2f}" for name, figure in steady) or "not measured"
    one, other, _ = joins[0]
    words = f"The most alike: {names[one]} and {names[other]}. Found again when the sample changes, 0 to 1: {told}."
    return Figure("How alike themes are, and how steady", shape, words)


def _joins(study: Study, themes: Sequence[Theme]) -> tuple[tuple[int, int, float], ...]:
    import numpy as np
    from threadpoolctl import threadpool_limits

    from thematic.themes.cluster import Tree as WardTree
    from thematic.themes.cluster import centres
    from thematic.themes.vectors import vectors_of

    excerpts = [excerpt_at(study, place) for theme in themes for place in theme.excerpts]
    labels = np.array([at for at, theme in enumerate(themes) for _ in theme.excerpts], dtype=np.intp)
    with threadpool_limits(1):
        points = vectors_of(excerpts, encoder_of(study), seed=0).astype(np.float64)
        return WardTree(centres(points, labels)).joins


def _shown(study: Study) -> list[Theme]:
    """Return the themes that people made, else the candidates; with excerpts, in order."""
    every = [one for one in current_themes(study) if one.excerpts and one.status is not ThemeStatus.HELD]
    own = [one for one in every if one.status is not ThemeStatus.CANDIDATE]
    if not every:
        raise StudyError("no themes yet. Suggest some: thematic themes suggest.")
    return own or every


def _called(theme: Theme) -> str:
    return theme.name or f"{theme.id}: {', '.join(theme.terms[:_NAMED])}"


_PICTURES: dict[Picture, Callable[[Study], Figure]] = {
    Picture.THEMES: _themes,
    Picture.TOGETHER: _together,
    Picture.CODES: _codes,
    Picture.SATURATION: _saturation,
    Picture.TREE: _tree,
}
