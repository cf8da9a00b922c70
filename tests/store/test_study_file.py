"""The study file: made whole, opened carefully, written durably."""

import sqlite3
import threading

import pytest

from thematic.errors import StudyError
from thematic.store import Store, find_study
from thematic.store.events import EventKind

AT = "2026-01-01T00:00:00Z"
ROOT = {"study": "x", "approach": "codebook"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "study.db"


@pytest.fixture
def store(path):
    with Store.create(path, ROOT, at=AT, who="") as opened:
        yield opened


def written(store):
    """Return the events after the study's first."""
    return store.log.events()[1:]


def raw(path):
    return sqlite3.connect(path, isolation_level=None)


def test_a_study_is_found_from_any_folder_below_it(path, store):
    below = path.parent / "a" / "b"
    below.mkdir(parents=True)

    assert find_study(below) == path


def test_a_place_without_a_study_is_said_with_what_to_do(tmp_path):
    with pytest.raises(StudyError, match="thematic init"):
        find_study(tmp_path)


def test_a_study_is_never_made_over_another(path, store):
    before = path.read_bytes()
    with pytest.raises(StudyError, match="already"):
        Store.create(path, ROOT, at=AT, who="")

    assert path.read_bytes() == before


def test_a_copy_of_the_file_alone_is_the_whole_study(path, store, tmp_path):
    copy = tmp_path / "copy" / "study.db"
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())

    with Store.open(copy) as opened:
        assert len(opened.log.events()) == 1
    assert [one.name for one in path.parent.glob("study.db*")] == ["study.db"]


def test_a_newer_study_is_refused_untouched(path, store):
    store.file.close()
    with raw(path) as db:
        db.execute("PRAGMA user_version=999")
    before = path.read_bytes()

    with pytest.raises(StudyError, match="newer thematic"):
        Store.open(path)

    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\xff" * 200])
def test_a_file_that_is_no_study_is_refused_untouched(path, content):
    path.write_bytes(content)
    with pytest.raises(StudyError):
        Store.open(path)

    assert path.read_bytes() == content


def test_another_programs_database_is_refused(path):
    with raw(path) as db:
        db.execute("CREATE TABLE notes (x)")
    with pytest.raises(StudyError, match="not a thematic study"):
        Store.open(path)


@pytest.mark.parametrize("statement", ["UPDATE event SET body = ''", "DELETE FROM event", "DELETE FROM blob"])
def test_the_file_itself_refuses_to_change_what_was_recorded(path, store, statement):
    store.log.put(b"words")
    store.log.append(EventKind.UNDO, {"undoes": "x"}, at=AT, who="ana")

    with pytest.raises(sqlite3.IntegrityError), raw(path) as db:
        db.execute(statement)


def test_a_text_may_be_erased_but_not_replaced(path, store):
    digest = store.log.put(b"words")
    with pytest.raises(sqlite3.IntegrityError), raw(path) as db:
        db.execute("UPDATE blob SET data = x'00'")

    with raw(path) as db:
        db.execute("UPDATE blob SET data = NULL")
    with pytest.raises(StudyError, match="missing"):
        store.log.get(digest)


def test_a_block_that_fails_leaves_nothing_behind(store):
    def failing():
        with store.file.writing():
            store.log.put(b"words")
            store.log.append(EventKind.UNDO, {"undoes": "x"}, at=AT, who="ana")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()

    assert written(store) == []


def test_the_log_goes_on_after_a_block_that_failed(store):
    def failing():
        with store.file.writing():
            store.log.append(EventKind.UNDO, {"undoes": "x"}, at=AT, who="ana")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    store.log.append(EventKind.UNDO, {"undoes": "y"}, at=AT, who="ana")

    assert [event.data["undoes"] for event in written(store)] == ["y"]
    assert list(store.log.faults()) == []


def test_writers_queue_up_and_none_is_turned_away(path, store):
    faults = []

    def write(who):
        try:
            with Store.open(path) as mine:
                for number in range(25):
                    mine.log.append(EventKind.UNDO, {"undoes": str(number)}, at=AT, who=who)
        except StudyError as error:
            faults.append(error)

    writers = [threading.Thread(target=write, args=(f"coder-{number}",)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert faults == []
    assert len(written(store)) == 100
    assert list(store.log.faults()) == []


def test_an_altered_event_or_text_is_found_and_named(path, store):
    store.log.put(b"words")
    store.log.append(EventKind.UNDO, {"undoes": "x"}, at=AT, who="ana")
    with raw(path) as db:
        db.execute("DROP TRIGGER event_is_never_changed")
        db.execute("DROP TRIGGER blob_is_only_erased")
        db.execute("UPDATE event SET body = replace(body, 'ana', 'ben')")
        db.execute("UPDATE blob SET data = x'00'")

    with Store.open(path) as again:
        said = " ".join(again.log.faults())

    assert "event 2" in said
    assert "stored text" in said


def test_a_removed_event_is_noticed_even_at_the_end(path, store):
    for number in range(3):
        store.log.append(EventKind.UNDO, {"undoes": str(number)}, at=AT, who="ana")
    with raw(path) as db:
        db.execute("DROP TRIGGER event_is_never_deleted")
        db.execute("DELETE FROM event WHERE seq = 4")

    with Store.open(path) as again:
        assert any("some were removed" in fault for fault in again.log.faults())


def test_a_log_that_was_emptied_is_noticed(path, store):
    with raw(path) as db:
        db.execute("DROP TRIGGER event_is_never_deleted")
        db.execute("DELETE FROM event")

    with Store.open(path) as again:
        said = " ".join(again.log.faults())
    assert "0 of 1 events" in said
    assert "first event is missing" in said


def test_erasing_a_text_takes_the_salt_with_it_and_nothing_else_may(path, store):
    digest = store.log.put(b"words")
    before = store.log.fingerprint(digest, "words")
    with pytest.raises(sqlite3.IntegrityError), raw(path) as db:
        db.execute("UPDATE blob SET salt = x'00'")

    with raw(path) as db:
        db.execute("UPDATE blob SET data = NULL, salt = x''")
    assert store.log.fingerprint(digest, "words") != before


def test_a_read_only_study_says_so_in_one_line(path, store):
    with raw(path) as db:
        db.execute("PRAGMA query_only=ON")
    store.file._db.execute("PRAGMA query_only=ON")
    with pytest.raises(StudyError) as raised:
        store.log.put(b"words")

    assert "\n" not in str(raised.value)
