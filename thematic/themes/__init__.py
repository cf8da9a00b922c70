"""Themes: excerpts to candidates that a person can argue with. Nothing here names a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.errors import StudyError
from thematic.model import ThemeRun
from thematic.themes.excerpt import Excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.model import Encoder

__all__ = ["FEWEST", "Excerpt", "suggest_themes"]

FEWEST = 5


def suggest_themes(
    excerpts: Sequence[Excerpt], *, encoder: Encoder | None, count: int | None = None, seed: int = 42
) -> ThemeRun:
    """Group excerpts by shared meaning into candidate themes; every excerpt is in exactly one.

    The same excerpts give the same candidates, whatever their order, process or number of threads.

    Args:
        excerpts: at least 5.
        encoder: for their vectors; without one, their words (TF-IDF) alone.
        count: how many groups; chosen by stability where none is given.
        seed: for the clusterer and the resampling.

    Raises:
        StudyError: fewer than 5 excerpts, or a count that cannot be.
        MissingExtra: BERTopic is not installed.
    """
    from threadpoolctl import threadpool_limits

    from thematic.themes.candidates import candidates
    from thematic.themes.cluster import Clusterer, distinct
    from thematic.themes.stability import choose_count, stability
    from thematic.themes.topics import fit_topics
    from thematic.themes.vectors import vectors_of

    if len(excerpts) < FEWEST:
        raise StudyError(f"{len(excerpts)} excerpts are too few to group: code {FEWEST} or more first.")
    if count is not None and not 1 <= count <= len(excerpts):
        raise StudyError(f"{len(excerpts)} excerpts cannot make {count} themes. Choose a smaller number.")
    ordered = sorted(excerpts, key=lambda one: one.place)
    texts = [one.text for one in ordered]
    with threadpool_limits(1):
        vectors = vectors_of(ordered, encoder, seed=seed)
        codes = len({code for one in ordered for code in one.codes})
        chosen = min(count or choose_count(vectors, codes=codes, seed=seed), distinct(vectors))
        labels, terms = fit_topics(texts, vectors, Clusterer(chosen, seed))
        steadiness = stability(vectors, labels, count=chosen, seed=seed)
    themes = candidates(ordered, vectors, labels, terms=terms, steadiness=steadiness)
    settings = {
        "count": str(chosen),
        "asked": str(count or "by stability"),
        "vectors": encoder.name if encoder else "tf-idf",
    }
    return ThemeRun(themes, settings, {}, seed)
