"""Saturation of the codes that the talk itself gave: what is counted, in which order, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thematic.errors import StudyError, UsageError
from thematic.themes.saturation import Settings, in_this_order, over_orders
from thematic.workflow.approaches import Feature, need
from thematic.workflow.excerpts import coded

if TYPE_CHECKING:
    from thematic.themes.saturation import Orders, Saturation
    from thematic.workflow.study import Study

__all__ = ["Saturated", "made_here", "saturation"]

_ORDERS = 1_000


@dataclass(frozen=True, slots=True)
class Saturated:
    """What is known of saturation.

    Attributes:
        sessions: those that carry codings, in the order of their import; `uncoded` those that carry none.
        codes: how many codes are counted; `inductive` whether only those are that the study itself made.
        observed: in the order of import; `orders` over random ones.
    """

    settings: Settings
    sessions: tuple[str, ...]
    uncoded: tuple[str, ...]
    codes: int
    inductive: bool
    seed: int
    observed: Saturation
    orders: Orders


def saturation(
    study: Study, settings: Settings, *, every_code: bool = False, seed: int = 42, anyway: bool = False
) -> Saturated:
    """Return how much further sessions added to the codes that the study itself made, or to all its codes.

    Raises:
        UsageError: the study's approach speaks against it; or all its codes came with the codebook, and nobody said
            `every_code`.
        StudyError: fewer sessions are coded than a base and a run need.
    """
    need(study, Feature.SATURATION, anyway=anyway)
    wanted = None if every_code else made_here(study)
    if wanted is not None and not wanted:
        raise UsageError(
            "every code came with the codebook, so that none can be new: saturation is told of codes that the study "
            "made. To count when each was first used all the same, say --all-codes."
        )
    by_session: dict[str, set[str]] = {name: set() for name in _in_order(study)}
    touched = set()
    for (name, _span), codes in coded(study).items():
        touched.add(name)
        by_session[name] |= {code for code in codes if wanted is None or code in wanted}
    sessions = tuple(name for name in by_session if name in touched)
    if len(sessions) < settings.base + settings.run:
        told = f"a base of {settings.base} and a run of {settings.run} need {settings.base + settings.run}"
        raise StudyError(f"{told} coded sessions, and there are {len(sessions)}. Code more, or say a smaller --base.")
    kept = {name: frozenset(by_session[name]) for name in sessions}
    return Saturated(
        settings,
        sessions,
        tuple(name for name in by_session if name not in touched),
        len(frozenset().union(*kept.values())),
        not every_code,
        seed,
        in_this_order([kept[name] for name in sessions], settings),
        over_orders(kept, settings, orders=_ORDERS, seed=seed),
    )


def made_here(study: Study) -> frozenset[str]:
    """Return the codes of the codebook in use that its first version here had not."""
    versions = (one for one in study.state.codebooks.values() if one.id == study.codebook.id)
    first = {code.id for code in study.version(next(versions).sha256).codes}
    return frozenset(code.id for code in study.codebook.codes if code.id not in first)


def _in_order(study: Study) -> list[str]:
    """Return the sessions in the order in which they were first imported, as far as the log tells."""
    places = {event.hash: at for at, event in enumerate(study.store.log.events())}
    first: dict[str, int] = {}
    for (name, _revision), record in study.state.revisions.items():
        at = places.get(record.event, 0)
        first[name] = min(at, first.get(name, at))
    return sorted(study.transcripts, key=lambda name: (first[name], name))
