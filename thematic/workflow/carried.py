"""What people put on a span, in a few words: `belonging (ana, ben)`, `theme-1`. May hold that alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.model import Verdict

if TYPE_CHECKING:
    from thematic.model import Span
    from thematic.store.records import DecisionRecord, State

__all__ = ["Carried"]

_SAID = {Verdict.REJECT: " refused", Verdict.UNSURE: " unsure"}


class Carried:
    """What people put on each span of one transcript, in all its revisions."""

    def __init__(self, state: State, name: str) -> None:
        """Index judgements and themes by the revision and span they stand on."""
        self._judged: dict[tuple[int, Span], list[DecisionRecord]] = {}
        for record in (*state.judgements.values(), *state.adrift):
            if record.decision.transcript == name:
                self._judged.setdefault((record.decision.revision, record.decision.span), []).append(record)
        self._themes: dict[tuple[int, Span], list[str]] = {}
        current = state.transcripts[name].revision
        for theme in state.themes.values():
            here = [(current, span) for transcript, span in theme.excerpts if transcript == name]
            here += [(one.revision, one.span) for one in theme.adrift if one.transcript == name]
            for place in here:
                self._themes.setdefault(place, []).append(theme.id)

    def at(self, revision: int, span: Span) -> tuple[tuple[str, ...], int]:
        """Return what stands on a span, and how many judgements that is."""
        judged = self._judged.get((revision, span), [])
        by_code: dict[str, list[str]] = {}
        for record in judged:
            one = record.decision
            by_code.setdefault(one.code + _SAID.get(one.verdict, ""), []).append(one.coder)
        codes = [f"{code} ({', '.join(sorted(coders))})" for code, coders in sorted(by_code.items())]
        return (*codes, *sorted(self._themes.get((revision, span), []))), len(judged)
