"""Themes: excerpts to candidates that a person can argue with. Nothing here names a theme."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from thematic.errors import StudyError
from thematic.model import ThemeRun
from thematic.themes.excerpt import FEWEST, Excerpt, Lens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thematic.model import Encoder

__all__ = ["FEWEST", "Excerpt", "HowToGroup", "Lens", "suggest_themes"]


@dataclass(frozen=True, slots=True)
class HowToGroup:
    """What a person asks of a grouping.

    Attributes:
        lens: by meaning, or by the codes that go together.
        count: how many groups; chosen by stability where none is given.
        seed: for the resampling.
    """

    lens: Lens = Lens.MEANING
    count: int | None = None
    seed: int = 42


def suggest_themes(
    excerpts: Sequence[Excerpt],
    *,
    encoder: Encoder | None,
    how: HowToGroup | None = None,
    names: Mapping[str, str] = MappingProxyType({}),
) -> ThemeRun:
    """Group excerpts into candidate themes; every excerpt is in exactly one.

    The same excerpts give the same candidates, whatever their order, process or number of threads.

    Args:
        excerpts: at least 5.
        encoder: for their vectors; without one, their words (TF-IDF) alone.
        how: by which lens, and into how many groups.
        names: what codes are called.

    Raises:
        StudyError: fewer than 5 excerpts, or a count that cannot be; by codes, fewer than 3 codes.
        MissingExtra: BERTopic is not installed.
    """
    from threadpoolctl import threadpool_limits

    from thematic.themes.candidates import Grouping, candidates
    from thematic.themes.grouping import by_meaning
    from thematic.themes.space import space_of
    from thematic.themes.together import by_codes
    from thematic.themes.topics import fit_topics
    from thematic.themes.vectors import vectors_of

    how = how or HowToGroup()
    if len(excerpts) < FEWEST:
        raise StudyError(f"{len(excerpts)} excerpts are too few to group: code {FEWEST} or more first.")
    if how.count is not None and not 1 <= how.count <= len(excerpts):
        raise StudyError(f"{len(excerpts)} excerpts cannot make {how.count} themes. Choose a smaller number.")
    ordered = sorted(excerpts, key=lambda one: one.place)
    with threadpool_limits(1):
        points = space_of(vectors_of(ordered, encoder, seed=how.seed))
        if how.lens is Lens.CODES:
            groups = by_codes(ordered, count=how.count, seed=how.seed)
        else:
            groups = by_meaning(ordered, points, count=how.count, seed=how.seed)
        topics = fit_topics([one.text for one in ordered], points, groups.cluster)
        themes = candidates(Grouping(ordered, points, groups, topics), names)
    settings = {
        "count": str(len(themes)),
        "asked": str(how.count or "by stability"),
        "lens": how.lens.value,
        "vectors": encoder.name if encoder else "tf-idf",
    }
    return ThemeRun(themes, settings, {}, how.seed, tuple((one.count, one.mean, one.least) for one in groups.tried))
