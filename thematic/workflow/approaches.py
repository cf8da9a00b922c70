"""What a study's approach switches: one table of what is not offered, and the gate that every verb asks.

To make something depend on the approach, add it to `Feature` with its reasons, and call `need` where the work begins.
See docs/explanation/approaches.md for the sources.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from thematic.errors import UsageError
from thematic.model import Approach

if TYPE_CHECKING:
    from thematic.workflow.study import Study

__all__ = ["Feature", "first_pass_advice", "need", "switches"]


class Feature(StrEnum):
    """What an approach may speak against."""

    SUGGESTIONS = "suggested codings"
    SIMULATION = "simulated ranking"
    CANDIDATES = "suggested themes"
    AGREEMENT = "figures of agreement"
    SATURATION = "saturation"


# Why a feature is not offered; an approach that is not named has it.
_REFUSED: dict[Feature, dict[Approach, str]] = {
    Feature.SUGGESTIONS: {
        Approach.REFLEXIVE: "in a reflexive study the researcher's reading makes the codes, so none are suggested"
    },
    Feature.SIMULATION: {
        Approach.REFLEXIVE: "in a reflexive study no reading is the right one, so ranking cannot be measured by it"
    },
    Feature.CANDIDATES: {
        Approach.REFLEXIVE: "in a reflexive study the researcher makes the themes, so the machine suggests no clusters"
    },
    Feature.SATURATION: {
        Approach.REFLEXIVE: "in a reflexive study meaning is made and not found, so there is no point at which nothing "
        "is new: say what the talk has the power to tell instead"
    },
    Feature.AGREEMENT: {
        Approach.REFLEXIVE: "in a reflexive study two readings that differ are no error, so agreement measures "
        "nothing: see both side by side with thematic agree --readings"
    },
}
_SWITCHES = {
    Approach.REFLEXIVE: "Suggestions of codings and themes are off: you make both. find and memo stay.",
    Approach.CODEBOOK: "Suggestions are on; reading and coding some of it yourself first is advised.",
    Approach.CODING_RELIABILITY: "Suggestions are on; every coder codes without seeing them first.",
    Approach.FRAMEWORK: "Suggestions are on, for indexing with your working framework.",
}
_FIRST_PASS = {
    Approach.CODEBOOK: "Reading and coding some of it yourself before you look at suggestions is advised.",
    Approach.CODING_RELIABILITY: "Let every coder code without seeing the suggestions first.",
}


def need(study: Study, feature: Feature, *, anyway: bool = False) -> dict[str, str]:
    """Return what a run's settings are to say of its going ahead anyway: nothing where the approach has the feature.

    Raises:
        UsageError: the study's approach speaks against it, and nobody said `anyway`.
    """
    why = _REFUSED[feature].get(study.state.approach)
    if why is None:
        return {}
    if not anyway:
        raise UsageError(f"{why}; to go ahead all the same, say --anyway.")
    return {"anyway": feature.value}


def switches(approach: Approach) -> str:
    """Return in one sentence what an approach switches on and off."""
    return _SWITCHES[approach]


def first_pass_advice(study: Study) -> str | None:
    """Return what to say before the machine's first suggestions, where nobody has decided anything by then."""
    if study.state.decisions or study.store.runs.last_settings("*"):
        return None
    said = _FIRST_PASS.get(study.state.approach)
    return said and f"Note: nobody has coded anything by hand yet. {said}"
