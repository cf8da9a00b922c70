"""A table of participants as people keep it: other headers, no session, no speaker, postcodes. All invented."""

import pytest

from thematic.errors import InputError
from thematic.ingest import read_roster
from thematic.ingest.people.cases import case_at, cases_of
from thematic.model import Role

GROUP = "Kate: How was it?\nAnna: Good.\nKate: Why?\nBev: Well.\n"


def roster_of(header, *rows):
    return read_roster("p.csv", "\n".join([header, *rows]).encode())


@pytest.mark.parametrize("header", [
    "pid,transcript,label", "Participant ID,File,Speaker name", "id,group,name", "participant_id,focus group,speaker",
])  # fmt: skip
def test_columns_are_known_by_what_people_call_them_and_a_note_says_so(header):
    roster = roster_of(header, "P1,fg1.docx,Anna")

    assert roster.participants[0].labels == (("fg1", "Anna"),)
    assert roster.participants[0].attributes == {}
    assert any("was read as the session" in note for note in roster.notes)


def test_the_names_of_the_contract_win_and_the_others_are_then_attributes():
    roster = roster_of("participant,session,speaker,group,name,id", "P1,fg1,Anna,control,Invented Person,7")

    assert roster.participants[0].attributes == {"group": "control", "name": "Invented Person", "id": "7"}
    assert roster.notes == ()


@pytest.mark.parametrize(("header", "reason"), [
    ("pid,participant_id,session,speaker", '"pid" and "participant_id" could all be the "participant"'),
    ("participant,file,transcript,speaker", '"file" and "transcript" could all be the "session"'),
    ("participant,sesion,group,speaker", 'there is no column "session"'),
    ("participant,session,speakers,site", 'there is no column "speaker"'),
])  # fmt: skip
def test_columns_that_two_things_could_be_meant_by_are_refused(header, reason):
    with pytest.raises(InputError, match=reason):
        roster_of(header, "P1,fg1,Anna,x")


def test_without_sessions_a_label_is_the_same_person_everywhere(read):
    roster = roster_of("participant,speaker,site", "P1,Anna,north", "P2,Bev,south")

    turns = read("t.txt", GROUP, roster=roster).transcript.turns

    assert [turn.participant for turn in turns if turn.speaker != "Kate"] == ["P1", "P2"]
    assert roster.who("any", "ANNA").id == "P1"
    assert any("same person in every transcript" in note for note in roster.notes)


def test_without_sessions_two_people_of_one_label_are_refused():
    with pytest.raises(InputError, match=r'^p\.csv:3: "anna" is both P1 and P2\. Keep one, or add a column session'):
        roster_of("participant,speaker", "P1,Anna", "P2,anna")


def test_without_speakers_the_id_is_the_label(read):
    roster = roster_of("participant,age", "P1,41", "P2,52")

    turns = read("t.txt", "INT: How?\nP1: So.\nP2: No.\n", roster=roster).transcript.turns

    assert [turn.participant for turn in turns] == [None, "P1", "P2"]
    assert turns[0].role is Role.MODERATOR


def test_somebody_of_a_table_without_sessions_need_not_speak_in_every_transcript(read):
    roster = roster_of("participant,speaker", "P1,Anna", "P2,Bev", "P3,Cy", "M1,Kate")

    assert [doubt for doubt in read("t.txt", GROUP, roster=roster).doubts if "Cy" in doubt] == []


@pytest.mark.parametrize("header", ["postcode", "Home post code", "where"])
def test_a_column_of_postcodes_is_never_an_attribute(header):
    roster = roster_of(f"participant,session,speaker,{header},site", "P1,fg1,Anna,L4 0TH,north")

    assert roster.participants[0].attributes == {"site": "north"}
    assert f'the column "{header}" was left out: postcodes are never kept' in roster.notes
    assert "L4" not in repr(roster)
    assert "L4" not in repr(roster.homes)


def test_a_postcode_in_another_column_is_left_out_and_counted():
    rows = ("P1,fg1,Anna,lives at L4 0TH", "P2,fg1,Bev,cook", "P3,fg1,Cy,nurse")
    roster = roster_of("participant,session,speaker,about", *rows)

    assert [who.attributes for who in roster.participants] == [{}, {"about": "cook"}, {"about": "nurse"}]
    assert roster.doubts == ('"about": 1 value with a postcode in it left out',)


def test_two_homes_of_one_participant_are_refused_without_naming_them():
    with pytest.raises(InputError) as caught:
        roster_of("participant,session,speaker,postcode", "P1,fg1,Anna,L4 0TH", "P1,fg2,Anna,M1 1AE")

    assert str(caught.value) == "p.csv:3: P1 has another postcode or area in an earlier row. Make them agree"


def test_a_postcode_in_one_row_of_a_participant_holds_for_their_others():
    roster = roster_of("participant,session,speaker,postcode", "P1,fg1,Anna,", "P1,fg2,Anna,l4 0th")

    assert roster.homes["P1"].postcode == "L40TH"


def test_a_case_is_a_path_that_can_be_rolled_up_at_every_level():
    rows = ("P1,fg1,Anna,Northside / Allotment", "P2,fg1,Bev,Northside/Choir", "P3,fg1,Cy,Southbank", "P4,fg1,Di,")
    roster = roster_of("participant,session,speaker,Case", *rows)

    assert [case_at(who, 1) for who in roster.participants] == ["Northside", "Northside", "Southbank", None]
    assert [case_at(who, 2) for who in roster.participants] == ["Northside/Allotment", "Northside/Choir", None, None]
    assert cases_of(roster.participants) == {
        "Northside": 2, "Northside/Allotment": 1, "Northside/Choir": 1, "Southbank": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("case", "reason"), [
    ("Northside//Choir", "a level of the case is empty"), ("/Choir", "a level"), ("a/b/c/d/e/f/g", "7 levels"),
])  # fmt: skip
def test_a_case_that_cannot_be_meant_names_its_line(case, reason):
    with pytest.raises(InputError, match=rf"^p\.csv:2: .*{reason}"):
        roster_of("participant,session,speaker,case", f"P1,fg1,Anna,{case}")


def test_one_participant_is_in_one_case():
    with pytest.raises(InputError, match='P1 has another "case" in an earlier row'):
        roster_of("participant,session,speaker,case", "P1,fg1,Anna,N/a", "P1,fg2,Anna,N/b")


def test_a_postcode_in_place_of_an_id_is_refused_without_naming_it():
    with pytest.raises(InputError) as caught:
        roster_of("participant,session,speaker", "L4 0TH,fg1,Anna")

    assert "a postcode stands where the participant's id should" in str(caught.value)
    assert "L4" not in str(caught.value)
