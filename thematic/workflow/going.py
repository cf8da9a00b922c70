"""One transcript without somebody: its new text, where everything stands in it, and what goes."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thematic.anchoring import Anchor, How, anchored
from thematic.model import Source, Span
from thematic.store.codec import transcript_to
from thematic.workflow.blanking import blanked, carried_over, turns_to_blank
from thematic.workflow.revising import anchor_rows, next_revision, old_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thematic.store.log import Log
    from thematic.workflow.study import Study
    from thematic.workflow.traces import Traces

__all__ = ["Going", "Part"]


@dataclass(frozen=True, slots=True)
class Going:
    """What goes from one transcript.

    Attributes:
        turns: turns in the text as it is now; `words` likewise.
        whole: nobody else takes part, so what the moderator says goes too.
        earlier: earlier or taken-back texts hold words of theirs, and go.
    """

    transcript: str
    turns: int
    words: int
    whole: bool
    earlier: bool


class Part:
    """One transcript that holds words of theirs, before and after."""

    def __init__(self, study: Study, name: str, traces: Traces) -> None:
        """Take their turns out, and find everything that stands on others' words again."""
        self.old = study.transcripts[name]
        self._study = study
        self._traces = traces
        theirs = [turn.number for turn in self.old.turns if traces.are_theirs(turn)]
        self._numbers = turns_to_blank(self.old, theirs)
        self._whole = len(self._numbers) > len(theirs)
        self.new = dataclasses.replace(blanked(self.old, self._numbers), revision=next_revision(study, name))
        self.gone: list[tuple[int, Span]] = []
        self.anchors: list[tuple[int, Anchor]] = []
        for revision, spans in sorted(old_spans(study.state, name).items()):
            for span in sorted(spans):
                self._sort(revision, span)

    def _sort(self, revision: int, span: Span) -> None:
        """Say of one span whether it stands on their words, and where it stands without them."""
        if revision == self.old.revision:
            place = carried_over(self.old, self.new, span)
            self._keep(revision, Anchor(span, How.EXACT if place else How.NEEDS_YOU, place))
            return
        earlier = self._study.revision(self.old.id, revision)
        if earlier is None or self._traces.touched(earlier, span):
            self.gone.append((revision, span))
        else:
            self._keep(revision, anchored(earlier, self.new, [span])[0])

    def _keep(self, revision: int, anchor: Anchor) -> None:
        if anchor.place is not None:
            self.anchors.append((revision, anchor))
        elif revision == self.old.revision:
            self.gone.append((revision, anchor.span))

    def going(self) -> Going:
        """Return what goes, in figures."""
        turns = [turn for turn in self.old.turns if turn.number in self._numbers]
        words = sum(len(self.old.words_at(turn.span).split()) for turn in turns)
        others = (one.text for one in self._traces.stored if one.text.id == self.old.id)
        earlier = any(self._traces.are_theirs(turn) for text in others if text != self.old for turn in text.turns)
        return Going(self.old.id, len(turns), words, self._whole, earlier)

    def texts(self) -> Iterator[str]:
        """Yield the hash of every text of this transcript that is stored, taken back or not."""
        for one in self._traces.stored:
            if one.text.id == self.old.id:
                yield from filter(None, (one.content, one.original))

    def originals(self) -> Iterator[str]:
        """Yield the hash of every original file of this transcript that is stored."""
        yield from (one.original for one in self._traces.stored if one.text.id == self.old.id and one.original)

    def write(self, log: Log) -> dict[str, Any]:
        """Keep the text without them, and return what the log says of it."""
        # The name of the file, and what was noted when it was read, may name people.
        content = log.put(transcript_to(self.new, Source(self.old.id, "withdrawal")))
        return {
            "transcript": self.old.id,
            "revision": self.new.revision,
            "revises": self.old.revision,
            "content": content,
            "anchors": anchor_rows(log, content, self.new, self.anchors),
            "gone": [[revision, span.start, span.end] for revision, span in self.gone],
        }
