"""The study file: making, finding and opening it, and the two ways of touching it.

Journal mode DELETE and synchronous FULL, because researchers copy, mail and sync this file: a copy of `study.db` alone
is whole (docs/adr/0003-the-study-file.md). Writers queue up (`BEGIN IMMEDIATE`) instead of failing half-way.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from thematic.errors import StudyError
from thematic.store.schema import APPLICATION_ID, SCHEMA, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["STUDY_FILE", "StudyFile", "find_study", "refuse_taken"]

STUDY_FILE = "study.db"
_WAIT_SECONDS = 30.0


def find_study(folder: Path) -> Path:
    """Return the study file of `folder` or of the nearest folder around it, as git finds a repository.

    Raises:
        StudyError: there is none.
    """
    start = folder.resolve()
    for place in (start, *start.parents):
        if (place / STUDY_FILE).is_file():
            return place / STUDY_FILE
    raise StudyError(f"{folder}: no study here or in any folder above. Make one: thematic init NAME.")


def refuse_taken(path: Path) -> None:
    """Raise StudyError where something is at `path` already: a study is never made over another."""
    if path.exists():
        raise StudyError(f"{path}: a study is here already. Work on it, or make another elsewhere.")


class StudyFile:
    """An open study file. Use as a context manager; every touch goes through `reading` or `writing`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Wrap an open connection; use `StudyFile.open` or `StudyFile.create`."""
        self.path = path
        self._db = connection
        self._forgetful: list[Callable[[], None]] = []

    @classmethod
    def create(cls, path: Path, begin: Callable[[StudyFile], None]) -> StudyFile:
        """Make a study at `path`, whole or not at all, and open it; `begin` writes its first events.

        Raises:
            StudyError: something is there already, or the folder cannot be written.
        """
        refuse_taken(path)
        draft = path.with_name(f".{path.name}.new-{os.getpid()}")
        try:
            draft.unlink(missing_ok=True)
            with _plainly(path), cls(draft, _connect(draft, create=True)) as file:
                # executescript commits on its own, so the transaction is spelt inside it.
                marks = f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={VERSION};"
                file._db.executescript(f"BEGIN IMMEDIATE; {SCHEMA} {marks} COMMIT;")
                begin(file)
            _put_in_place(draft, path)
        except OSError as error:
            raise StudyError(f"{path}: cannot be written ({error.strerror}). Choose another folder.") from None
        finally:
            draft.unlink(missing_ok=True)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> StudyFile:
        """Open the study at `path`.

        Raises:
            StudyError: it is missing, no study, damaged beyond opening, or of a newer version; it is left untouched.
        """
        if not path.is_file():
            raise StudyError(f"{path}: no study here. Make one: thematic init NAME.")
        with _plainly(path):
            connection = _connect(path, create=False)
            try:
                _refuse_strangers(path, connection)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for reading; a database error becomes one line."""
        with _plainly(self.path):
            yield self._db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside one transaction, which is on disk when the block ends; nested blocks join it.

        IMMEDIATE takes the lock before anything is read, so that two writers queue up instead of one failing half-way.
        """
        with _plainly(self.path):
            if self._db.in_transaction:
                yield self._db
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                for forget in self._forgetful:
                    forget()
                raise

    def on_rollback(self, forget: Callable[[], None]) -> None:
        """Call `forget` whenever a transaction is rolled back: memory may then hold what the file does not."""
        self._forgetful.append(forget)

    def compact(self) -> None:
        """Write the file anew without the room that erased texts took, so that nothing of them is left in it."""
        with _plainly(self.path):
            self._db.execute("VACUUM")

    def damage(self) -> list[str]:
        """Return what SQLite itself finds wrong with the file's structure; empty when all is well."""
        try:
            rows = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [row for row in rows if row != "ok"]


def _put_in_place(draft: Path, path: Path) -> None:
    """Give a finished study its name, never over another: a link fails where a rename would replace."""
    try:
        os.link(draft, path)
    except FileExistsError:
        refuse_taken(path)
    except OSError:
        # A file system without hard links.
        refuse_taken(path)
        draft.replace(path)


def _connect(path: Path, *, create: bool) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode={'rwc' if create else 'rw'}"
    connection = sqlite3.connect(uri, uri=True, timeout=_WAIT_SECONDS, isolation_level=None)
    for pragma in (
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "synchronous=FULL",
        "secure_delete=ON",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _refuse_strangers(path: Path, connection: sqlite3.Connection) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise StudyError(f"{path}: not a thematic study. Restore it from a copy, or move it away.")
    if version > VERSION:
        raise StudyError(
            f"{path}: made by a newer thematic (format {version}; this one reads {VERSION}). Upgrade thematic."
        )


@contextmanager
def _plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StudyError(f"{path}: {_in_words(error)}") from None


def _in_words(error: sqlite3.Error) -> str:
    said = str(error)
    match getattr(error, "sqlite_errorname", "").split("_")[1:2]:
        case ["BUSY"] | ["LOCKED"]:
            return "another program is writing to it. Close that one, or try again in a moment."
        case ["FULL"]:
            return "the disk is full; nothing was changed. Make room and try again."
        case ["IOERR"]:
            return f"the disk would not write or read ({said}); nothing was changed. Check its space and health."
        case ["READONLY"] | ["CANTOPEN"] | ["PERM"]:
            return f"cannot be opened for writing ({said}). Check the file's and the folder's permissions."
        case ["CORRUPT"] | ["NOTADB"]:
            return f"damaged ({said}). Restore it from a copy."
        case _:
            return f"the study refused ({said}). Run `thematic check`."
