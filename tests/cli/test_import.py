"""`thematic import`: all of the files or none, and nothing lost on the way."""

import csv
import io
import json
import sqlite3

import pytest

ANSWERS = "segment_id,text,site\nm1,I go every week.,north\nm2,“Not for me” – honestly.,south\nm3,,south\n"


def turns(run):
    return list(csv.DictReader(io.StringIO(run("-C", "study", "export", "turns", "-o", "-").ok.out)))


def test_turns_speakers_and_roles_come_out_as_they_went_in(run, study):
    assert [(row["speaker"], row["role"], row["participant"]) for row in turns(run)] == [
        ("Moderator", "moderator", ""),
        ("Maya", "participant", "fg1-p1"),
        ("Tom", "participant", "fg1-p2"),
        ("Moderator", "moderator", ""),
        ("Maya", "participant", "fg1-p1"),
        ("Tom", "participant", "fg1-p2"),
    ]
    assert turns(run)[5]["text"] == "Mm."


def test_a_table_of_participants_says_who_is_who_even_afterwards(run, study, here):
    (here / "people.csv").write_text(
        "participant,session,speaker,role,site\nP1,fg1,Maya,participant,north\nP2,fg1,Tom,participant,south\n"
    )
    run("-C", "study", "import", "--participants", "people.csv").ok

    assert [row["participant"] for row in turns(run)] == ["", "P1", "P2", "", "P1", "P2"]
    people = json.loads(run("-C", "study", "status", "--json").ok.out)["participants"]
    assert [(one["id"], one["attributes"]) for one in people] == [("P1", {"site": "north"}), ("P2", {"site": "south"})]


def test_importing_the_same_bytes_again_changes_nothing(run, study, talk):
    before = (study / "study.db").read_bytes()
    again = run("-C", "study", "import", talk).ok

    assert "nothing changed" in again.out
    assert (study / "study.db").read_bytes() == before


def test_a_taken_id_is_refused_with_a_free_one(run, study, talk):
    talk.write_text("Moderator: Something else?\n\nTom: Yes.\n")
    said = run("-C", "study", "import", talk).fails(3)

    assert "--id fg1-2" in said.err
    assert run("-C", "study", "import", talk, "--id", "fg1-2").ok


def test_a_dry_run_shows_what_would_come_in_and_changes_nothing(run, study, here):
    before = (study / "study.db").read_bytes()
    (here / "fg2.txt").write_text("Moderator: And?\n\nAnn: Fine.\n")
    said = run("-C", "study", "import", "fg2.txt", "--dry-run").ok

    assert "Would import 1 transcript, 2 turns" in said.out
    assert (study / "study.db").read_bytes() == before


def test_a_table_of_answers_is_one_turn_a_row(run, study, here):
    (here / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    run("-C", "study", "import", "answers.csv", "--text-column", "text", "--id-column", "segment_id").ok

    rows = [row for row in turns(run) if row["transcript"] == "answers"]
    assert [(row["segment_id"], row["text"], row["participant"]) for row in rows] == [
        ("m1", "I go every week.", "answers-m1"),
        ("m2", "“Not for me” – honestly.", "answers-m2"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("empty.docx", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 4, "not text"),
        ("cut.docx", b"PK\x03\x04" + b"\x00" * 60, "docx"),
        ("talk.docx", b"Maya: hello\n", "docx"),
        ("talk.vtt", b"Maya: hello\n", "WEBVTT"),
        ("talk.xyz", b"Maya: hello\n", "xyz"),
        ("missing.txt", None, "no such file"),
        ("table.csv", b"a,b\n1,2\n", "--text-column"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line_and_the_study_stays_as_it_was(run, study, here, name, content, said):
    before = (study / "study.db").read_bytes()
    if content is not None:
        (here / name).write_bytes(content)
    (here / "fg2.txt").write_text("Moderator: And?\n\nAnn: Fine.\n")
    ran = run("-C", "study", "import", "fg2.txt", name).fails(3)

    assert ran.err.startswith(name)
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert (study / "study.db").read_bytes() == before


def test_the_log_and_the_events_hold_none_of_the_words(run, study):
    with sqlite3.connect(study / "study.db") as db:
        bodies = " ".join(row[0] for row in db.execute("SELECT body FROM event"))

    assert not any(word in bodies for word in ("Maya", "alarm", "Tuesday", "accepted"))
    assert "Maya" not in run("-C", "study", "log", "--json").ok.out


def test_one_file_that_cannot_be_read_keeps_all_of_them_out(run, study, here):
    (here / "fg2.txt").write_text("Moderator: And?\n\nAnn: Fine.\n")
    (here / "fg3.docx").write_bytes(b"PK cut short")
    before = (study / "study.db").read_bytes()
    said = run("-C", "study", "import", "fg2.txt", "fg3.docx").fails(3)

    assert said.err.startswith("fg3.docx: ")
    assert (study / "study.db").read_bytes() == before


def test_keep_going_brings_in_the_others_and_names_those_left_out(run, study, here):
    (here / "fg2.txt").write_text("Moderator: And?\n\nAnn: Fine.\n")
    (here / "fg3.docx").write_bytes(b"PK cut short")
    (here / "fg4.txt").write_bytes(b"")
    (here / "fg5.txt").write_text("Moderator: And you?\n\nBea: Good.\n")
    said = run("-C", "study", "import", "fg2.txt", "fg3.docx", "fg4.txt", "fg5.txt", "--keep-going").fails(3)

    assert [line.split(":")[0] for line in said.err.splitlines()] == ["fg3.docx", "fg4.txt"]
    assert "Imported 2 transcripts, 4 turns; 2 files left out, named below." in said.out
    assert {row["transcript"] for row in turns(run)} == {"fg1", "fg2", "fg5"}


def test_a_dry_run_says_what_a_file_was_recognised_as(run, study, here):
    (here / "otter.txt").write_text("Ann Lee  0:02\nHow was it?\n\nBo Hill  0:09\nFine.\n\nAnn Lee  0:21\nGood.\n")

    assert "otter.txt: recognised as Otter" in run("-C", "study", "import", "otter.txt", "--dry-run").ok.out
