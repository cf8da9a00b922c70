"""`thematic check`: is everything still what it was, and where it was? As `git fsck`."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from thematic.errors import StudyError
from thematic.model import Span
from thematic.segments import plain_id
from thematic.store.codec import codebook_from, people_from, themes_from, transcript_from, words_from
from thematic.store.events import EventKind
from thematic.store.memos import TargetKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from thematic.model import Transcript
    from thematic.store import State, Store
    from thematic.store.events import Event

    # What stands on words: its name, its place and the fingerprint of the words.
    Anchor = tuple[str, tuple[str, Span], str]

__all__ = ["check_study", "log_faults", "misplaced"]


def check_study(store: Store) -> tuple[str, ...]:
    """Return everything that is wrong with a study, one sentence each; none when all is well.

    It looks at the file's structure, every event's hash and links, every stored text's hash, and whether every
    decision, theme, memo and suggestion still stands inside the text it is about and names a code that exists.
    """
    faults = [f"the file is damaged: {fault}." for fault in store.file.damage()]
    try:
        faults += list(log_faults(store))
        faults = faults or list(_meaning_faults(store))
    except StudyError as error:
        faults.append(str(error))
    return tuple(faults)


def log_faults(store: Store) -> Iterator[str]:
    """Yield what is wrong with the log itself: hashes, links, removals, and texts that cannot be read."""
    faults = list(store.log.faults())
    yield from faults
    if not faults:
        events = store.log.events()
        yield from itertools.chain.from_iterable(_unreadable(store, event, _erased(events)) for event in events)


def misplaced(store: Store, state: State, texts: Mapping[str, Transcript]) -> Iterator[str]:
    """Yield a sentence for each decision and each theme's excerpt whose words are not those it was made on."""
    for anchor in _anchors(state):
        yield from _not_there(store, state, texts, anchor)


def _not_there(store: Store, state: State, texts: Mapping[str, Transcript], anchor: Anchor) -> Iterator[str]:
    """Yield a sentence where the words at a place are not those that something was made on."""
    name, (transcript, span), words = anchor
    faults = list(_outside(name, transcript, span, texts))
    yield from faults
    if faults:
        return
    here, kept = texts[transcript].words_at(span), state.contents[transcript, state.current[transcript]]
    # Two copies that brought in one text each hashed its words in their own way.
    if not any(store.log.fingerprint(content, here) == words for content in kept):
        yield f"{name}: the words at {transcript}:{span.start}-{span.end} are not those it was made on."


def _stray_memos(store: Store, state: State, texts: Mapping[str, Transcript]) -> Iterator[str]:
    """Yield a sentence for each memo that is on what was never there, or on other words than it was written on."""
    for memo in state.memos.values():
        target, name = memo.target, f"memo {memo.id[:12]}"
        if target.span is not None and state.current.get(target.id) in {None, target.revision}:
            yield from _not_there(store, state, texts, (name, (target.id, target.span), target.words))
        elif target.kind is TargetKind.TRANSCRIPT and target.id not in texts:
            yield f"{name}: there is no transcript {target.id}."


def _anchors(state: State) -> Iterator[Anchor]:
    """Yield what a table may rest on."""
    for record in state.decisions:
        one = record.decision
        # What waits to be placed stands on an earlier text, which never changes and is hashed as a whole.
        if state.current.get(one.transcript) == one.revision:
            yield f"decision {record.event[:12]}", (one.transcript, one.span), record.words
    for theme in state.themes.values():
        for place, words in zip(theme.excerpts, theme.words_of, strict=True):
            yield f"an excerpt of {theme.id}", place, words


def _meaning_faults(store: Store) -> Iterator[str]:
    state = store.state()
    texts = {one: transcript_from(store.log.get(record.content))[0] for one, record in state.transcripts.items()}
    for transcript in texts.values():
        yield from _turn_faults(transcript)
    yield from misplaced(store, state, texts)
    yield from _stray_memos(store, state, texts)
    yield from _unknown_codes(store, state)
    yield from _stray_suggestions(store, state, texts)
    store.runs.candidates(state.current)


def _stray_suggestions(store: Store, state: State, texts: Mapping[str, Transcript]) -> Iterator[str]:
    for sha256, record in state.codebooks.items():
        codes = {code.id for code in codebook_from(store.log.get(record.content)).codes}
        for one in store.runs.suggestions(sha256, state.current):
            yield from _outside(f"suggestion {one.id}", one.suggestion.transcript, one.suggestion.span, texts)
            if one.suggestion.code not in codes:
                yield f'suggestion {one.id}: no code "{one.suggestion.code}" in its codebook.'


def _erased(events: Sequence[Event]) -> frozenset[str]:
    """Return the hashes of the texts that somebody's withdrawal erased."""
    withdrawals = (event for event in events if event.kind is EventKind.WITHDRAWAL)
    return frozenset(digest for event in withdrawals for digest in event.data["erased"])


def _unreadable(store: Store, event: Event, erased: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each text an event names that cannot be read as what it should be."""
    changes = (event.data, *event.data.get("also", ()))
    for field, read, data in ((*one, data) for one in _READERS.get(event.kind, {}).items() for data in changes):
        digest = data.get(field)
        if digest is None or digest in erased:
            continue
        try:
            read(store.log.get(digest))
        except (StudyError, ValueError, KeyError, TypeError):
            yield f"event {event.hash[:12]}: its {field} cannot be read."


def _turn_faults(transcript: Transcript) -> Iterator[str]:
    joined = "\n".join(transcript.words_at(turn.span) for turn in transcript.turns)
    if joined != transcript.text:
        yield f"{transcript.id}: its turns do not add up to its text."
    for turn in transcript.turns:
        if not all(turn.span.holds(sentence) for sentence in turn.sentences):
            yield f"{plain_id(transcript, turn)}: a sentence lies outside its turn."


def _unknown_codes(store: Store, state: State) -> Iterator[str]:
    codes = {
        sha256: {code.id for code in codebook_from(store.log.get(record.content)).codes}
        for sha256, record in state.codebooks.items()
    }
    for record in state.decisions:
        code = record.made_as or record.decision.code
        if code not in codes.get(record.decision.codebook, ()):
            yield f'decision {record.event[:12]}: no code "{code}" in its codebook.'


def _outside(name: str, transcript: str, span: Span, texts: Mapping[str, Transcript]) -> Iterator[str]:
    if transcript not in texts:
        yield f"{name}: there is no transcript {transcript}."
    elif not Span(0, len(texts[transcript].text)).holds(span):
        yield f"{name}: {span.start}-{span.end} lies outside {transcript}."


_READERS: dict[EventKind, dict[str, Callable[[bytes], object]]] = {
    EventKind.IMPORT: {"content": transcript_from, "original": len},
    EventKind.REVISION: {"content": transcript_from, "original": len, "people": people_from},
    EventKind.PARTICIPANTS: {"people": people_from},
    EventKind.CODEBOOK: {"content": codebook_from, "note": words_from},
    EventKind.DECISION: {"note": words_from},
    EventKind.MEMO: {"words": words_from},
    EventKind.SUMMARY: {"words": words_from},
    EventKind.THEME: {"words": words_from, "origin": lambda data: themes_from(data.decode())},
}
