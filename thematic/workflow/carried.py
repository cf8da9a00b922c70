"""What people put on a span, in a few words: `belonging (ana, ben)`, `theme-1`, `memo (ana)`. May hold that alone."""

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
        """Index judgements, themes and memos by the revision and span they stand on."""
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
        self._memos: dict[tuple[int, Span], list[str]] = {}
        for memo in state.memos.values():
            if memo.target.id == name and memo.target.span is not None:
                self._memos.setdefault((memo.target.revision, memo.target.span), []).append(f"memo ({memo.author})")

    def at(self, revision: int, span: Span) -> tuple[tuple[str, ...], int]:
        """Return what stands on a span, and how many judgements that is."""
        judged = self._judged.get((revision, span), [])
        by_code: dict[str, list[str]] = {}
        for record in judged:
            one = record.decision
            by_code.setdefault(one.code + _SAID.get(one.verdict, ""), []).append(one.coder)
        codes = [f"{code} ({', '.join(sorted(coders))})" for code, coders in sorted(by_code.items())]
        themes, memos = (sorted(kind.get((revision, span), [])) for kind in (self._themes, self._memos))
        return (*codes, *themes, *memos), len(judged)
