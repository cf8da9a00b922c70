"""What stands on the words in view: a coder's own codings, those of others that they may see, and memos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thematic.workflow.memos import find_memo
from thematic.workflow.reading import coders_seen

if TYPE_CHECKING:
    from thematic.model import Span
    from thematic.review.views import View
    from thematic.store.memos import MemoRecord
    from thematic.workflow.memos import Memo
    from thematic.workflow.study import Study

__all__ = ["memos_on", "others_codings", "own_codings"]


def own_codings(study: Study, coder: str, transcript: str) -> list[tuple[Span, str, str]]:
    """Return a coder's codings in a transcript as (span, code, event), in order."""
    return sorted(
        (span, code, record.event)
        for (who, there, span, _book, code), record in study.state.judgements.items()
        if there == transcript and who == coder and record.decision.verdict.codes
    )


def others_codings(study: Study, coder: str, view: View) -> list[tuple[str, str]]:
    """Return what other coders made of the words in view, as (coder, code), where this one may see it."""
    seen = coders_seen(study, coder, view.transcript)
    return sorted(
        (who, code)
        for (who, there, span, _book, code), record in study.state.judgements.items()
        if who in seen and there == view.transcript and span.overlaps(view.span) and record.decision.verdict.codes
    )


def memos_on(study: Study, coder: str, view: View) -> list[Memo]:
    """Return the memos on words that share some with the view, of those that a coder may read, oldest first."""
    return [find_memo(study, one.id, coder) for one in study.state.memos.values() if _is_read(one, coder, view)]


def _is_read(memo: MemoRecord, coder: str, view: View) -> bool:
    there = memo.target
    near = there.span is not None and there.id == view.transcript and there.span.overlaps(view.span)
    return near and (memo.author == coder or not memo.private)
