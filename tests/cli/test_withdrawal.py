"""`import --withdraw`: somebody's words leave the study for good, and nobody else's move."""

import csv
import io
import json

import pytest

WORDS = "They check on me when I'm off."


@pytest.fixture
def exported(run, coded, here):
    run("-C", "study", "export", "codings", "-o", "codings.csv").ok
    run("-C", "study", "export", "scores", "-o", "scores.csv").ok
    return coded


@pytest.fixture
def withdrawn(run, exported):
    run("-C", "study", "import", "--withdraw", "fg1-p1", "--yes", "--coder", "ana").ok
    return exported


def rows(run, what):
    return list(csv.DictReader(io.StringIO(run("-C", "study", "export", what, "-o", "-").ok.out)))


def test_what_would_go_is_shown_first_and_nothing_changes(run, exported):
    before = (exported / "study.db").read_bytes()
    said = run("-C", "study", "import", "--withdraw", "fg1-p1").ok.out

    assert "fg1: 2 turns, 29 words" in said
    assert "3 codings and 1 other judgement of their words" in said
    assert "fg1:t004" in said, "the moderator calls them by name"
    assert (
        "codings  codings.csv: holds words of theirs" in " ".join(said.split("  ")) or "holds words of theirs" in said
    )
    assert "Nothing was changed" in said
    assert (exported / "study.db").read_bytes() == before


def test_their_words_name_codings_and_attributes_are_nowhere_in_the_file(run, withdrawn):
    data = (withdrawn / "study.db").read_bytes()

    for word in (WORDS, "set my alarm for it", "outsider. They"):
        assert word.encode() not in data
        assert word.encode("utf-16-le") not in data
    assert b'"Maya"' not in data
    assert [row["code"] for row in rows(run, "codings")] == ["belonging", "belonging"]
    assert "fg1-p1" not in json.dumps(json.loads(run("-C", "study", "status", "--json").ok.out)["participants"])


def test_nobody_elses_words_codings_or_ids_move(run, exported):
    def others(what):
        return [
            (row["segment_id"], row["text"], row["participant"])
            for row in rows(run, what)
            if "fg1-p2" in row["participant"]
        ]

    before = others("turns"), others("codings")
    run("-C", "study", "import", "--withdraw", "fg1-p1", "--yes", "--coder", "ana").ok

    assert (others("turns"), others("codings")) == before
    assert before[1]


def test_the_study_checks_out_and_goes_on(run, withdrawn):
    assert run("-C", "study", "check").ok
    assert run("-C", "study", "log", "verify").ok
    assert "withdrew fg1-p1" in run("-C", "study", "log").ok.out
    assert "suggestion" in run("-C", "study", "code").ok.out
    assert all(row["participant"] != "fg1-p1" for row in rows(run, "scores") if "participant" in row)
    assert run("-C", "study", "check").ok


def test_a_colleagues_copy_of_the_file_or_table_does_not_bring_them_back(run, withdrawn, talk, here):
    (here / "people.csv").write_text("participant,session,speaker,site\nfg1-p1,fg1,Maya,north\nfg1-p2,fg1,Tom,south\n")
    talk.write_text(talk.read_text().replace("Mm.", "Mm, yes."))
    said = run("-C", "study", "import", "--revises", "fg1", talk).ok.out
    run("-C", "study", "import", "--participants", "people.csv").ok

    assert "2 turns of somebody who withdrew left out" in said
    data = (withdrawn / "study.db").read_bytes()
    assert WORDS.encode() not in data
    assert b"north" not in data
    assert {row["participant"] for row in rows(run, "turns")} == {"", "fg1-p2"}


def test_an_interview_with_them_alone_goes_with_its_questions(run, study, here):
    (here / "int1.txt").write_text("Interviewer: How is your leg now, Bea?\n\nBea: Better since the swimming.\n")
    run("-C", "study", "import", "int1.txt").ok
    said = run("-C", "study", "import", "--withdraw", "int1-p1", "--yes", "--coder", "ana").ok.out

    assert "nobody else takes part" in said
    assert b"your leg" not in (study / "study.db").read_bytes()


def test_a_withdrawal_needs_a_person_and_a_participant(run, exported):
    assert "who" in run("-C", "study", "import", "--withdraw", "fg1-p1", "--yes").fails(2).err
    assert "Did you mean" in run("-C", "study", "import", "--withdraw", "fg1-p3").fails(2).err


def test_a_withdrawal_is_never_taken_back_nor_done_twice(run, withdrawn):
    log = json.loads(run("-C", "study", "log", "--json").ok.out)
    event = next(one["hash"] for one in log if one["kind"] == "withdrawal")

    assert "cannot be taken back" in run("-C", "study", "log", "undo", event, "--coder", "ana").fails(2).err
    assert "withdrew already" in run("-C", "study", "import", "--withdraw", "fg1-p1").fails(2).err


def test_a_theme_loses_only_their_excerpts(run, demo):
    before = json.loads(run("-C", "demo", "themes", "list", "--json").ok.out)
    person = before[0]["participants"][0]
    run("-C", "demo", "import", "--withdraw", person, "--yes", "--coder", "ana").ok
    after = json.loads(run("-C", "demo", "themes", "list", "--json").ok.out)

    assert person not in after[0]["participants"]
    assert len(after[0]["excerpts"]) < len(before[0]["excerpts"])
    assert len(after) == len(before)
    assert run("-C", "demo", "export", "themes", "-o", "themes.docx").ok
    assert run("-C", "demo", "check").ok
