"""An open study as the verbs see it: its state, and the values that the state names."""

from __future__ import annotations

import dataclasses
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from thematic import language
from thematic.errors import StudyError, UsageError, did_you_mean
from thematic.model import Approach, Role, Theme, ThemeStatus
from thematic.store import STUDY_FILE, Store, find_study, refuse_taken
from thematic.store.codec import codebook_from, people_from, themes_from, transcript_from, words_from
from thematic.text import one_line
from thematic.workflow.people import People

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from thematic.model import Codebook, Decision, Participant, Span, Transcript
    from thematic.store import State, StoredSuggestion
    from thematic.store.log import Log
    from thematic.store.records import DecisionRecord, ThemeRecord

__all__ = ["Act", "Study", "create_study", "need_person"]


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, and when: a coder's id (empty where none is needed) and a UTC time in ISO 8601."""

    who: str
    at: str


def need_person(act: Act, what: str) -> None:
    """Raise UsageError where nobody is named for what only a person does: `decides`, `names it`, `drops it`."""
    if not act.who:
        raise UsageError(f"who {what}? Say --coder NAME (such as --coder ana), or set THEMATIC_CODER.")


class Study:
    """An open study. Use as a context manager; what it returns is read once and kept until something is written."""

    def __init__(self, store: Store) -> None:
        """Wrap an open store; use `Study.open`."""
        self.store = store
        self.folder = store.file.path.parent
        self._speaking = ExitStack()
        self._state: State | None = None
        self._people: People | None = None
        self._people_of: list[str] = []
        self._transcripts: dict[str, Transcript] | None = None
        self._transcripts_of: list[str] = []
        self._codebook: Codebook | None = None

    @classmethod
    def open(cls, folder: Path | str = ".") -> Self:
        """Open the study of `folder`, or of the nearest folder around it.

        Raises:
            StudyError: there is none, or it cannot be opened.
        """
        return cls(Store.open(find_study(Path(folder))))

    def __enter__(self) -> Self:
        self._speaking.enter_context(language.speaking(lambda: self.state.language))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._speaking.close()
        self.store.__exit__(kind, error, at)

    @contextmanager
    def writing(self) -> Iterator[Log]:
        """Give the log inside one transaction, which is on disk when the block ends.

        The state is read anew inside it: whatever another program did before the lock was ours is seen, and what is
        checked in the block still holds when the block writes.
        """
        with self.store.file.writing():
            self._state = None
            try:
                yield self.store.log
            finally:
                self._state = None

    @contextmanager
    def trying(self) -> Iterator[None]:
        """Take back whatever the block writes, when it ends: what would be refused is refused, and nothing changes."""
        with suppress(_TakenBack), self.writing():
            yield
            raise _TakenBack

    @property
    def state(self) -> State:
        """Where the study stands."""
        if self._state is None:
            self._state = self.store.state()
        return self._state

    @property
    def people(self) -> People:
        """Who speaks where."""
        if self._people is None or self._people_of != self.state.people:
            tables = [people_from(self.store.log.get(digest)) for digest in self.state.people]
            self._people, self._people_of = People.of(tables), self.state.people
        return self._people

    @property
    def participants(self) -> tuple[Participant, ...]:
        """The participants who speak in the transcripts that are here, moderators left out, in order of id."""
        turns = (turn for one in self.transcripts.values() for turn in one.turns)
        present = {turn.participant for turn in turns if turn.role is Role.PARTICIPANT}
        return tuple(one for one in self.people.participants if one.id in present)

    @property
    def transcripts(self) -> dict[str, Transcript]:
        """The current revision of each transcript by id, in order of id, roles and participants filled in."""
        records = [self.state.transcripts[one] for one in sorted(self.state.transcripts)]
        rests_on = [*self.state.people, *(record.content for record in records)]
        if self._transcripts is None or self._transcripts_of != rests_on:
            found = {}
            for record in records:
                raw, _source = transcript_from(self.store.log.get(record.content))
                found[record.id] = self.people.named(raw)
            self._transcripts, self._transcripts_of = found, rests_on
        return self._transcripts

    def speakers(self) -> dict[str, set[str]]:
        """Return the speakers' labels of each transcript by id. Reads one transcript at a time and keeps none."""
        contents = ((one.id, one.content) for one in self.state.transcripts.values())
        texts = ((name, transcript_from(self.store.log.get(content))[0]) for name, content in contents)
        return {name: {turn.speaker for turn in text.turns if turn.speaker} for name, text in texts}

    def transcript(self, name: str) -> Transcript:
        """Return the transcript called `name`.

        Raises:
            UsageError: there is none; the message proposes the closest.
        """
        if name not in self.transcripts:
            raise UsageError(f'no transcript "{name}" in this study.{did_you_mean(name, self.transcripts)}')
        return self.transcripts[name]

    def revision(self, name: str, number: int) -> Transcript | None:
        """Return a revision of a transcript, roles and participants filled in; none where it is gone."""
        record = self.state.revisions.get((name, number))
        if record is None or record.content in self.state.erased:
            return None
        raw, _source = transcript_from(self.store.log.get(record.content))
        return self.people.named(raw)

    @property
    def codebook(self) -> Codebook:
        """The codebook in use.

        Raises:
            StudyError: none is in use yet.
        """
        if self.state.codebook is None:
            raise StudyError("no codebook is in use. Choose one: thematic codebook use sp-mechanisms.")
        if self._codebook is None or self._codebook.sha256 != self.state.codebook:
            self._codebook = self.version(self.state.codebook)
        return self._codebook

    def version(self, sha256: str) -> Codebook:
        """Return a codebook version that was ever in use. Raises KeyError where none has this hash."""
        return codebook_from(self.store.log.get(self.state.codebooks[sha256].content))

    def codes_of(self, sha256: str) -> frozenset[str]:
        """Return the ids of the codes of a codebook version that was ever in use."""
        return frozenset(code.id for code in self.version(sha256).codes)

    def fingerprint(self, transcript: str, span: Span) -> str:
        """Return the fingerprint of the words at a place, as the log keeps it."""
        words = self.transcripts[transcript].words_at(span)
        return self.store.log.fingerprint(self.state.transcripts[transcript].content, words)

    def noted(self, record: DecisionRecord) -> Decision:
        """Return a decision with the coder's note, where there is one."""
        if record.note is None:
            return record.decision
        return dataclasses.replace(record.decision, note=words_from(self.store.log.get(record.note))["note"])

    def suggestions(self) -> list[StoredSuggestion]:
        """Return what the machine suggested with the codebook in use, in the texts as they are now."""
        book = self.state.codebook
        return self.store.runs.suggestions(book, self.state.current) if book else []

    def candidates(self) -> tuple[Theme, ...]:
        """Return the machine's last candidates that stand in the texts as they are now."""
        return self.store.runs.candidates(self.state.current)

    @property
    def own_themes(self) -> tuple[Theme, ...]:
        """The themes that people made, in order of id; dropped ones left out."""
        records = [one for one in self.state.themes.values() if one.status is not ThemeStatus.DROPPED]
        found = []
        for record in sorted(records, key=lambda one: (len(one.id), one.id)):
            words = words_from(self.store.log.get(record.words)) if record.words else {}
            origin = None if record.origin in self.state.erased else record.origin
            theme = themes_from(self.store.log.get(origin).decode())[0] if origin else Theme(record.id)
            theme = _where_it_stands(theme, record)
            found.append(
                dataclasses.replace(
                    theme,
                    name=words.get("name", ""),
                    concept=words.get("concept", ""),
                    boundary=words.get("boundary", ""),
                )
            )
        return tuple(found)


class _TakenBack(Exception):  # noqa: N818  no error: how a trial ends
    """Rolls a transaction back that did what it should."""


def _where_it_stands(theme: Theme, record: ThemeRecord) -> Theme:
    """Return a theme as it was named, its excerpts where they stand now; those that stand nowhere are left out."""
    now = {(place[0], origin): place for place, origin in zip(record.excerpts, record.origins, strict=True)}
    return dataclasses.replace(
        theme,
        id=record.id,
        status=record.status,
        excerpts=record.excerpts,
        central=tuple(now[place] for place in theme.central if place in now),
        edge=tuple(now[place] for place in theme.edge if place in now),
        against=tuple(now[place] for place in theme.against if place in now),
        parent=record.parent,
    )


def create_study(  # noqa: PLR0913  what a study is, and who makes it
    folder: Path,
    *,
    approach: Approach,
    study_id: str,
    act: Act,
    spoken: str = language.ENGLISH,
    open_coding: bool = False,
) -> Study:
    """Make a study in `folder` (made where it is missing) and open it.

    Raises:
        UsageError: its texts cannot be read in the language.
        StudyError: a study is there already, or the folder cannot be written.
    """
    refuse_taken(folder / STUDY_FILE)
    if not language.is_known(spoken):
        advice = "Give a code such as en, de, fr, es, it or nl."
        raise UsageError(f'texts in "{one_line(spoken, 20)}" cannot be read. {advice}')
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudyError(f"{folder}: cannot be made ({error.strerror}). Choose another place.") from None
    root: dict[str, object] = {"study": study_id, "approach": approach.value}
    # What the log says of a study in English is what it said before there were others.
    root |= {} if spoken == language.ENGLISH else {"language": spoken}
    root |= {"open": True} if open_coding else {}
    return Study(Store.create(folder / STUDY_FILE, root, at=act.at, who=act.who))
