"""What a suggester is: the one door through which suggestions come, the built-in ones and other people's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from thematic.model import Codebook, Decision, Encoder, Suggestion, Transcript

__all__ = ["Request", "Suggester", "TextCache"]


class TextCache(Protocol):
    """A place in the study where what was made of texts outlives the process; erased when somebody withdraws."""

    def known(self, maker: str, way: str, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return what a maker made of texts, by their hashes, in this way and no other, as far as it is whole."""
        ...

    def remember(self, maker: str, way: str, made: Mapping[str, bytes]) -> None:
        """Keep what was made by text hash, and forget what the maker made in other ways."""
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """What a suggester is asked.

    Attributes:
        transcripts: in order of id; roles and participants filled in. Moderators' turns are context, never data.
        codebook: the one in use.
        decisions: what people decided so far, where it stands now; a suggester may learn from it.
        encoder: the study's sentence encoder, none where it has none.
        background: talk that shows nothing, to hold scores against.
        precision: 0..1, the share of suggestions that is to be kept, where somebody asked for one.
        kept: where a suggester can keep what it made of a text, so that nothing is read twice; none in a dry run.
    """

    transcripts: Sequence[Transcript]
    codebook: Codebook
    decisions: Sequence[Decision]
    encoder: Encoder | None
    background: Sequence[str]
    precision: float | None = None
    kept: TextCache | None = None


class Suggester(Protocol):
    """Transcripts and a codebook to suggestions.

    A package offers one by an entry point of the group `thematic.suggesters`: something that, called without
    arguments, returns it. `name` is the entry point's, `version` its own; both are kept with every suggestion. The same
    request should give the same suggestions. What is returned is checked before anything is kept.
    """

    version: str

    def suggest(self, request: Request) -> Iterable[Suggestion]:
        """Return proposals: spans of participants' turns, codes of the codebook, scores of 0..1, and the evidence."""
        ...
