"""What a careful colleague would ask of the themes that people made: what fits, what is left, what is thin or alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from thematic.errors import StudyError
from thematic.model import ThemeStatus
from thematic.segments import span_id
from thematic.store.memos import TargetKind
from thematic.themes.spread import spread
from thematic.workflow.encoding import encoder_of
from thematic.workflow.excerpts import Held, coded, excerpt_at, negative_places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from thematic.model import Progress, Theme
    from thematic.themes.excerpt import Excerpt
    from thematic.themes.fit import Fit
    from thematic.workflow.excerpts import Place
    from thematic.workflow.study import Study

__all__ = ["Question", "Remark", "check_themes"]


class Question(StrEnum):
    """What is asked of themes, in the order in which it is answered."""

    UNNAMED = "without a name"
    ALIKE = "perhaps one theme"
    MISFIT = "excerpts that fit another theme better"
    BOTH = "excerpts that fit two themes"
    LEFT = "coded excerpts in no theme"
    CODES = "codes in no theme"
    NEGATIVE = "negative cases nobody wrote about"
    NO_CONTRAST = "nothing speaks against it"
    THIN = "rests on little"


@dataclass(frozen=True, slots=True)
class Remark:
    """One answer.

    Attributes:
        themes: the ids it is about; none for what is in no theme.
        what: the answer in a few words.
        excerpts: where it shows, as `fg3:t041.s2`.
        do: the command that acts on it.
    """

    question: Question
    themes: tuple[str, ...]
    what: str
    excerpts: tuple[str, ...] = ()
    do: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """The themes with all that is coded, in one order."""

    themes: tuple[Theme, ...]
    places: tuple[Place, ...]
    members: NDArray[np.bool_]
    excerpts: tuple[Excerpt, ...]
    ids: tuple[str, ...]

    def at(self, row: int) -> str:
        """Return the id of an excerpt."""
        return self.ids[row]


def check_themes(study: Study, on_progress: Progress | None = None) -> list[Remark]:
    """Return what is to be asked of the themes that people made, in the order of `Question`.

    Raises:
        StudyError: nobody made a theme yet.
        MissingExtra, InputError: the study's encoder cannot be had.
    """
    themes = tuple(one for one in study.own_themes if one.status is not ThemeStatus.HELD)
    if not themes:
        raise StudyError("nobody made a theme yet. Take a candidate: thematic themes accept candidate-1.")
    read = _read(study, themes)
    found = [*_unnamed(read), *_by_fit(study, read, on_progress), *_codes_left(study, read)]
    found += [*_negative(study, read), *_thin(read)]
    order = list(Question)
    return sorted(found, key=lambda one: order.index(one.question))


def _read(study: Study, themes: tuple[Theme, ...]) -> _Read:
    import numpy as np

    codes = coded(study)
    held = Held(codes)
    own = {place for theme in themes for place in theme.excerpts}
    aside = {place for theme in study.own_themes if theme.status is ThemeStatus.HELD for place in theme.excerpts}
    taken = Held(dict.fromkeys(own | aside, ()))
    places = tuple(sorted(own | {place for place in codes if not taken.touches(place)}))
    holds = [set(theme.excerpts) for theme in themes]
    members = np.array([[place in theirs for theirs in holds] for place in places], dtype=bool)
    excerpts = tuple(excerpt_at(study, place, held.codes_at(place)) for place in places)
    ids = tuple(span_id(study.transcripts[name], span) for name, span in places)
    return _Read(themes, places, members, excerpts, ids)


def _unnamed(read: _Read) -> Iterator[Remark]:
    for theme in read.themes:
        if not theme.name:
            what = "needs a name and a central organising concept before it is exported"
            yield Remark(Question.UNNAMED, (theme.id,), what, do=f"thematic themes name {theme.id} --help")


def _by_fit(study: Study, read: _Read, on_progress: Progress | None) -> Iterator[Remark]:
    from threadpoolctl import threadpool_limits

    from thematic.themes.fit import alike, fits
    from thematic.themes.vectors import vectors_of

    with threadpool_limits(1):
        points = vectors_of(read.excerpts, encoder_of(study, on_progress), seed=0).astype("float64")
        found, pairs = fits(points, read.members), alike(points, read.members)
    for one in pairs:
        first, second = read.themes[one.first].id, read.themes[one.second].id
        what = f"their excerpts lie among one another ({one.mingled:.2f} of what one theme's would)"
        yield Remark(Question.ALIKE, (first, second), what, do=f"thematic themes merge {first} {second}")
    yield from _odd(read, found)
    yield from _left(read, found)


def _odd(read: _Read, found: Sequence[Fit]) -> Iterator[Remark]:
    """Yield which excerpts of which theme are as near to another, or nearer."""
    for question in (Question.MISFIT, Question.BOTH):
        pairs: dict[tuple[int, int], list[int]] = {}
        for row, one in enumerate(found):
            asked = one.misfit if question is Question.MISFIT else one.both
            if asked and one.own is not None and one.other is not None:
                pairs.setdefault((one.own, one.other), []).append(row)
        for (own, other), rows in sorted(pairs.items()):
            themes = (read.themes[own].id, read.themes[other].id)
            names = tuple(map(read.at, rows))
            nearer = "nearer to" if question is Question.MISFIT else "as near to"
            what = f"{len(rows)} of {themes[0]} {'is' if len(rows) == 1 else 'are'} {nearer} {themes[1]}"
            yield Remark(question, themes, what, names, f"thematic themes move {names[0]} --to {themes[1]}")


def _left(read: _Read, found: Sequence[Fit]) -> Iterator[Remark]:
    """Yield what is coded and in no theme, by the theme it is nearest to."""
    by_theme: dict[int | None, list[int]] = {}
    for row in range(len(read.places)):
        if not read.members[row].any():
            by_theme.setdefault(found[row].other, []).append(row)
    for theme, rows in sorted(by_theme.items(), key=lambda pair: (pair[0] is None, pair[0] or 0)):
        name = read.themes[theme].id if theme is not None else ""
        names = tuple(map(read.at, rows))
        yield Remark(
            Question.LEFT,
            (name,) if name else (),
            f"{len(rows)} nearest to {name}" if name else f"{len(rows)} near no theme",
            names,
            f"thematic themes move {names[0]} --to {name}" if name else "",
        )


def _codes_left(study: Study, read: _Read) -> Iterator[Remark]:
    inside = {code for row, one in enumerate(read.excerpts) if read.members[row].any() for code in one.codes}
    every = {code for codes in coded(study).values() for code in codes}
    for code in sorted(every - inside):
        rows = [row for row, one in enumerate(read.excerpts) if code in one.codes]
        yield Remark(
            Question.CODES,
            (),
            f"{code}: {len(rows)} excerpt{'s' * (len(rows) != 1)}",
            tuple(map(read.at, rows)),
            f"thematic find --code {code}",
        )


def _negative(study: Study, read: _Read) -> Iterator[Remark]:
    against = Held(dict.fromkeys(negative_places(study), ()))
    spoken_of = Held(dict.fromkeys(_with_memos(study), ()))
    for at, theme in enumerate(read.themes):
        rows = [row for row, place in enumerate(read.places) if read.members[row, at] and against.touches(place)]
        open_ones = tuple(read.at(row) for row in rows if not spoken_of.touches(read.places[row]))
        if open_ones:
            count = f"{len(open_ones)} of {len(rows)}"
            yield Remark(
                Question.NEGATIVE,
                (theme.id,),
                f"{count}: do they revise the theme, bound it, or stay aside?",
                open_ones,
                f"thematic memo add --on {open_ones[0]}",
            )
        if not rows and not theme.against:
            do = f"thematic find --negative {theme.codes[0][0]}" if theme.codes else ""
            yield Remark(Question.NO_CONTRAST, (theme.id,), "no excerpt of it or near it is a negative case", do=do)


def _with_memos(study: Study) -> Iterator[Place]:
    for memo in study.state.memos.values():
        if memo.target.kind is TargetKind.SPAN and memo.target.span is not None:
            yield memo.target.id, memo.target.span


def _thin(read: _Read) -> Iterator[Remark]:
    for at, theme in enumerate(read.themes):
        for warning in spread([one for row, one in enumerate(read.excerpts) if read.members[row, at]]):
            yield Remark(Question.THIN, (theme.id,), warning, do=f"thematic themes show {theme.id} --all")
