"""Who is who, when tables and transcripts come in any order."""

import csv
import io
import json

import pytest

PEOPLE = (
    "participant,session,speaker,role\nP01,fg1,Maya,participant\nP02,fg2,Maya,participant\nM1,fg2,Helen,moderator\n"
)


@pytest.fixture
def second(here):
    path = here / "fg2.txt"
    path.write_text("Helen: And you?\n\nMaya: I went again.\n\nHelen: Why?\n\nMaya: To see.\n")
    return path


@pytest.fixture
def people(here):
    path = here / "people.csv"
    path.write_text(PEOPLE)
    return path


def voices(run, transcript):
    rows = csv.DictReader(io.StringIO(run("-C", "study", "export", "turns", "-o", "-").ok.out))
    return {row["speaker"]: (row["participant"], row["role"]) for row in rows if row["transcript"] == transcript}


@pytest.mark.parametrize("order", ["table first", "table with the first", "table last"])
def test_a_table_holds_for_transcripts_that_come_before_with_or_after_it(run, study, second, people, order):
    if order == "table first":
        run("-C", "study", "import", "--participants", people).ok
        run("-C", "study", "import", second).ok
    elif order == "table with the first":
        run("-C", "study", "import", second, "--participants", people).ok
    else:
        run("-C", "study", "import", second).ok
        run("-C", "study", "import", "--participants", people).ok

    assert voices(run, "fg1")["Maya"] == ("P01", "participant")
    assert voices(run, "fg2") == {"Helen": ("M1", "moderator"), "Maya": ("P02", "participant")}


def test_a_row_that_matches_nobody_is_said(run, study, here):
    (here / "people.csv").write_text("participant,session,speaker\nP1,fg1,Mya\nP2,fg9,Tom\n")
    said = run("-C", "study", "import", "--participants", "people.csv").ok.out

    assert 'nobody called "Mya" speaks in fg1. Did you mean "Maya"' in said
    assert "no transcript here (yet) for fg9" in said


def test_a_moderator_can_be_named_after_the_import(run, study, second):
    run("-C", "study", "import", second).ok
    run("-C", "study", "import", second, "--moderator", "Helen").ok

    assert voices(run, "fg2")["Helen"][1] == "moderator"


def test_a_moderator_named_with_a_table_keeps_the_tables_id_and_only_where_they_speak(run, study, second, people, here):
    (here / "fg3.txt").write_text("Moderator: And here?\n\nMaya: Fine.\n")
    people.write_text("participant,session,speaker,role\nM1,fg2,Helen,participant\n")
    files = ("import", second, "fg3.txt", "--participants", people, "--moderator", "Helen")
    said = run("-C", "study", *files).ok.out

    assert voices(run, "fg2")["Helen"] == ("M1", "moderator")
    assert "nobody called" not in said
    again = run("-C", "study", "import", "fg3.txt", "--moderator", "Nobody Here").ok.out
    assert 'nobody called "Nobody Here" speaks in these files' in again


def test_one_may_moderate_one_group_and_take_part_in_another(run, study, here, people, second):
    run("-C", "study", "import", second, "--participants", people).ok
    (here / "later.csv").write_text("participant,session,speaker,role\nM1,fg1,Tom,participant\n")
    run("-C", "study", "import", "--participants", "later.csv").ok

    assert voices(run, "fg1")["Tom"] == ("M1", "participant")
    assert voices(run, "fg2")["Helen"] == ("M1", "moderator")


def test_the_people_of_a_table_of_answers_are_counted_with_their_attributes(run, study, here):
    (here / "answers.csv").write_text("id,text,site\na1,I go every week.,north\na2,I stopped.,south\n")
    run("-C", "study", "import", "answers.csv", "--text-column", "text", "--id-column", "id").ok

    found = json.loads(run("-C", "study", "status", "--json").ok.out)["participants"]
    assert [one["attributes"].get("site") for one in found if one["transcripts"] == ["answers"]] == ["north", "south"]
    assert len(found) == 4


def test_one_file_under_two_names_comes_in_once(run, study, second, here):
    (here / "copy.txt").write_bytes(second.read_bytes())
    said = run("-C", "study", "import", second, "copy.txt").ok.out

    assert "Imported 1 transcript" in said
    assert "in the study already, as fg2" in said


@pytest.mark.parametrize("name", ["../x", "-x", "a b", "fg1:t001", "\x1b[31m", "a" * 100, ""])
def test_an_id_that_could_not_be_typed_or_told_apart_is_refused(run, study, second, name):
    assert "no transcript id" in run("-C", "study", "import", f"--id={name}", second).fails(2).err
