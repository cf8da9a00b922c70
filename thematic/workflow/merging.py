"""A colleague's copy of the study taken into ours: verified first, then the union of both, all of it or nothing."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thematic.check import check_study
from thematic.errors import StudyError
from thematic.store import STUDY_FILE, Store
from thematic.store.codec import transcript_from
from thematic.store.events import EventKind
from thematic.store.union import Union, take_in, union_of
from thematic.workflow.lent_words import LentWords
from thematic.workflow.study import Study
from thematic.workflow.traces import Traces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from thematic.store.events import Event
    from thematic.store.records import Place

__all__ = ["Merged", "merge"]


@dataclass(frozen=True, slots=True)
class Merged:
    """What came in, and what a person must see to.

    Attributes:
        events: how many events our copy lacked; none where it had them all.
        ahead: how many events the other copy lacks: give it ours, too.
        decisions: those that came in, by coder.
        transcripts: the ids of those that came in; `corrected` of those with a revision that came in.
        codebooks: those brought into use, as `id version`.
        themes: the ids of themes that were made, named or dropped.
        withdrawn: participants who withdrew in the other copy; their words are gone from ours, too.
        conflicts: where one coder decided differently in the two copies.
        compacted: whether the file was written anew after a withdrawal.
        memos: those that came in, by author.
        other_versions: of the codebook in use, that copies made apart and nothing brought together yet.
    """

    events: int
    ahead: int
    decisions: Mapping[str, int]
    transcripts: tuple[str, ...]
    corrected: tuple[str, ...]
    codebooks: tuple[str, ...]
    themes: tuple[str, ...]
    withdrawn: tuple[str, ...]
    conflicts: tuple[Place, ...]
    compacted: bool = True
    memos: Mapping[str, int] = field(default_factory=dict)
    other_versions: tuple[str, ...] = ()


def merge(study: Study, path: Path, *, dry_run: bool = False) -> Merged:
    """Take in what another copy of this study holds and ours lacks; the other copy is only read.

    Doing it twice changes nothing more, and it does not matter which copy takes in which. What the machine made stays
    each copy's own.

    Args:
        study: ours.
        path: the other copy's file, or its folder.
        dry_run: report what would come in, and write nothing.

    Raises:
        StudyError: there is no study, it is another one, something in it does not verify, or both copies brought in
            different texts under one id.
    """
    with Study(Store.open(path / STUDY_FILE if path.is_dir() else path)) as other:
        _refuse_faults(path, other)
        union = union_of(study.store, other.store)
        _refuse_other_texts(study, other, union)
        _refuse_words_of_the_withdrawn(study, other, union)
        merged = _merged(union)
        if dry_run or not union.new:
            return merged
        with study.writing():
            union = union_of(study.store, other.store)
            take_in(study.store, other.store, union)
            if merged.withdrawn:
                study.store.runs.forget()
    return merged if not merged.withdrawn else _compacted(study, merged)


def _refuse_faults(path: Path, other: Study) -> None:
    faults = check_study(other.store)
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise StudyError(f"{path}: does not verify: {faults[0]}{more} Nothing came in. Ask for another copy.")


def _refuse_other_texts(study: Study, other: Study, union: Union) -> None:
    for (name, revision), contents in union.state.contents.items():
        texts = [text for content in contents for text in _kept(study, other, union, content)]
        if any(text != texts[0] for text in texts):
            what = "another text" if revision == 1 else "another correction"
            advice = (
                "Import it under another --id in a copy made before, and merge that."
                if revision == 1
                else "Take one back first (thematic log undo EVENT), then merge."
            )
            raise StudyError(f"{name} is {what} in each copy. Nothing came in. {advice}")


def _kept(study: Study, other: Study, union: Union, content: str) -> Iterator[object]:
    if content not in union.state.erased:
        log = study.store.log if study.store.log.holds(content) else other.store.log
        yield transcript_from(log.get(content))[0]


def _refuse_words_of_the_withdrawn(study: Study, other: Study, union: Union) -> None:
    """Refuse a copy that brought in words of somebody, or notes on them, who meanwhile withdrew in the other copy."""
    new = {event.hash for event in union.new}
    for event in union.events:
        if event.kind is EventKind.WITHDRAWAL and event.hash not in union.state.undone:
            side, whose = (study, "this copy") if event.hash in new else (other, "the other copy")
            known = event.hash in new or event.hash in union.ours
            if known and _still_has(side, event):
                who = event.data["participant"]
                advice = f"Withdraw {who} in that copy, too (thematic import --withdraw {who}), then merge."
                raise StudyError(f"{who} withdrew, and {whose} brought in or noted words of theirs since. {advice}")


def _still_has(side: Study, withdrawal: Event) -> bool:
    traces, erased = Traces(side, withdrawal.data["participant"]), set(withdrawal.data["erased"])
    texts = (one for one in traces.stored if any(map(traces.are_theirs, one.text.turns)))
    notes = (one.words for one in traces.notes() if one.theirs)
    lent = (digest for digest, _book in LentWords(side.store.log, traces).versions())
    return any(one not in erased for one in (*(text.content for text in texts), *notes, *lent))


def _merged(union: Union) -> Merged:
    def named(kind: EventKind, field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(event.data[field] for event in union.new if event.kind is kind))

    decisions = Counter(event.who for event in union.new if event.kind is EventKind.DECISION)
    books = (event.data for event in union.new if event.kind is EventKind.CODEBOOK)
    return Merged(
        events=len(union.new),
        ahead=len(union.ours),
        decisions=dict(sorted(decisions.items())),
        transcripts=named(EventKind.IMPORT, "transcript"),
        corrected=named(EventKind.REVISION, "transcript"),
        codebooks=tuple(dict.fromkeys(f"{data['id']} {data['version']}" for data in books)),
        themes=named(EventKind.THEME, "theme"),
        withdrawn=named(EventKind.WITHDRAWAL, "participant"),
        conflicts=tuple(union.state.conflicts),
        memos=dict(sorted(_memos(union).items())),
        other_versions=tuple(union.state.codebooks[one].version for one in union.state.rivals),
    )


def _memos(union: Union) -> Counter[str]:
    return Counter(one.who for one in union.new if one.kind is EventKind.MEMO and one.data["does"] == "write")


def _compacted(study: Study, merged: Merged) -> Merged:
    try:
        study.store.file.compact()
    except StudyError:
        return dataclasses.replace(merged, compacted=False)
    return merged
