"""`import --withdraw`: somebody's words leave the study for good, and nobody else's move."""

import csv
import io
import json
import shutil

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
    assert "2 ?: (withdrawn)" in run("-C", "study", "review", "--coder", "ben", stdin="q\n").ok.out
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
    said = run("-C", "study", "import", "--withdraw", "fg1-p3").fails(2).err
    assert "nobody the study knows" in said
    assert "Did you mean" not in said, "nobody else is proposed for what cannot be taken back"


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


def gone(study, *words):
    data = (study / "study.db").read_bytes()
    return [word for word in words if word.encode() in data] == []


def withdraw(run, who):
    return run("-C", "study", "import", "--withdraw", who, "--yes", "--coder", "ana").ok.out


def test_somebody_whose_turns_a_correction_took_out_can_still_withdraw_from_the_earlier_text(run, coded, talk):
    parts = talk.read_text().split("\n\n")
    talk.write_text("\n\n".join(part for part in parts if not part.startswith("Maya:")))
    run("-C", "study", "import", "--revises", "fg1", talk).ok
    said = withdraw(run, "fg1-p1")

    assert "fg1: 0 turns, 0 words; earlier texts with words of theirs" in said
    assert gone(coded, WORDS, '"Maya"')
    assert "Nothing waits" in run("-C", "study", "review", "--unplaced").ok.out
    assert run("-C", "study", "check").ok


def test_somebody_whom_only_a_revision_knew_that_was_taken_back_can_withdraw(run, coded, talk):
    talk.write_text(talk.read_text() + "\n\nZed: I say wombatfluff, me.\n")
    run("-C", "study", "import", "--revises", "fg1", talk).ok
    log = json.loads(run("-C", "study", "log", "--json").ok.out)
    revision = next(one["hash"] for one in log if one["kind"] == "revision")
    run("-C", "study", "log", "undo", revision, "--coder", "ana").ok
    withdraw(run, "fg1-p3")

    assert gone(coded, "wombatfluff", "Zed")
    assert run("-C", "study", "check").ok


def test_somebody_whom_only_a_table_names_can_withdraw(run, coded, here):
    (here / "people.csv").write_text("participant,session,speaker,site\nP50,fg9,Quentin,north\n")
    run("-C", "study", "import", "--participants", "people.csv").ok
    withdraw(run, "P50")

    assert gone(coded, "Quentin", "north")


def test_the_file_that_held_their_words_is_refused_under_any_name(run, coded, talk, here):
    data = talk.read_bytes()
    withdraw(run, "fg1-p1")
    (here / "other.txt").write_bytes(data)

    assert "withdrew" in run("-C", "study", "import", talk).fails(3).err
    assert "--id fg1-2" not in run("-C", "study", "import", talk).fails(3).err
    assert "withdrew" in run("-C", "study", "import", "other.txt").fails(3).err
    assert "withdrew" in run("-C", "study", "import", "--revises", "fg1", talk).fails(3).err
    assert gone(coded, WORDS)


def test_another_talk_in_which_a_namesake_speaks_is_doubted(run, withdrawn, here):
    (here / "fg2.txt").write_text("Moderator: Well?\n\nMaya: I paint now.\n\nModerator: And?\n\nMaya: It is good.\n")
    said = run("-C", "study", "import", "fg2.txt").ok.out

    assert 'somebody called "Maya" withdrew from another transcript' in said


def test_an_export_made_under_an_earlier_id_is_said_to_hold_their_words_perhaps(run, coded, here):
    run("-C", "study", "export", "turns", "-o", "turns.csv").ok
    (here / "people.csv").write_text("participant,session,speaker\nP07,fg1,Maya\nP08,fg1,Tom\n")
    run("-C", "study", "import", "--participants", "people.csv").ok
    said = run("-C", "study", "import", "--withdraw", "P07").ok.out

    assert "turns turns.csv: perhaps holds words of theirs" in said


def test_the_last_who_withdraws_takes_the_questions_along(run, coded):
    withdraw(run, "fg1-p2")
    said = withdraw(run, "fg1-p1")

    assert "the questions go too" in said
    assert gone(coded, "How did you find the group")


def test_notes_on_their_words_go_even_those_taken_back_and_what_else_names_them_is_listed(run, coded, here):
    (here / "d.csv").write_text(
        "segment_id,code,verdict,note\nfg1:t002.s1,support,accept,platypusnote on this\n"
        "fg1:t003.s1,support,accept,as Maya said\n"
    )
    run("-C", "study", "review", "--batch", "d.csv", "--coder", "ben").ok
    log = json.loads(run("-C", "study", "log", "--json").ok.out)
    theirs = next(one["hash"] for one in log if one["who"] == "ben")
    run("-C", "study", "log", "undo", theirs, "--coder", "ben").ok
    said = withdraw(run, "fg1-p1")

    assert gone(coded, "platypusnote")
    assert "a note (event" in said
    assert "fg1:t004" in said


def in_vivo(run, study, coder):
    run("-C", study, "review", "--coder", coder, stdin="g fg1:t002.s2\nv\nq\n").ok
    run("-C", study, "codebook", "edit", "support", "--add-example", WORDS, "--yes", "--coder", coder).ok


def test_their_words_go_from_codes_in_vivo_and_examples_and_the_codes_stay(run, exported):
    in_vivo(run, "study", "ben")
    plan = run("-C", "study", "import", "--withdraw", "fg1-p1").ok.out
    run("-C", "study", "import", "--withdraw", "fg1-p1", "--yes", "--coder", "ana").ok
    data, shown = (exported / "study.db").read_bytes(), run("-C", "study", "codebook", "show", "--json").ok.out

    assert "their words in 2 versions of the codebook" in plan
    assert b"set my alarm for it" not in data
    assert WORDS.encode() not in data
    codes = {code["id"]: code for code in json.loads(shown)["codes"]}
    assert codes["in-vivo-ben-1"]["name"] == "words of somebody who withdrew"
    assert codes["routine"]["cues"] == ["set my alarm"], "it came with the codebook, from no participant"
    run("-C", "study", "check").ok
    run("-C", "study", "log", "verify").ok


def test_a_copy_that_made_a_code_of_their_words_meanwhile_is_refused_until_they_withdraw_there(run, exported):
    shutil.copytree("study", "bens")
    run("-C", "study", "import", "--withdraw", "fg1-p1", "--yes", "--coder", "ana").ok
    in_vivo(run, "bens", "ben")

    assert "fg1-p1 withdrew" in run("-C", "study", "merge", "bens").fails(4).err
    run("-C", "bens", "import", "--withdraw", "fg1-p1", "--yes", "--coder", "ben").ok
    run("-C", "study", "merge", "bens").ok
    run("-C", "study", "check").ok
    assert b"set my alarm for it" not in (exported / "study.db").read_bytes()
