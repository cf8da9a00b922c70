"""What the machine made: runs, their suggestions and candidates. Never a decision."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thematic.errors import StudyError
from thematic.model import Span, Suggestion
from thematic.store.codec import evidence_digest_text, evidence_from, evidence_to, themes_from, themes_to
from thematic.store.events import canonical
from thematic.text import sha256

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from thematic.model import Theme
    from thematic.store.file import StudyFile

__all__ = ["Runs", "StoredSuggestion", "suggestion_id"]

_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class StoredSuggestion:
    """A suggestion as the study keeps it.

    With its id, the revision it is about, the digest of its evidence, and the suggester that made it, with version.
    """

    id: str
    revision: int
    digest: str
    suggestion: Suggestion
    suggester: str = ""


def suggestion_id(suggestion: Suggestion, *, text_sha256: str, codebook: str, suggester: str) -> str:
    """Return the id of a suggestion: the same for the same words, place, code and suggester, in every run and copy."""
    place = f"{suggestion.span.start}|{suggestion.span.end}"
    return sha256(f"{text_sha256}|{place}|{codebook}:{suggestion.code}|{suggester}")[:_ID_DIGITS]


class Runs:
    """The runs of one open study."""

    def __init__(self, file: StudyFile) -> None:
        """Touch nothing yet."""
        self._file = file

    def keep_suggestions(
        self,
        rows: Sequence[tuple[str, int, Suggestion]],
        *,
        codebook: str,
        at: str,
        settings: Mapping[str, Any],
        suggester: str = "",
    ) -> None:
        """Replace a suggester's pending suggestions by those of a new run, each as (id, revision, suggestion).

        `suggester` is its name without its version; without one, all are replaced. Those of another codebook go, too.
        """
        with self._file.writing() as db:
            db.execute(
                """DELETE FROM suggestion WHERE codebook != ? OR run IN
                   (SELECT id FROM run WHERE json_extract(settings, '$.suggester') GLOB ?)""",
                (codebook, f"{suggester}/*" if suggester else "*"),
            )
            run = db.execute(
                "INSERT INTO run (kind, at, settings) VALUES ('code', ?, ?)", (at, canonical(settings))
            ).lastrowid
            db.executemany(
                "INSERT INTO suggestion VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (_row(run, codebook, *row) for row in rows),
            )

    def hand_on(self, codebook: str, to: str, but: Collection[str] = ()) -> None:
        """Let what was suggested with one codebook version stand for another, `but` for codes that differ in it."""
        unchanged = "code NOT IN (SELECT value FROM json_each(?))"
        with self._file.writing() as db:
            db.execute(
                f"UPDATE suggestion SET codebook = ? WHERE codebook = ? AND {unchanged}",  # noqa: S608  no value in it
                (to, codebook, canonical(sorted(but))),
            )

    def suggestions(self, codebook: str, current: Mapping[str, int]) -> list[StoredSuggestion]:
        """Return the suggestions of the last run with this codebook version, by transcript and place, best first.

        Those of a revision that is not `current`, by transcript, are left out.

        Raises:
            StudyError: what is stored cannot be read; another run mends it.
        """
        return _of_now(self._read("codebook = ?", (codebook,)), current)

    def outlines(self, codebook: str, current: Mapping[str, int]) -> list[StoredSuggestion]:
        """Return the same without their evidence, which takes most of the time to read. `full` gives it."""
        return _of_now(self._read("codebook = ?", (codebook,), evidence="NULL"), current)

    def full(self, outline: StoredSuggestion) -> StoredSuggestion:
        """Return a suggestion with its evidence; as it is where another run has replaced it since."""
        found = self._read("id = ? AND revision = ?", (outline.id, outline.revision))
        return next((one for one in found if one.digest == outline.digest), outline)

    def suggestions_at(self, codebook: str, transcript: str, revision: int, code: str) -> list[StoredSuggestion]:
        """Return those of one revision and code. Raises as `suggestions`."""
        condition = "codebook = ? AND transcript = ? AND revision = ? AND code = ?"
        return self._read(condition, (codebook, transcript, revision, code))

    def suggestions_of(self, transcript: str, revision: int) -> list[tuple[str, str, StoredSuggestion]]:
        """Return those of one revision as (codebook version, suggester, suggestion). Raises as `suggestions`."""
        query = """SELECT DISTINCT codebook, json_extract(settings, '$.suggester')
                   FROM suggestion JOIN run ON run.id = run WHERE transcript = ? AND revision = ?"""
        with self._file.reading() as db:
            kinds = db.execute(query, (transcript, revision)).fetchall()
        condition = "codebook = ? AND transcript = ? AND revision = ?"
        return [(book, by, one) for book, by in kinds for one in self._read(condition, (book, transcript, revision))]

    def carry_suggestions(self, rows: Sequence[tuple[str, str, int, Suggestion]]) -> None:
        """Add suggestions that were found again in a later revision, each as (old id, new id, revision, suggestion)."""
        with self._file.writing() as db:
            for old, key, revision, one in rows:
                query = "SELECT run, codebook FROM suggestion WHERE id = ? ORDER BY run DESC"
                run, codebook = db.execute(query, (old,)).fetchone()
                values = _row(run, codebook, key, revision, one)
                db.execute("INSERT OR REPLACE INTO suggestion VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)

    def forget(self) -> None:
        """Erase suggestions, candidates and vectors, with their runs: they may give away words that must go.

        What stays of the runs of suggesters is which one it was, and the encoder: what the study is to use again; and
        of any run, that it was made although the study's approach speaks against it.
        """
        with self._file.writing() as db:
            db.execute("DELETE FROM suggestion")
            db.execute("DELETE FROM vector")
            noted = "json_extract(settings, '$.anyway')"
            db.execute(f"DELETE FROM run WHERE kind NOT IN ('export', 'code') AND {noted} IS NULL")  # noqa: S608 only ours
            db.execute(
                f"""UPDATE run SET result = '[]', settings = json_object('anyway', {noted})
                    WHERE kind = 'themes'"""  # noqa: S608 only ours
            )
            db.execute(
                """UPDATE run SET result = NULL, settings = json_object(
                   'suggester', json_extract(settings, '$.suggester'), 'encoder', json_extract(settings, '$.encoder'),
                   'anyway', json_extract(settings, '$.anyway'))
                   WHERE kind = 'code'"""
            )

    def _read(
        self, condition: str, values: tuple[str | int, ...], evidence: str = "evidence"
    ) -> list[StoredSuggestion]:
        query = f"""SELECT id, revision, digest, transcript, start, "end", code, score, negative, {evidence}, run
                    FROM suggestion WHERE {condition}
                    ORDER BY transcript, start, "end", score DESC, code"""  # noqa: S608 only our own conditions
        with self._file.reading() as db:
            rows = db.execute(query, values).fetchall()
            # Settings are long, and a run has many suggestions: each is read once.
            suggesters = dict(db.execute("SELECT id, json_extract(settings, '$.suggester') FROM run"))
        try:
            return [_stored(row, suggesters[row[-1]]) for row in rows]
        except (ValueError, KeyError, TypeError):
            raise StudyError(
                f"{self._file.path}: the suggestions are damaged. Make them anew: thematic code."
            ) from None

    def keep_themes(self, themes: Sequence[Theme], *, at: str, settings: Mapping[str, Any]) -> None:
        """Keep the candidates of a clustering; earlier candidates stay in their own runs."""
        with self._file.writing() as db:
            db.execute(
                "INSERT INTO run (kind, at, settings, result) VALUES ('themes', ?, ?, ?)",
                (at, canonical(settings), themes_to(themes)),
            )

    def candidates(self, current: Mapping[str, int]) -> tuple[Theme, ...]:
        """Return the candidates of the last clustering whose excerpts stand in `current` revisions; none before any."""
        query = "SELECT result, settings FROM run WHERE kind = 'themes' ORDER BY id DESC"
        with self._file.reading() as db:
            rows = db.execute(query).fetchall()
        try:
            read = ((themes_from(result), json.loads(settings).get("revisions", {})) for result, settings in rows)
            return next((themes for themes, made in read if _stand(themes, made, current)), ())
        except (ValueError, KeyError, TypeError):
            advice = "Make them anew: thematic themes suggest."
            raise StudyError(f"{self._file.path}: the candidate themes are damaged. {advice}") from None

    def last_settings(self, suggester: str) -> dict[str, Any]:
        """Return the settings of a suggester's last run, by its name without version; none before any."""
        query = """SELECT settings FROM run WHERE kind = 'code' AND json_extract(settings, '$.suggester') GLOB ?
                   ORDER BY id DESC LIMIT 1"""
        with self._file.reading() as db:
            row = db.execute(query, (f"{suggester}/*",)).fetchone()
        found: dict[str, Any] = json.loads(row[0]) if row else {}
        return found

    def went_ahead(self) -> tuple[str, ...]:
        """Return what was done although the study's approach speaks against it, sorted."""
        query = "SELECT DISTINCT json_extract(settings, '$.anyway') FROM run"
        with self._file.reading() as db:
            return tuple(sorted(what for (what,) in db.execute(query) if what))

    def keep_export(self, *, at: str, settings: Mapping[str, Any]) -> None:
        """Remember that something was exported; a study that cannot be written can still be exported from."""
        with suppress(StudyError), self._file.writing() as db:
            db.execute("INSERT INTO run (kind, at, settings) VALUES ('export', ?, ?)", (at, canonical(settings)))

    def exports(self) -> list[tuple[str, dict[str, Any]]]:
        """Return when and what was exported, in order."""
        with self._file.reading() as db:
            rows = db.execute("SELECT at, settings FROM run WHERE kind = 'export' ORDER BY id").fetchall()
        return [(at, json.loads(settings)) for at, settings in rows]


def _stand(themes: Sequence[Theme], made: Mapping[str, int], current: Mapping[str, int]) -> bool:
    """Whether all that candidates of these revisions rest on stands in the current ones; 1 where none was noted."""
    names = {name for theme in themes for name, _ in theme.excerpts}
    return all(made.get(name, 1) == current.get(name) for name in names)


def _of_now(found: Sequence[StoredSuggestion], current: Mapping[str, int]) -> list[StoredSuggestion]:
    return [one for one in found if current.get(one.suggestion.transcript) == one.revision]


def _row(run: int | None, codebook: str, key: str, revision: int, one: Suggestion) -> tuple[object, ...]:
    digest = sha256(evidence_digest_text(one.evidence))[:_ID_DIGITS]
    place = (one.transcript, revision, one.span.start, one.span.end)
    return (key, run, codebook, *place, one.code, one.score, int(one.negative), evidence_to(one.evidence), digest)


def _stored(row: Sequence[Any], by: str | None) -> StoredSuggestion:
    key, revision, digest, transcript, start, end, code, score, negative, evidence, _run = row
    pieces = () if evidence is None else evidence_from(evidence)
    suggestion = Suggestion(transcript, Span(start, end), code, score, pieces, bool(negative))
    return StoredSuggestion(key, revision, digest, suggestion, by or "")
