"""Themes: excerpts gathered from codings, candidates suggested, and what people make of them."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import StudyError, UsageError, did_you_mean
from thematic.model import ThemeStatus
from thematic.store.codec import themes_to, words_to
from thematic.store.events import EventKind
from thematic.store.history import themes_in
from thematic.text import one_line
from thematic.themes.excerpt import FEWEST, Lens, ThemeSource
from thematic.themes.spread import spread, unsteady
from thematic.workflow.approaches import Feature, need
from thematic.workflow.coding import versions
from thematic.workflow.encoding import encoder_of
from thematic.workflow.excerpts import Held, coded, excerpt_at, negative_places, said, suggested, uncoded
from thematic.workflow.study import need_person

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from thematic.model import Progress, Span, Theme, ThemeRun
    from thematic.store.log import Log
    from thematic.themes.excerpt import Excerpt
    from thematic.workflow.naming import Naming
    from thematic.workflow.study import Act, Study

__all__ = [
    "ThemeSettings",
    "anchored",
    "code_names",
    "current_themes",
    "drop_theme",
    "find_theme",
    "fresh_id",
    "name_themes",
    "source_of",
    "suggest",
]


@dataclass(frozen=True, slots=True)
class ThemeSettings:
    """How candidates are to be made: from what, by which lens, how many (by stability if not given), with which seed.

    `anyway` is whether to go ahead although the study's approach speaks against it.
    """

    source: ThemeSource = ThemeSource.CODINGS
    lens: Lens = Lens.MEANING
    count: int | None = None
    seed: int = 42
    anyway: bool = False


def suggest(
    study: Study, how: ThemeSettings, *, act: Act, on_progress: Progress | None = None, dry_run: bool = False
) -> ThemeRun:
    """Suggest candidate themes from excerpts that are in no theme yet; what people made stays as it is.

    Raises:
        StudyError: there are too few excerpts.
        MissingExtra: BERTopic is not installed.
        UsageError: the study's approach speaks against it.
    """
    from thematic.themes import HowToGroup, suggest_themes

    noted = need(study, Feature.CANDIDATES, anyway=how.anyway)
    held = Held(dict.fromkeys((place for theme in study.own_themes for place in theme.excerpts), ()))
    excerpts = [one for one in _gather(study, how.source) if not held.touches(one.place)]
    _refuse_too_few(excerpts, held)
    run = suggest_themes(
        excerpts,
        encoder=encoder_of(study, on_progress, dry_run=dry_run),
        how=HowToGroup(how.lens, how.count, how.seed),
        names=code_names(study),
    )
    run = dataclasses.replace(run, versions=versions(), settings={**run.settings, "source": how.source.value})
    settings = {**run.settings, "seed": how.seed, "versions": run.versions, "revisions": study.state.current, **noted}
    if not dry_run:
        study.store.runs.keep_themes(run.themes, at=act.at, settings=settings)
    return run


def _refuse_too_few(excerpts: Sequence[Excerpt], held: Held) -> None:
    """Raise StudyError where people's themes leave too little to group."""
    if len(held) and len(excerpts) < FEWEST:
        left = f"{len(excerpts)} excerpts are" if len(excerpts) != 1 else "1 excerpt is"
        raise StudyError(f"{left} in no theme yet, too few to group. Move them: thematic themes move.")


def code_names(study: Study) -> dict[str, str]:
    """Return what the codes of the codebook in use are called; nothing where none is in use."""
    return {code.id: code.name for code in study.codebook.codes} if study.state.codebook else {}


def source_of(study: Study) -> ThemeSource:
    """Return what there is to group: the codings, or, before anything is coded, the suggestions."""
    return ThemeSource.CODINGS if study.state.codings() else ThemeSource.SUGGESTIONS


def current_themes(study: Study) -> tuple[Theme, ...]:
    """Return the themes people made, then the candidates of the last clustering that hold something else."""
    own = tuple(_described(study, theme) for theme in study.own_themes)
    held = Held(dict.fromkeys((place for theme in own for place in theme.excerpts), ()))
    left = [one for one in study.candidates() if not all(held.touches(place) for place in one.excerpts)]
    return (*own, *left)


def name_themes(study: Study, namings: Sequence[tuple[str, Naming]], *, act: Act, dry_run: bool = False) -> list[Theme]:
    """Name candidates, which makes them themes, or rename themes: all of them or none. Recorded as decisions.

    A renaming keeps what it does not give. A dry run returns what would be named, under the ids they have now.

    Raises:
        UsageError: there is no such theme, one is named twice, a name or concept is missing, or nobody decides.
    """
    need_person(act, "names it")
    if dry_run:
        return [_named(find_theme(study, theme_id), naming) for theme_id, naming in _once(namings)]
    with study.writing() as log:
        themes = [_named(find_theme(study, theme_id), naming) for theme_id, naming in _once(namings)]
        ids = [_record(study, log, theme, act) for theme in themes]
    return [theme for theme in study.own_themes if theme.id in ids]


def _once(namings: Sequence[tuple[str, Naming]]) -> Sequence[tuple[str, Naming]]:
    twice = next((one for one, count in Counter(theme_id for theme_id, _ in namings).items() if count > 1), None)
    if twice is not None:
        raise UsageError(f"{one_line(twice, 40)} is named twice. Keep one of the two names.")
    return namings


def _named(theme: Theme, naming: Naming) -> Theme:
    name, concept = naming.name.strip() or theme.name, naming.concept.strip() or theme.concept
    if not name or not concept:
        raise UsageError("a theme needs a name and a central organising concept. Say --name and --concept.")
    return dataclasses.replace(theme, name=name, concept=concept, boundary=naming.boundary.strip() or theme.boundary)


def _record(study: Study, log: Log, theme: Theme, act: Act) -> str:
    new_id = theme.id if theme.status is not ThemeStatus.CANDIDATE else fresh_id(log)
    data = {
        "theme": new_id,
        "status": ThemeStatus.NAMED.value,
        "words": log.put(words_to(name=theme.name, concept=theme.concept, boundary=theme.boundary)),
        "excerpts": [anchored(study, *place) for place in theme.excerpts],
        # What the machine said of it, so that a later clustering does not change what the person saw.
        "origin": log.put(themes_to([theme]).encode()),
    }
    log.append(EventKind.THEME, data, at=act.at, who=act.who)
    return new_id


def fresh_id(log: Log, taken: Collection[str] = ()) -> str:
    """Return an id that no theme ever had, taken back or not: an undo may yet bring it back. Nor one of `taken`."""
    had = {one for event in log.events() for one in themes_in(event)} | set(taken)
    return next(f"theme-{number}" for number in range(1, len(had) + 2) if f"theme-{number}" not in had)


def drop_theme(study: Study, theme_id: str, reason: str, *, act: Act) -> None:
    """Drop a theme that people made, with a reason; its excerpts are free for other themes.

    Raises:
        UsageError: there is no such theme, it is a candidate, or nobody decides.
    """
    need_person(act, "drops it")
    with study.writing() as log:
        theme = find_theme(study, theme_id)
        if theme.status is ThemeStatus.CANDIDATE:
            raise UsageError(f"{theme.id} is a candidate, nobody's theme yet: leave it unnamed, or suggest again.")
        words = log.put(words_to(name=theme.name, concept=theme.concept, boundary=theme.boundary, reason=reason))
        data = {"theme": theme.id, "status": ThemeStatus.DROPPED.value, "words": words}
        log.append(EventKind.THEME, data, at=act.at, who=act.who)


def find_theme(study: Study, theme_id: str) -> Theme:
    """Return the theme or candidate with this id.

    Raises:
        StudyError: there are no themes yet.
        UsageError: there is none with this id; the message proposes the closest.
    """
    themes = {theme.id: theme for theme in current_themes(study)}
    if not themes:
        raise StudyError("no themes yet. Suggest some: thematic themes suggest.")
    if theme_id not in themes:
        shown = one_line(theme_id, 40)
        raise UsageError(f'no theme "{shown}".{did_you_mean(theme_id, themes)} See `thematic themes list`.')
    return themes[theme_id]


def anchored(study: Study, transcript: str, span: Span) -> list[str | int]:
    """Return what an event says of an excerpt: where it stands, in which revision, and a fingerprint of its words."""
    revision = study.state.transcripts[transcript].revision
    return [transcript, revision, span.start, span.end, study.fingerprint(transcript, span)]


def _gather(study: Study, source: ThemeSource) -> list[Excerpt]:
    against = negative_places(study) if source in {ThemeSource.CODINGS, ThemeSource.SUGGESTIONS} else frozenset()
    found = (excerpt_at(study, place, codes) for place, codes in _SOURCES[source](study).items())
    return [dataclasses.replace(one, negative=one.place in against) for one in found]


def _described(study: Study, theme: Theme) -> Theme:
    """Return a person's theme with the codes, participants and groups that its excerpts have now."""
    codes = Held(coded(study))
    excerpts = [excerpt_at(study, place, codes.codes_at(place)) for place in theme.excerpts]
    counts = Counter(code for one in excerpts for code in one.codes)
    bare = sum(not one.codes for one in excerpts)
    without_code = (f"{bare} of its {len(excerpts)} excerpts carry no coding now",) if bare else ()
    return dataclasses.replace(
        theme,
        codes=tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        participants=tuple(sorted({one.participant for one in excerpts if one.participant})),
        groups=tuple(sorted({one.transcript for one in excerpts})),
        warnings=(*spread(excerpts), *unsteady(theme.stability, theme.without), *without_code),
    )


_SOURCES = {
    ThemeSource.CODINGS: coded,
    ThemeSource.SUGGESTIONS: suggested,
    ThemeSource.UNCODED: uncoded,
    ThemeSource.ALL: said,
}
