"""The log in the study file: appending, reading and verifying events, and the texts they name by salted hash."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

from thematic.errors import StudyError
from thematic.store.events import Event, EventKind, in_order, parse, seal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from thematic.store.file import StudyFile

__all__ = ["Log"]

_SALT_BYTES = 16


class Log:
    """The event log of one open study, and its texts."""

    def __init__(self, file: StudyFile) -> None:
        """Read nothing yet."""
        self._file = file
        self._events: list[Event] = []
        # The events in their one order; none where one came in that does not follow all the others.
        self._ordered: list[Event] | None = []
        self._heads: set[str] = set()
        self._last = 0
        file.on_rollback(self._forget)

    def append(self, kind: EventKind, data: Mapping[str, Any], *, at: str, who: str) -> Event:
        """Append one event after all that are there. When the transaction ends, `kill -9` cannot lose it."""
        with self._file.writing() as db:
            self._catch_up()
            event, body = seal(kind, at=at, who=who, parents=self._heads, data=data)
            cursor = db.execute("INSERT INTO event (hash, body) VALUES (?, ?)", (event.hash, body))
            self._add(event, int(cursor.lastrowid or 0))
        return event

    def events(self) -> list[Event]:
        """Return all events in their one order.

        Raises:
            StudyError: an event does not have its hash, or a parent is missing.
        """
        self._catch_up()
        if self._ordered is None:
            try:
                self._ordered = in_order(self._events)
            except ValueError as error:
                raise self._damaged(str(error)) from None
        return list(self._ordered)

    def _forget(self) -> None:
        self._events, self._ordered, self._heads, self._last = [], [], set(), 0

    def put(self, data: bytes) -> str:
        """Keep a text and return the salted hash that names it."""
        salt = os.urandom(_SALT_BYTES)
        digest = _salted(salt, data)
        with self._file.writing() as db:
            db.execute("INSERT INTO blob (hash, salt, data) VALUES (?, ?, ?)", (digest, salt, data))
        return digest

    def get(self, digest: str) -> bytes:
        """Return the text that `digest` names.

        Raises:
            StudyError: it is missing, erased, or no longer what was stored.
        """
        with self._file.reading() as db:
            row = db.execute("SELECT salt, data FROM blob WHERE hash = ?", (digest,)).fetchone()
        if row is None or row[1] is None:
            raise self._damaged(f"the text {digest[:12]} is missing")
        salt, data = row
        if _salted(salt, data) != digest:
            raise self._damaged(f"the text {digest[:12]} was altered")
        return bytes(data)

    def erase(self, digests: Iterable[str]) -> None:
        """Erase texts, with their salts: what the log says of them can then no longer be tried against a guess."""
        with self._file.writing() as db:
            db.executemany("UPDATE blob SET data = NULL, salt = x'' WHERE hash = ?", [(one,) for one in digests])

    def holds(self, digest: str) -> bool:
        """Whether the text that `digest` names is here, and was not erased."""
        with self._file.reading() as db:
            row = db.execute("SELECT data IS NOT NULL FROM blob WHERE hash = ?", (digest,)).fetchone()
        return row is not None and bool(row[0])

    def texts(self) -> Iterator[tuple[str, bytes, bytes | None]]:
        """Yield every text as it is kept: its hash, salt and data; none where it was erased."""
        with self._file.reading() as db:
            yield from db.execute("SELECT hash, salt, data FROM blob ORDER BY hash")

    def keep(self, digest: str, salt: bytes, data: bytes | None) -> None:
        """Keep a text of another copy under the hash it has there; nothing happens where it is known."""
        with self._file.writing() as db:
            db.execute("INSERT OR IGNORE INTO blob (hash, salt, data) VALUES (?, ?, ?)", (digest, salt, data))

    def take_in(self, events: Iterable[Event]) -> None:
        """Add events of another copy as they are, each after those it follows.

        Raises:
            StudyError: one is not written in the one way in which events are.
        """
        with self._file.writing() as db:
            self._catch_up()
            for event in events:
                same, body = seal(event.kind, at=event.at, who=event.who, parents=event.parents, data=event.data)
                if same != event:
                    raise StudyError(f"event {event.hash[:12]} of the other copy was forged. Nothing came in.")
                cursor = db.execute("INSERT INTO event (hash, body) VALUES (?, ?)", (event.hash, body))
                self._add(event, int(cursor.lastrowid or 0))

    def is_same(self, digest: str, data: bytes) -> bool:
        """Whether `digest` names exactly `data`, without reading what is stored."""
        with self._file.reading() as db:
            row = db.execute("SELECT salt, length(data) FROM blob WHERE hash = ?", (digest,)).fetchone()
        # Texts of another length need not be hashed, which many files against many would make slow.
        return row is not None and row[1] == len(data) and _salted(row[0], data) == digest

    def fingerprint(self, digest: str, words: str) -> str:
        """Return a hash of some words of the text that `digest` names, salted as that text is.

        Equal words of one text have equal fingerprints, and nobody can guess them once the text is erased.
        """
        with self._file.reading() as db:
            row = db.execute("SELECT salt FROM blob WHERE hash = ?", (digest,)).fetchone()
        if row is None:
            raise self._damaged(f"the text {digest[:12]} is missing")
        return _salted(row[0], words.encode("utf-8", "surrogatepass"))

    def faults(self) -> Iterator[str]:
        """Yield everything wrong with the log and its texts, one sentence each."""
        with self._file.reading() as db:
            rows = db.execute("SELECT seq, hash, body FROM event ORDER BY seq").fetchall()
            last = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'event'").fetchone()
        events = []
        for seq, digest, body in rows:
            try:
                events.append(parse(digest, body))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                yield f"event {seq} ({str(digest)[:12]}) was altered: {error}."
        known = last[0] if last is not None else 0
        if len(rows) != known or (rows and rows[-1][0] != known):
            yield f"the log holds {len(rows)} of {known} events: some were removed."
        if not any(event.kind is EventKind.STUDY for event in events):
            yield "the log does not begin with a study: its first event is missing."
        try:
            in_order(events)
        except ValueError as error:
            yield f"the history is not whole: {error}."
        yield from self._text_faults()

    def _text_faults(self) -> Iterator[str]:
        with self._file.reading() as db:
            for digest, salt, data in db.execute("SELECT hash, salt, data FROM blob ORDER BY hash"):
                if data is not None and _salted(salt, data) != digest:
                    yield f"the stored text {str(digest)[:12]} was altered."

    def _catch_up(self) -> None:
        with self._file.reading() as db:
            rows = db.execute("SELECT seq, hash, body FROM event WHERE seq > ? ORDER BY seq", (self._last,)).fetchall()
        for seq, digest, body in rows:
            try:
                event = parse(digest, body)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise self._damaged(f"event {seq} was altered ({error})") from None
            self._add(event, seq)

    def _add(self, event: Event, seq: int) -> None:
        if self._ordered is not None and self._heads == set(event.parents):
            self._ordered.append(event)
        else:
            self._ordered = None
        self._heads.difference_update(event.parents)
        self._heads.add(event.hash)
        self._events.append(event)
        self._last = seq

    def _damaged(self, what: str) -> StudyError:
        return StudyError(f"{self._file.path}: damaged: {what}. Restore it from a copy.")


def _salted(salt: bytes, data: bytes) -> str:
    return hashlib.sha256(bytes(salt) + bytes(data)).hexdigest()
