"""One place and one code, explained: the words, the score, what it is made of, and what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.render.console import counted, grid
from thematic.render.suggestions import reasons, worth_of
from thematic.text import for_terminal, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from thematic.workflow.explaining import Explanation, JudgedLike

__all__ = ["explanation_json", "explanation_page"]

_SIGNALS = {
    "cues": "cues of the code",
    "words": "words of the codebook",
    "closeness": "near the code in meaning",
    "contrast": "nearer than to the other codes",
    "excluded": "like what the code excludes",
    "neighbours": "similar talk scores so, too",
    "word_head": "words, as learned from examples",
    "vector_head": "meaning, as learned from examples",
    "stated": "a cue said plainly",
    "decisions": "what people decided so far",
}
_BAR = 16
_FULL = 2.0
_CONTEXT = 200


def explanation_page(one: Explanation) -> RenderableType:
    """Return the page: what was said, the verdict of the machine, its reasons, and who decided."""
    before = [Text(f"before: {one_line(one.unit.before, _CONTEXT)}", style="dim")] if one.unit.before.strip() else []
    head = Text.assemble((one.code.id, "bold"), f"  at {one_line(one.segment)}, {one_line(one.speaker)}")
    words = Padding(Text(f"“{for_terminal(one.unit.text)}”"), (0, 0, 0, 2), expand=False)
    return Group(
        head, *before, words, Text(), *_verdict(one), Text(), _shares(one), Text(), *_reasons(one), *_foot(one)
    )


def explanation_json(one: Explanation) -> dict[str, Any]:
    """Return all of it as JSON; places in code points of the transcript."""
    return {
        "segment": one.segment,
        "transcript": one.unit.transcript,
        "start": one.unit.span.start,
        "end": one.unit.span.end,
        "text": one.unit.text,
        "code": one.code.id,
        "score": one.score,
        "selected": one.selected,
        "negative": one.negative,
        "worth": None if one.worth is None else {"kept": one.worth.kept, "judged": one.worth.judged},
        "signals": dict(one.shares),
        "evidence": [
            {
                "kind": piece.kind.value,
                "text": piece.text,
                "start": piece.span.start if piece.span else None,
                "end": piece.span.end if piece.span else None,
                "strength": piece.strength,
                "code": piece.code,
            }
            for piece in one.evidence
        ],
        "nearest_accepted": _like_json(one.accepted),
        "nearest_rejected": _like_json(one.refused),
        "decided": one.own.value if one.own else None,
        "decided_by_others": one.others,
        "suggester": one.suggester,
        "codebook": one.codebook,
    }


def _like_json(like: JudgedLike | None) -> dict[str, Any] | None:
    return None if like is None else {"segment": like.segment, "text": like.text, "nearness": like.nearness}


def _verdict(one: Explanation) -> Iterator[Text]:
    said = "worth showing" if one.selected else "not suggested"
    hedge = ", perhaps as a negative case (the mechanism said to be absent)" if one.negative and one.selected else ""
    yield Text.assemble(
        f"score {one.score:.3f}: ", (said, "bold"), f"{hedge}. Suggestions of this code begin at 0.500."
    )
    yield Text(f"What such a score is worth: {worth_of(one.worth)}.")


def _shares(one: Explanation) -> RenderableType:
    table = grid("What ranks it", "share", "", right=("share",))
    for name, share in sorted(one.shares, key=lambda pair: -abs(pair[1])):
        bar = ("+" if share > 0 else "-") * round(min(1.0, abs(share) / _FULL) * _BAR)
        table.add_row(_SIGNALS.get(name, name), f"{share:+.2f}", bar)
    total = sum(share for _, share in one.shares)
    table.add_row("together, before the rest of its turn is weighed in", f"{total:+.2f}", "")
    return table


def _reasons(one: Explanation) -> Iterator[RenderableType]:
    yield Text("Evidence", style="bold")
    yield from reasons(one.evidence)
    for piece in one.evidence:
        if piece.span:
            place = f"{one.unit.transcript}:{piece.span.start}-{piece.span.end}"
            yield _line(f"{piece.kind.value} “{one_line(piece.text, 60)}” stands at {place}")
    if not one.evidence:
        yield _line("none: nothing in the codebook is near these words")
    for said, like in (("kept", one.accepted), ("refused", one.refused)):
        if like is None:
            yield _line(f"nothing like it was {said} for this code so far")
        else:
            yield _line(
                f"most like it of what was {said} ({like.nearness:.2f}): {like.segment} “{one_line(like.text, 120)}”"
            )


def _line(text: str) -> RenderableType:
    return Padding(Text(text, style="dim"), (0, 0, 0, 4), expand=False)


def _foot(one: Explanation) -> Iterator[Text]:
    own = f"You decided: {one.own.value}." if one.own else "You have not decided on this."
    others = f" {counted(one.others, 'other coder')} decided." if one.others else ""
    yield Text(f"\n{own}{others}")
    yield Text(f"Suggester {one.suggester}; codebook {one.codebook}.", style="dim")
