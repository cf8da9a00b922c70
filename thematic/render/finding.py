"""Passages as people read them: the id, who said it, the codes, and the words with what was found in [brackets]."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from thematic.render.console import counted
from thematic.text import for_terminal, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from thematic.workflow.finding import Absent, Found, Passage

__all__ = ["found_json", "found_page"]


def found_page(found: Found) -> RenderableType:
    """Return the passages, how many there are, and who never speaks of a code where that was asked."""
    parts: list[RenderableType] = [part for one in found.passages for part in _passage(one)]
    parts.append(Text(_total(found)))
    return Group(*parts, *(_absent(found.absent) if found.absent else ()))


def found_json(found: Found) -> dict[str, Any]:
    """Return the same as JSON, the words verbatim; places in code points of the transcript."""
    absent = found.absent
    return {
        "total": found.total,
        "passages": [_passage_json(one) for one in found.passages],
        "without": absent
        and {"code": absent.code, "participants": list(absent.participants), "groups": list(absent.groups)},
    }


def _passage_json(one: Passage) -> dict[str, Any]:
    return {
        "segment": one.id,
        "transcript": one.transcript,
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "speaker": one.speaker,
        "participant": one.participant,
        "codes": [_code_json(one, code, coders) for code, coders in one.codes],
        "found": [{"start": mark.start, "end": mark.end} for mark in one.marks],
    }


def _code_json(one: Passage, code: str, coders: tuple[str, ...]) -> dict[str, Any]:
    negative = [coder for coder in coders if (code, coder) in one.negative]
    return {"code": code, "coders": list(coders), "negative": negative}


def _code(one: Passage, code: str, coders: tuple[str, ...]) -> str:
    said = (f"{coder} as a negative case" if (code, coder) in one.negative else coder for coder in coders)
    return f"{code} ({', '.join(said)})"


def _passage(one: Passage) -> Iterator[RenderableType]:
    codes = ", ".join(_code(one, code, coders) for code, coders in one.codes)
    who = f"  {one_line(one.speaker)} in {one_line(one.transcript)}"
    yield Text.assemble((one_line(one.id), "bold"), who, f"  {one_line(codes)}" if codes else "")
    yield Padding(_marked(one), (0, 0, 1, 2), expand=False)


def _marked(one: Passage) -> Text:
    quote, at = Text("“"), 0
    for mark in one.marks:
        start, end = mark.start - one.span.start, mark.end - one.span.start
        quote.append(for_terminal(one.text[at:start]))
        quote.append(f"[{for_terminal(one.text[start:end])}]", style="bold")
        at = end
    quote.append(f"{for_terminal(one.text[at:])}”")
    return quote


def _total(found: Found) -> str:
    if not found.total:
        return "Nothing found."
    left = found.total - len(found.passages)
    return f"{counted(found.total, 'sentence')}{f', {len(found.passages):,} of them shown' if left else ''}."


def _absent(absent: Absent) -> Iterator[Text]:
    for thing, names in (("participant", absent.participants), ("group", absent.groups)):
        said = f": {one_line(', '.join(names))}" if names else ""
        yield Text(f"Without a coding of {one_line(absent.code)}: {counted(len(names), thing)}{said}.")
