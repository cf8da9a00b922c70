"""`thematic import` and who is who: proposals, joins, deprivation. Names, talk, postcodes and ranks are invented."""

import csv
import io
import json

import pytest

PEOPLE = (
    "participant,session,speaker,role,age,postcode,case\nP1,fg1,Maya,participant,41,L4 0TH,Northside/Choir\n"
    "P2,fg1,Thomas,participant,,m1 1ae,Northside/Allotment\nP3,fg2,Des,participant,52,EH1 1AA,Southbank\n"
)
LOOKUP = "pcds,doterm,ctry25cd,imd25ind\nL4 0TH,,E92000001,3376\nM1 1AE,200306,E92000001,33755\n"


@pytest.fixture
def people(here):
    path = here / "people.csv"
    path.write_text(PEOPLE)
    return path


@pytest.fixture
def lookup(here):
    path = here / "lookup.csv"
    path.write_text(LOOKUP)
    return path


def voices(run, transcript="fg1"):
    rows = csv.DictReader(io.StringIO(run("-C", "study", "export", "turns", "-o", "-").ok.out))
    return {row["speaker"]: (row["participant"], row["role"]) for row in rows if row["transcript"] == transcript}


def status(run):
    return json.loads(run("-C", "study", "status", "--json").ok.out)


def said(run, *arguments):
    return " ".join(run("-C", "study", "import", *arguments).ok.out.split())


def test_a_label_that_the_table_does_not_name_is_proposed_and_joined_only_when_a_person_says_so(run, study, people):
    proposed = said(run, "--participants", people)

    question = 'nobody "Tom" in fg1. Only P2 of the participants table does not speak there; if it is P2, say --map'
    assert f'{question} "fg1/Tom=P2"' in proposed
    assert voices(run)["Tom"] == ("fg1-p2", "participant")

    assert '"Tom" in fg1 is P2' in said(run, "--map", "fg1/Tom=P2")
    assert voices(run)["Tom"] == ("P2", "participant")
    assert "names nobody" not in said(run, "--participants", people)


def test_a_join_holds_for_a_file_of_the_same_import(run, study, people, here):
    (here / "fg2.txt").write_text("Kay: And here?\n\nDezz: Fine.\n\nKay: Why?\n\nDezz: It is.\n")
    report = said(run, "fg2.txt", "--participants", people, "--map", "Dezz=P3", "--map", "fg2/Kay=moderator")

    assert voices(run, "fg2") == {"Kay": ("fg2-moderator", "moderator"), "Dezz": ("P3", "participant")}
    assert "Read as moderators: Kay (fg2)." in report
    assert 'nobody "Dezz"' not in report


def test_a_speaker_whom_nobody_knows_is_said_to_be_unknown(run, study):
    run("-C", "study", "import", "--map", "Tom=unknown").ok

    assert voices(run)["Tom"] == ("", "unknown")
    assert status(run)["transcripts"][0]["turns_by_role"] == {"participant": 2, "moderator": 2, "unknown": 2}
    assert [one["id"] for one in status(run)["participants"]] == ["fg1-p1"]


@pytest.mark.parametrize(("join", "line"), [
    ("Tim=moderator", 'nobody called "Tim" speaks in these transcripts. Did you mean "Tom"?'),
    ("Tom=P9", 'there is no participant "P9".'), ("Tom", "is not of the form LABEL=PARTICIPANT"),
])  # fmt: skip
def test_a_join_that_cannot_be_meant_changes_nothing(run, study, here, join, line):
    before = (study / "study.db").read_bytes()
    (here / "fg2.txt").write_text("Moderator: And?\n\nAnn: Fine.\n")
    ran = run("-C", "study", "import", "fg2.txt", "--map", "fg1/Maya=moderator", "--map", join).fails(2)

    assert line in ran.err
    assert ran.err.count("\n") == 1
    assert (study / "study.db").read_bytes() == before


def test_a_dry_run_of_a_join_changes_nothing(run, study):
    before = (study / "study.db").read_bytes()

    assert '"Tom" in fg1 is fg1-moderator (moderator)' in said(run, "--map", "Tom=moderator", "--dry-run")
    assert (study / "study.db").read_bytes() == before


def test_a_table_without_sessions_or_speakers_joins_what_is_here_and_what_comes(run, study, here):
    (here / "all.csv").write_text("pid,speaker,site\nP1,Maya,north\nP2,Tom,south\n")
    run("-C", "study", "import", "--participants", "all.csv").ok
    (here / "fg2.txt").write_text("Moderator: And?\n\nTom: Fine.\n\nMaya: Yes.\n")
    run("-C", "study", "import", "fg2.txt").ok

    assert [voices(run, one)["Tom"] for one in ("fg1", "fg2")] == [("P2", "participant")] * 2
    assert [one["transcripts"] for one in status(run)["participants"]] == [["fg1", "fg2"]] * 2


def test_deciles_and_their_edition_are_kept_and_everybody_without_one_is_said(run, study, people, lookup):
    report = said(run, "--participants", people, "--imd", lookup, "--map", "Tom=P2")

    assert [one["attributes"] for one in status(run)["participants"]] == [
        {"age": "41", "case": "Northside/Choir", "imd_decile": "2", "imd_edition": "2025"},
        {"case": "Northside/Allotment", "imd_decile": "10", "imd_edition": "2025"},
    ]
    assert "deprivation: deciles for 2 of 3 participants, edition 2025" in report
    assert "the place is in Scotland, and the index is of England, for 1 participant: P3" in report
    assert "the postcode is no longer in use, the decile kept, for 1 participant: P2" in report


def test_the_postcode_stands_nowhere_after_an_import(run, study, people, lookup):
    ran = run("-C", "study", "import", "--participants", people, "--imd", lookup).ok
    without = run("-C", "study", "import", "--participants", people).ok
    log = run("-C", "study", "log", "--json").ok

    everything = (study / "study.db").read_bytes() + f"{ran.out}{ran.err}{without.out}{log.out}".encode()
    assert not any(code in everything.upper() for code in (b"L4 0TH", b"L40TH", b"M1 1AE", b"M11AE", b"EH1 1AA"))
    assert "postcodes are never kept" in " ".join(without.out.split())


@pytest.mark.parametrize(("options", "line", "code"), [
    (("--imd", "lookup.csv"), "Name it with --participants", 2),
    (("--participants", "people.csv", "--imd", "none.csv"), "none.csv: no such file", 3),
    (("--participants", "people.csv", "--imd", "people.csv"), "people.csv:1: no column such as", 3),
    (("--participants", "people.csv", "--imd", "lookup.csv", "--imd-edition", "2019"), "the edition of 2025", 3),
])  # fmt: skip
def test_a_lookup_that_cannot_be_made_is_one_line_without_a_postcode(run, study, people, lookup, options, line, code):
    ran = run("-C", "study", "import", *options).fails(code)

    assert line in ran.err
    assert ran.err.count("\n") == 1
    assert "L4" not in ran.err


def test_the_status_lists_attributes_with_their_kinds_and_cases_at_every_level(run, study, people):
    said(run, "--participants", people, "--map", "Tom=P2")
    found = status(run)

    assert found["attributes"] == [
        {"name": "age", "type": "number", "values": 1, "empty": 1, "levels": ["41"]},
        {"name": "case", "type": "text", "values": 2, "empty": 0, "levels": ["Northside/Allotment", "Northside/Choir"]},
    ]
    assert found["cases"] == {"Northside": 2, "Northside/Allotment": 1, "Northside/Choir": 1}
    page = run("-C", "study", "status").ok.out
    assert "age (number, 1 empty)" in page
    assert "Northside 2" in page


def test_the_report_says_what_the_attributes_are_and_which_may_identify_people(run, study, here):
    (here / "p.csv").write_text("participant,session,speaker,email\nP1,fg1,Maya,maya@example.org\nP2,fg1,Tom,\n")
    report = said(run, "--participants", "p.csv")

    assert "participants: email: text, 1 value; 1 empty" in report
    assert '"email" may identify people' in report
    assert "maya@example.org" not in report


def test_a_postcode_in_a_table_of_answers_is_no_attribute(run, study, here):
    (here / "answers.csv").write_text("id,text,postcode\na1,I go every week.,L4 0TH\n")
    report = said(run, "answers.csv", "--text-column", "text", "--id-column", "id")

    assert "holds postcodes and is not kept as an attribute" in report
    assert all("postcode" not in one["attributes"] for one in status(run)["participants"])


def test_a_label_is_joined_to_somebody_an_import_gave_an_id(run, study):
    run("-C", "study", "import", "--map", "Tom=fg1-p1").ok

    assert voices(run)["Tom"] == ("fg1-p1", "participant")


def test_turns_of_nobody_known_are_counted_in_the_report_and_the_status(run, study, here):
    (here / "fg2.txt").write_text("Moderator: And?\n\nUnknown: Fine.\n\nAnn: Yes.\n\nSeveral speakers: Yes!\n")

    assert "Turns whose speaker nobody knows: fg2 2." in said(run, "fg2.txt")
    assert "fg2 2" in run("-C", "study", "status").ok.out


def test_people_given_with_a_revision_are_refused_and_not_left_aside(run, study, talk):
    said = run("-C", "study", "import", "--revises", "fg1", talk, "--map", "Tom=moderator").fails(2)

    assert "Give people in an import of their own" in said.err


@pytest.mark.parametrize("table", ["participant,session,speaker\nP1,fg2,Zara\n", "participant,speaker\nP1,Zara\n"])
def test_who_withdraws_is_gone_under_every_id_an_import_gave_their_label(run, study, here, table):
    (here / "p.csv").write_text(table)
    (here / "fg2.txt").write_text("Moderator: And?\n\nZara: Fine.\n\nAnn: Yes.\n")
    run("-C", "study", "import", "fg2.txt").ok
    run("-C", "study", "import", "--participants", "p.csv").ok
    run("-C", "study", "import", "--withdraw", "P1", "--yes", "--coder", "ana").ok

    assert b"Zara" not in (study / "study.db").read_bytes()
    assert "there is no participant" in run("-C", "study", "import", "--map", "Tom=P1").fails(2).err


def test_who_withdraws_from_a_table_without_sessions_is_left_out_of_later_files_too(run, study, here):
    (here / "p.csv").write_text("participant,speaker\nP1,Maya\n")
    run("-C", "study", "import", "--participants", "p.csv").ok
    run("-C", "study", "import", "--withdraw", "P1", "--yes", "--coder", "ana").ok
    (here / "fg2.txt").write_text("Moderator: And?\n\nMaya: Words to be left out.\n\nTom: Fine.\n")
    run("-C", "study", "import", "fg2.txt").ok

    assert b"to be left out" not in (study / "study.db").read_bytes()


def test_codings_on_the_words_of_somebody_made_a_moderator_are_counted_in_the_report(run, coded):
    report = said(run, "--map", "fg1/Maya=moderator", "--dry-run")

    line = '3 codings stand on the words of "Maya" in fg1, which are a moderator\'s now: context, never data'
    assert f'{line}. They still count. If this is no moderator, say --map "fg1/Maya=fg1-p1"' in report
    assert line in said(run, "--map", "fg1/Maya=moderator")
    assert "stand on the words of" not in said(run, "--map", "fg1/Maya=fg1-p1")
    assert voices(run)["Maya"] == ("fg1-p1", "participant")


def test_codings_are_counted_too_where_a_table_or_the_option_makes_somebody_a_moderator(run, coded, here, talk):
    (here / "p.csv").write_text("participant,session,speaker,role\nM2,fg1,Tom,moderator\n")

    assert '2 codings stand on the words of "Tom" in fg1' in said(run, "--participants", "p.csv", "--dry-run")
    assert '3 codings stand on the words of "Maya" in fg1' in said(run, talk, "--moderator", "Maya")


def test_nothing_is_said_of_codings_where_nobody_who_is_coded_becomes_a_moderator(run, coded, people):
    assert "stand on the words" not in said(run, "--participants", people)


def test_a_new_home_that_is_not_in_the_lookup_leaves_no_decile_of_the_old_one(run, study, people, lookup):
    said(run, "--participants", people, "--imd", lookup)
    people.write_text(PEOPLE.replace("L4 0TH", "L5 0TH"))
    said(run, "--participants", people, "--imd", lookup)

    found = {one["id"]: one["attributes"] for one in status(run)["participants"]}
    assert found["P1"] == {"age": "41", "case": "Northside/Choir"}


def test_a_wrong_join_is_corrected_by_a_later_one_and_their_attributes_come_back(run, study, people):
    said(run, "--participants", people, "--map", "Tom=P2")
    said(run, "--map", "fg1/Maya=P2")
    assert [one["id"] for one in status(run)["participants"]] == ["P2"]
    said(run, "--map", "fg1/Maya=P1")

    assert voices(run)["Maya"] == ("P1", "participant")
    assert status(run)["participants"][0]["attributes"] == {"age": "41", "case": "Northside/Choir"}


@pytest.mark.parametrize("elsewhere", ["fg1,Maya", "fg1,Maya,participant\nP1,fg2,Maya"])
def test_somebody_made_a_moderator_by_mistake_is_a_participant_again_by_their_id(run, study, here, elsewhere):
    (here / "p.csv").write_text(f"participant,session,speaker,role\nP1,{elsewhere},participant\n")
    said(run, "--participants", "p.csv")
    said(run, "--map", "fg1/Maya=moderator")
    assert voices(run)["Maya"] == ("P1", "moderator")
    said(run, "--map", "fg1/Maya=P1")

    assert voices(run)["Maya"] == ("P1", "participant")


def test_a_moderator_named_by_the_option_moderates_under_another_label_too(run, study, here):
    (here / "p.csv").write_text("participant,session,speaker\nM1,fg1,Moderator\nP1,fg1,Maya\n")
    said(run, "--participants", "p.csv", "--map", "fg1/Maya=moderator")
    said(run, "--map", "fg1/Tom=P1")
    said(run, "--map", "fg1/Tom=P1")

    assert voices(run)["Tom"] == ("P1", "moderator")


def test_rows_of_somebody_who_withdrew_are_left_aside_and_said(run, study, people):
    said(run, "--participants", people)
    run("-C", "study", "import", "--withdraw", "P1", "--yes", "--coder", "ana").ok

    note = "participants: P1, who withdrew, is left aside; the table still has their row"
    assert note in said(run, "--participants", people)


def test_after_everybody_withdrew_the_next_step_is_to_import(run, study):
    for one in ("fg1-p1", "fg1-p2"):
        run("-C", "study", "import", "--withdraw", one, "--yes", "--coder", "ana").ok

    assert status(run)["next_step"] == "thematic import FILES"


def test_no_half_of_a_postcode_split_over_two_columns_is_kept_and_it_is_looked_up(run, study, here, lookup):
    (here / "p.csv").write_text("participant,session,speaker,area,unit\nP1,fg1,Maya,L4,0TH\nP2,fg1,Tom,m1,1ae\n")
    said(run, "--participants", "p.csv", "--imd", lookup)

    kept = [one["attributes"] for one in status(run)["participants"]]
    assert kept == [{"imd_decile": "2", "imd_edition": "2025"}, {"imd_decile": "10", "imd_edition": "2025"}]


def test_a_postcode_among_the_words_of_an_answers_column_is_no_attribute(run, study, here):
    (here / "answers.csv").write_text("id,text,about\na1,I go.,lives at l4 0th\na2,I stay.,cook\na3,We go.,nurse\n")
    report = said(run, "answers.csv", "--text-column", "text", "--id-column", "id")

    assert '"about": 1 value with a postcode in it left out; the file itself is kept as it is' in report
    kept = [one["attributes"] for one in status(run)["participants"] if one["transcripts"] == ["answers"]]
    assert kept == [{}, {"about": "cook"}, {"about": "nurse"}]
