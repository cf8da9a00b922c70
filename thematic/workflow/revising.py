"""A corrected transcript: a new revision, in which everything that stood on the old words is found again."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thematic.anchoring import Anchor, How, anchored
from thematic.errors import InputError, UsageError, did_you_mean
from thematic.ingest import Roster
from thematic.segments import span_id
from thematic.store.codec import people_from, people_to, transcript_to
from thematic.store.events import EventKind
from thematic.text import one_line
from thematic.workflow.carried import Carried
from thematic.workflow.carrying import carry, machine_spans
from thematic.workflow.files import read_file
from thematic.workflow.importing import Brought, original_of, read_one, refuse_withdrawn, without_withdrawn
from thematic.workflow.lines import transcript_line
from thematic.workflow.people import People

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from thematic.ingest import Imported
    from thematic.model import Span, Transcript
    from thematic.store.log import Log
    from thematic.store.records import State
    from thematic.workflow.import_settings import ImportSettings
    from thematic.workflow.study import Act, Study

__all__ = ["AnchorLine", "RevisionReport", "anchor_rows", "next_revision", "old_spans", "revise_transcript"]


@dataclass(frozen=True, slots=True)
class AnchorLine:
    """What became of one span, as the report shows it.

    Attributes:
        before: the span's id in the earlier revision.
        after: its id in the new one; where `how` needs you, that of the likely place, or empty.
        carries: what people put on it, such as `belonging (ana)` or `theme-1`.
        suggested: codes that the machine suggested for it.
        judgements: how many judgements stand on it.
        old_words: what it said; `new_words` what it says at `after`.
    """

    how: How
    before: str
    after: str
    carries: tuple[str, ...]
    suggested: tuple[str, ...]
    judgements: int
    old_words: str
    new_words: str
    why: str


@dataclass(frozen=True, slots=True)
class RevisionReport:
    """A new revision and what became of each span that something stood on.

    Attributes:
        revision: its number; none where the file is the current text already.
    """

    brought: Brought | None
    name: str
    revision: int | None
    lines: tuple[AnchorLine, ...] = ()

    def judgements(self) -> dict[How, int]:
        """How many judgements were found again, and how."""
        counts: Counter[How] = Counter()
        for line in self.lines:
            counts[line.how] += line.judgements
        return dict(counts)

    def suggestions(self) -> dict[How, int]:
        """The same for suggestions."""
        counts: Counter[How] = Counter()
        for line in self.lines:
            counts[line.how] += len(line.suggested)
        return dict(counts)


def revise_transcript(  # noqa: PLR0913  which, with what and how
    study: Study, name: str, path: Path, settings: ImportSettings, *, act: Act, dry_run: bool = False
) -> RevisionReport:
    """Make the text in `path` the current revision of transcript `name`, and find everything again that stood in it.

    Nothing is moved without a word: the report holds a line for each span, and what is not found for certain waits for
    a person (`thematic review --unplaced`). The earlier revision stays, and the new one can be taken back.

    Raises:
        UsageError: there is no such transcript.
        InputError: the file cannot be read.
    """
    if name not in study.state.transcripts:
        raise UsageError(
            f'no transcript "{one_line(name, 40)}" to revise.{did_you_mean(name, study.state.transcripts)}'
        )
    data = read_file(path, str(path))
    original = study.state.transcripts[name].original
    if original and study.store.log.is_same(original, data):
        return RevisionReport(None, name, None)
    if dry_run:
        return _Revision(study, name, _read(study, name, path, data, settings)).report()
    with study.writing() as log:
        revision = _Revision(study, name, _read(study, name, path, data, settings))
        report = revision.report()
        revision.write(log, data, act)
    return report


def _refuse_other(study: Study, name: str, path: str, data: bytes) -> None:
    """Refuse a file that is another transcript's text: the two would hold the same talk."""
    others = ((one.id, one.original) for one in study.state.transcripts.values() if one.id != name)
    same = next((other for other, digest in others if digest and study.store.log.is_same(digest, data)), None)
    if same is not None:
        raise InputError(path, f"it is the text of {same} already. Name the corrected file of {name}.")


def next_revision(study: Study, name: str) -> int:
    """Return a number that no revision of the transcript ever had, taken back or not: an undo may bring one back."""
    kinds = {EventKind.IMPORT, EventKind.REVISION, EventKind.WITHDRAWAL}
    made = (row for event in study.store.log.events() if event.kind in kinds for row in _revised(event.data))
    return 1 + max(int(row["revision"]) for row in made if row["transcript"] == name)


def _revised(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(data.get("transcripts", [data]))


def old_spans(state: State, name: str) -> dict[int, set[Span]]:
    """Return the spans of a transcript that people put something on, by the revision they stand in."""
    spans: dict[int, set[Span]] = {}
    current = state.transcripts[name].revision
    judged = (record.decision for record in (*state.judgements.values(), *state.adrift))
    decided = (record.decision for record in state.decisions if record.decision.revision == current)
    for one in (*judged, *decided):
        if one.transcript == name:
            spans.setdefault(one.revision, set()).add(one.span)
    for theme in state.themes.values():
        for transcript, span in theme.excerpts:
            if transcript == name:
                spans.setdefault(current, set()).add(span)
        for adrift in theme.adrift:
            if adrift.transcript == name:
                spans.setdefault(adrift.revision, set()).add(adrift.span)
    for target in (memo.target for memo in state.memos.values()):
        if target.id == name and target.span is not None:
            spans.setdefault(target.revision, set()).add(target.span)
    return spans


def anchor_rows(
    log: Log, content: str, new: Transcript, anchors: Iterable[tuple[int, Anchor]]
) -> list[list[int | str | list[int]]]:
    """Return anchors, each with the revision its span is of, as the log keeps them: those that have a place."""
    return [
        [
            revision,
            one.span.start,
            one.span.end,
            one.how.value,
            [one.place.start, one.place.end],
            log.fingerprint(content, new.words_at(one.place)),
        ]
        for revision, one in anchors
        if one.place is not None
    ]


class _Revision:
    """One transcript's old and new text, and every span found again or not."""

    def __init__(self, study: Study, name: str, one: Imported) -> None:
        """Align the two; nothing is written."""
        self._study = study
        self._one = dataclasses.replace(
            one, transcript=dataclasses.replace(one.transcript, revision=next_revision(study, name))
        )
        self._old = study.transcripts[name]
        tables = [people_from(study.store.log.get(digest)) for digest in study.state.found]
        given = [people_from(study.store.log.get(digest)) for digest in study.state.given]
        self._new = People.of([*tables, one.participants, *given]).named(self._one.transcript)
        self._suggested = study.store.runs.suggestions_of(name, self._old.revision)
        self._anchors = dict(self._found_again(old_spans(study.state, name), machine_spans(study, name)))

    def _found_again(
        self, by_revision: Mapping[int, set[Span]], machine: set[Span]
    ) -> Iterator[tuple[tuple[int, Span], Anchor]]:
        current = self._old.revision
        for revision in sorted({*by_revision, current}):
            old = self._old if revision == current else self._study.revision(self._old.id, revision)
            spans = by_revision.get(revision, set()) | (machine if revision == current else set())
            for anchor in anchored(old, self._new, spans) if old and spans else ():
                yield (revision, anchor.span), anchor

    def report(self) -> RevisionReport:
        """Return what became of each span."""
        source = Brought(transcript_line(self._new), self._one.source, self._one.doubts)
        carried = Carried(self._study.state, self._old.id)
        suggested: dict[Span, list[str]] = {}
        for _, _, stored in self._suggested:
            suggested.setdefault(stored.suggestion.span, []).append(stored.suggestion.code)
        lines = [
            self._line(revision, anchor, carried, suggested.get(span, ()) if revision == self._old.revision else ())
            for (revision, span), anchor in self._anchors.items()
        ]
        shown = tuple(line for line in lines if line.carries or line.suggested)
        return RevisionReport(source, self._old.id, self._new.revision, shown)

    def _line(self, revision: int, anchor: Anchor, carried: Carried, suggested: Sequence[str]) -> AnchorLine:
        old = self._old if revision == self._old.revision else self._study.revision(self._old.id, revision)
        assert old is not None
        place = anchor.place or anchor.likely
        carries, judgements = carried.at(revision, anchor.span)
        return AnchorLine(
            how=anchor.how,
            before=span_id(old, anchor.span, earlier=True),
            after=span_id(self._new, place) if place else "",
            carries=carries,
            suggested=tuple(suggested),
            judgements=judgements,
            old_words=old.words_at(anchor.span),
            new_words=self._new.words_at(place) if place else "",
            why=anchor.why,
        )

    def write(self, log: Log, data: bytes, act: Act) -> None:
        """Record the revision, and carry along what the machine made."""
        content = log.put(transcript_to(self._one.transcript, self._one.source))
        anchors = ((revision, anchor) for (revision, _), anchor in self._anchors.items())
        event = {
            "transcript": self._old.id,
            "revision": self._new.revision,
            "revises": self._old.revision,
            "content": content,
            "original": original_of(log, self._one, data),
            "people": self._newcomers(log),
            "anchors": anchor_rows(log, content, self._new, anchors),
        }
        places = {span: one for (revision, span), one in self._anchors.items() if revision == self._old.revision}
        carry(self._study, self._old, self._new, places, self._suggested, act)
        log.append(EventKind.REVISION, event, at=act.at, who=act.who)

    def _newcomers(self, log: Log) -> str | None:
        """Keep the people whom only this revision brings in; they go with it where it is taken back."""
        known = {label for one in self._study.people.participants for label in one.labels}
        fresh = [one for one in self._one.participants if not known.issuperset(one.labels)]
        return log.put(people_to(fresh)) if fresh else None


def _read(study: Study, name: str, path: Path, data: bytes, settings: ImportSettings) -> Imported:
    """Read the corrected file, its labels known from the text that it corrects: a person keeps their id.

    Inside the transaction that writes, so that a withdrawal by another program is known before the words come in.
    """
    refuse_withdrawn(study, str(path), data)
    _refuse_other(study, name, str(path), data)
    settings = dataclasses.replace(settings, kind=settings.kind or study.transcripts[name].kind)
    roster = Roster(study.people.participants, called="the earlier revision")
    one = read_one(str(path), data, name, settings, roster=roster)
    return without_withdrawn(one, study.state.withdrawn)
