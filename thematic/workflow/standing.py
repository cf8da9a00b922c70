"""What stands of several coders' work: a consensus in place of what each of those who came to it had said there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from thematic.model import CONSENSUS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thematic.model import Coding, Decision, Span
    from thematic.store import State

    Said = TypeVar("Said", Coding, Decision)

__all__ = ["without_superseded"]


def without_superseded(state: State, said: Iterable[Said]) -> list[Said]:
    """Return codings or decisions in their order, without those whose words share some with a consensus on their code.

    Codes of two codebooks that are called alike are different codes.
    """
    agreed: defaultdict[tuple[str, str, str], list[Span]] = defaultdict(list)
    for coder, transcript, span, book, code in state.judgements:
        if coder == CONSENSUS:
            agreed[transcript, book, code].append(span)
    if not agreed:
        return list(said)

    def stands(one: Said) -> bool:
        spans = agreed.get((one.transcript, state.codebook_id(one.codebook), one.code), ())
        return one.coder == CONSENSUS or not any(span.overlaps(one.span) for span in spans)

    return [one for one in said if stands(one)]
