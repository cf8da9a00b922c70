"""The table of participants: the roles it leaves open, the sessions it names, and what a named moderator overrides."""

import pytest

from thematic.errors import InputError
from thematic.ingest import label_key, read_roster, transcript_id_for
from thematic.model import Participant, Role

GROUP = "Kate: How was it?\nAnna: Good.\nKate: Why?\nBev: Well.\n"


def roster_of(*rows, header="participant,session,speaker,role"):
    return read_roster("p.csv", "\n".join([header, *rows]).encode())


@pytest.mark.parametrize(("label", "role"), [
    ("INT", Role.MODERATOR), ("Moderator", Role.MODERATOR), ("Facilitator 2", Role.MODERATOR),
    ("Kate (Interviewer)", Role.MODERATOR), ("Unknown", Role.UNKNOWN), ("Several speakers", Role.UNKNOWN),
    ("Maureen", Role.PARTICIPANT), ("P07", Role.PARTICIPANT),
])  # fmt: skip
@pytest.mark.parametrize("column", ["empty", "missing"])
def test_a_role_that_the_table_leaves_open_is_what_the_label_says(label, role, column):
    if column == "empty":
        roster = roster_of(f"X1,fg1,{label},")
    else:
        roster = roster_of(f"X1,fg1,{label}", header="participant,session,speaker")

    assert [who.role for who in roster.participants] == [role]


def test_a_role_that_the_table_gives_is_kept_whatever_the_label_says():
    assert roster_of("P1,fg1,Facilitator,participant").participants[0].role is Role.PARTICIPANT


def test_a_role_given_in_one_row_holds_for_the_rows_that_leave_it_open():
    before, after = ["M1,fg1,Kate,moderator", "M1,fg2,Kath,"], ["M1,fg1,Kath,", "M1,fg2,Kate,moderator"]

    assert [roster_of(*rows).participants[0].role for rows in (before, after)] == [Role.MODERATOR] * 2


def test_who_moderates_under_one_label_is_a_moderator_under_the_other():
    assert roster_of("M1,fg1,INT,", "M1,fg2,Kate,").participants[0].role is Role.MODERATOR


def test_two_roles_that_contradict_each_other_name_the_line_that_gave_the_first():
    with pytest.raises(InputError, match=r"^p\.csv:4: M1 is moderator in line 3 and participant here"):
        roster_of("M1,fg1,Kate,", "M1,fg2,Kate,moderator", "M1,fg3,Kate,participant")


def test_a_moderator_in_a_table_without_roles_is_no_participant_of_the_transcript(read):
    roster = roster_of("M1,t,INT", "P1,t,Anna", header="participant,session,speaker")

    turns = read("t.txt", "INT: How?\nAnna: So.\nINT: Why?\nAnna: No.", roster=roster).transcript.turns

    assert [(turn.role, turn.participant) for turn in turns[:2]] == [
        (Role.MODERATOR, "M1"), (Role.PARTICIPANT, "P1"),
    ]  # fmt: skip


@pytest.mark.parametrize(("written", "file"), [
    ("Walking group (March)", "Walking group (March).docx"), ("Walking-group-March", "Walking group (March).docx"),
    ("Walking group (March).docx", "Walking group (March).docx"), ("fg1.docx", "fg1.docx"), ("FG1.DOCX", "fg1.docx"),
    ("fg1", "fg1.docx"), ("St. Anne", "St. Anne.txt"), ("v1.2", "v1.2.txt"), ("Cafe\u0301", "Café.vtt"),
])  # fmt: skip
def test_a_session_is_matched_by_the_rule_that_makes_ids_of_files(written, file):
    session = transcript_id_for(file)
    roster = roster_of(f"P1,{written},Anna,")

    assert roster.who(session, "anna") is not None
    assert roster.labels_in(session) == ("Anna",)
    assert label_key(written, " ANNA. ") == label_key(session, "Anna")


def test_the_roster_holds_the_id_that_its_session_means():
    assert roster_of("P1,Walk (May).txt,Anna,").participants == (Participant("P1", labels=(("Walk-May", "Anna"),)),)


def test_one_label_in_two_spellings_of_a_session_is_not_two_people():
    with pytest.raises(InputError, match=r'^p\.csv:3: "Anna" in fg1 is both P1 and P2'):
        roster_of("P1,fg1,Anna,", "P2,fg1.docx,Anna,")


@pytest.mark.parametrize("session", ["???", "(...)", "🙂"])
def test_a_session_of_signs_alone_is_still_one(session):
    assert roster_of(f"P1,{session},Anna,").who(session, "Anna") is not None


def test_a_moderator_whom_the_user_names_is_one_whatever_the_table_says(read):
    roster = roster_of("P1,t,Kate,participant", "P2,t,Anna,participant", "P3,t,Bev,participant")

    imported = read("t.txt", GROUP, roster=roster, moderators=["kate"])

    assert [turn.role for turn in imported.transcript.turns[:2]] == [Role.MODERATOR, Role.PARTICIPANT]
    assert {who.id: who.role for who in imported.participants} == {
        "P1": Role.MODERATOR, "P2": Role.PARTICIPANT, "P3": Role.PARTICIPANT,
    }  # fmt: skip
    assert imported.doubts == ()


def test_a_role_that_may_be_somebody_s_words_is_not_repeated():
    with pytest.raises(InputError) as caught:
        roster_of("P1,fg1,Anna,my sister cried all night")

    assert str(caught.value) == "p.csv:2: what stands there is no role; roles are participant, moderator, unknown."
