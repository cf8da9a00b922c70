"""Memos: dated, authored, typed notes on anything. A reflexive one is its author's alone until they share it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thematic.errors import StudyError, UsageError, did_you_mean
from thematic.ingest.imported import plural
from thematic.model import MemoKind
from thematic.store.codec import words_from, words_to
from thematic.store.events import EventKind
from thematic.store.memos import MemoStep, Target, target_to
from thematic.text import normalise, one_line
from thematic.workflow.study import need_person
from thematic.workflow.targets import STUDY, lies_on, refuse_other_text, target_name, target_of, words_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thematic.store.memos import MemoRecord
    from thematic.workflow.study import Act, Study

__all__ = [
    "Memo",
    "MemosFound",
    "MemosWanted",
    "drop_memo",
    "edit_memo",
    "find_memo",
    "memos_of",
    "private_memos",
    "share_memo",
    "write_memo",
]

_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo with its words, for somebody who may read them.

    Attributes:
        id: the hash of the event that wrote it; its first digits name it.
        target: what it is on, as people call it; `quote` are the words there, where it is on words.
        where: the same as the log keeps it.
        private: whether only its author may read it.
        changed: when its words were last written.
        earlier: the versions before, each as (when it was written, its words), oldest first.
    """

    id: str
    author: str
    at: str
    kind: MemoKind
    target: str
    where: Target
    text: str
    private: bool
    changed: str
    quote: str = ""
    earlier: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MemosWanted:
    """Which memos: on what (or within it), of which kind, by whom. All that is said must hold."""

    on: str | None = None
    kind: MemoKind | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class MemosFound:
    """The memos that somebody may read, oldest first, and how many private ones of others there are, by author."""

    memos: tuple[Memo, ...]
    private: Mapping[str, int] = field(default_factory=dict)


def write_memo(  # noqa: PLR0913  the words, on what, of which kind, and who
    study: Study,
    text: str,
    *,
    kind: MemoKind = MemoKind.ANALYTIC,
    target: str | Target = STUDY,
    act: Act,
    dry_run: bool = False,
) -> Memo | None:
    """Write a memo; when this returns, `kill -9` cannot lose it. A dry run checks it all and returns none.

    `target` is what `targets.target_of` understands, or a place that a person saw (`targets.span_target`).

    Raises:
        UsageError: there are no words, nothing has the target's name, or nobody is named as its author.
        StudyError: the text of the place that was given was corrected meanwhile.
    """
    need_person(act, "writes it")
    words = _words(text)
    if dry_run:
        _place(study, target)
        return None
    with study.writing() as log:
        place = _place(study, target)
        data = {"does": MemoStep.WRITE.value, "type": kind.value, "target": target_to(place), "words": log.put(words)}
        event = log.append(EventKind.MEMO, data, at=act.at, who=act.who)
    return _memo(study, study.state.memos[event.hash], act.who)


def edit_memo(study: Study, memo_id: str, text: str, *, act: Act, dry_run: bool = False) -> None:
    """Give a memo other words; the earlier ones stay as its earlier version.

    Raises:
        UsageError: there is no such memo, it is somebody else's, or it says so already.
    """
    words = _words(text)
    with study.writing() as log:
        memo = _own(study, memo_id, act)
        if words == log.get(memo.words):
            raise UsageError(f"memo {memo.id[:10]} says that already; nothing was recorded.")
        if not dry_run:
            data = {"does": MemoStep.EDIT.value, "memo": memo.id, "words": log.put(words)}
            log.append(EventKind.MEMO, data, at=act.at, who=act.who)


def share_memo(study: Study, memo_id: str, *, act: Act, dry_run: bool = False) -> None:
    """Let everybody read a reflexive memo as it is now; earlier versions stay its author's.

    Raises:
        UsageError: there is no such memo, it is somebody else's, or everybody reads it already.
    """
    with study.writing() as log:
        memo = _own(study, memo_id, act)
        if not memo.private:
            raise UsageError(f"memo {memo.id[:10]} is not private: everybody who has the study reads it already.")
        if not dry_run:
            data = {"does": MemoStep.SHARE.value, "memo": memo.id}
            log.append(EventKind.MEMO, data, at=act.at, who=act.who)


def drop_memo(study: Study, memo_id: str, *, act: Act, dry_run: bool = False) -> str:
    """Drop a memo, and return its event, which an undo takes back. Its words stay in the file.

    Raises:
        UsageError: there is no such memo, or it is somebody else's.
    """
    with study.writing() as log:
        memo = _own(study, memo_id, act)
        if dry_run:
            return ""
        data = {"does": MemoStep.DROP.value, "memo": memo.id}
        return log.append(EventKind.MEMO, data, at=act.at, who=act.who).hash


def memos_of(study: Study, reader: str, wanted: MemosWanted | None = None) -> MemosFound:
    """Return the memos that `reader` may read (nobody's private ones where it is empty), and how many are hidden.

    Raises:
        UsageError: what is wanted names nothing here.
    """
    wanted = wanted or MemosWanted()
    found = _wanted(study, wanted)
    hidden = Counter(one.author for one in found if _hidden(one, reader))
    shown = tuple(_memo(study, one, reader) for one in found if not _hidden(one, reader))
    return MemosFound(shown, dict(sorted(hidden.items())))


def find_memo(study: Study, memo_id: str, reader: str) -> Memo:
    """Return the memo whose id begins so.

    Raises:
        UsageError: there is none or several, or it is somebody else's private one.
    """
    memo = _record(study, memo_id)
    if _hidden(memo, reader):
        raise UsageError(f"it is a private memo by {memo.author}: only {memo.author} reads it, until they share it.")
    return _memo(study, memo, reader)


def private_memos(count: int, author: str) -> str:
    """Return `2 private memos by ben`."""
    return f"{plural(count, 'private memo')} by {author}"


def _wanted(study: Study, wanted: MemosWanted) -> list[MemoRecord]:
    memos = list(study.state.memos.values())
    authors = sorted({one.author for one in memos})
    if wanted.author is not None and wanted.author not in authors:
        shown = one_line(wanted.author, 40)
        raise UsageError(f'no memo is by "{shown}".{did_you_mean(wanted.author, authors)}')
    whole = target_of(study, wanted.on) if wanted.on is not None else None
    return [
        one
        for one in memos
        if wanted.author in {None, one.author}
        and wanted.kind in {None, one.kind}
        and (whole is None or lies_on(one.target, whole))
    ]


def _hidden(memo: MemoRecord, reader: str) -> bool:
    return memo.private and memo.author != reader


def _words(text: str) -> bytes:
    """Return a memo's words as they are kept."""
    words = normalise(text).strip()
    if not words:
        raise UsageError("the memo is empty; nothing was recorded. Give it some words.")
    if len(words) > _LONGEST:
        raise UsageError(f"the memo has {len(words):,} characters, and may have {_LONGEST:,}. Make several of it.")
    try:
        return words_to(memo=words)
    except UnicodeEncodeError:
        raise UsageError("the memo is not Unicode text; nothing was recorded. Type it anew.") from None


def _place(study: Study, target: str | Target) -> Target:
    if isinstance(target, str):
        return target_of(study, target)
    refuse_other_text(study, target)
    return target


def _record(study: Study, memo_id: str) -> MemoRecord:
    memos = study.state.memos
    found = [one for one in memos.values() if memo_id and one.id.startswith(memo_id.casefold())]
    if len(found) != 1:
        shown = one_line(memo_id, 20)
        raise UsageError(f'{len(found) or "no"} memos begin with "{shown}". See `thematic memo list` for their ids.')
    return found[0]


def _own(study: Study, memo_id: str, act: Act) -> MemoRecord:
    need_person(act, "changes it")
    memo = _record(study, memo_id)
    if memo.author != act.who:
        raise UsageError(f"it is a memo by {memo.author}: only {memo.author} changes it. Write one of your own.")
    return memo


def _memo(study: Study, one: MemoRecord, reader: str) -> Memo:
    earlier = one.earlier if one.author == reader else one.earlier[one.kept_back :]
    return Memo(
        id=one.id,
        author=one.author,
        at=one.at,
        kind=one.kind,
        target=target_name(study, one.target),
        where=one.target,
        text=_text(study, one.words),
        private=one.private,
        changed=one.changed,
        quote=words_on(study, one.target),
        earlier=tuple((at, _text(study, words)) for at, words in earlier),
    )


def _text(study: Study, words: str) -> str:
    try:
        return words_from(study.store.log.get(words))["memo"]
    except (KeyError, ValueError):
        raise StudyError("the words of a memo cannot be read. Run `thematic check`.") from None
