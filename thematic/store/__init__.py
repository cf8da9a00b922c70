"""The study file, the only place that knows SQLite: an append-only log, the texts it names, and what machines made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from thematic.errors import StudyError
from thematic.store.contents import StoredTexts, StoredVectors
from thematic.store.events import EventKind
from thematic.store.file import STUDY_FILE, StudyFile, find_study, refuse_taken
from thematic.store.log import Log
from thematic.store.records import State
from thematic.store.runs import Runs, StoredSuggestion, suggestion_id
from thematic.store.state import fold, further

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thematic.store.events import Event

__all__ = [
    "STUDY_FILE",
    "State",
    "Store",
    "StoredSuggestion",
    "StoredVectors",
    "find_study",
    "refuse_taken",
    "suggestion_id",
]


class Store:
    """An open study: its file, log, runs, and what was made of texts. Use as a context manager."""

    def __init__(self, file: StudyFile) -> None:
        """Wrap an open file; use `Store.open` or `Store.create`."""
        self.file = file
        self.log = Log(file)
        self.runs = Runs(file)
        self.vectors = StoredVectors(file)
        self.texts = StoredTexts(file)
        self._folded: tuple[list[Event], State] | None = None

    @classmethod
    def create(cls, path: Path, root: Mapping[str, object], *, at: str, who: str) -> Store:
        """Make a study whose first event is `root`. Raises StudyError where something is there already."""

        def begin(file: StudyFile) -> None:
            Log(file).append(EventKind.STUDY, root, at=at, who=who)

        return cls(StudyFile.create(path, begin))

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open a study. Raises StudyError where it is missing, foreign, newer or damaged."""
        return cls(StudyFile.open(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def state(self) -> State:
        """Return where the study stands: the fold of its log. Raises StudyError where an event makes no sense."""
        events = self.log.events()
        try:
            state = self._further(events) or fold(events)
        except (KeyError, ValueError, TypeError):
            raise StudyError(f"{self.file.path}: an event in its log makes no sense to this version.") from None
        self._folded = (events, state)
        return state

    def _further(self, events: list[Event]) -> State | None:
        """Return the state by what came after the last one, where that is enough."""
        if self._folded is None:
            return None
        known, state = self._folded
        return further(state, events[len(known) :]) if events[: len(known)] == known else None
