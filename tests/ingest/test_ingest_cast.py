"""Who speaks: roster, moderators, roles, ids, kinds."""

import pytest

from thematic.errors import InputError
from thematic.ingest import Roster, read_roster, read_transcript, transcript_id_for
from thematic.model import Kind, Participant, Role

TABLE = """participant,session,speaker,role,site,age
P01,fg1,Anna,participant,North,61
P02,fg1,Bev,,North,
P02,fg2,Beverley,,North,58
M1,fg1,Kate,moderator,,
U1,fg1,Somebody,Unknown,,
"""
GROUP = "Kate: How was it?\nANNA: Good.\nBev: Bad.\nKate: Why?\nAnna: Because.\nBev: Well.\n"
IN_THE_TABLE = "or give it the role moderator in the table of participants"


def cast(transcript):
    return [(turn.speaker, turn.role.value, turn.participant) for turn in transcript.turns]


@pytest.fixture
def roster():
    return read_roster("p.csv", TABLE.encode())


def test_a_participant_in_several_rows_is_one_with_several_labels(roster):
    assert roster.participants[1] == Participant(
        "P02", Role.PARTICIPANT, (("fg1", "Bev"), ("fg2", "Beverley")), {"site": "North", "age": "58"}
    )
    assert [who.id for who in roster.participants] == ["P01", "P02", "M1", "U1"]


@pytest.mark.parametrize(("session", "speaker", "who"), [
    ("fg1", "Anna", "P01"), (" FG1 ", " anna ", "P01"), ("fg2", "Beverley", "P02"), ("fg2", "Bev", None),
    ("x", "Anna", None),
])  # fmt: skip
def test_the_roster_matches_sessions_and_labels_without_case_or_outer_spaces(roster, session, speaker, who):
    found = roster.who(session, speaker)

    assert (found and found.id) == who


def test_the_roster_says_who_speaks_and_in_which_role(read, roster):
    imported = read("t.txt", GROUP, transcript_id="fg1", roster=roster)

    assert cast(imported.transcript)[:3] == [
        ("Kate", "moderator", "M1"), ("ANNA", "participant", "P01"), ("Bev", "participant", "P02"),
    ]  # fmt: skip
    assert imported.participants == (
        Participant("M1", Role.MODERATOR, (("fg1", "Kate"),)),
        Participant("P01", labels=(("fg1", "ANNA"), ("fg1", "Anna")), attributes={"site": "North", "age": "61"}),
        Participant("P02", labels=(("fg1", "Bev"),), attributes={"site": "North", "age": "58"}),
    )
    assert imported.doubts == ('"Somebody" of the participants table does not speak in fg1',)


def test_a_label_that_the_roster_does_not_name_is_doubted_with_a_guess(read, roster):
    imported = read("t.txt", GROUP.replace("Bev:", "Bevv:"), transcript_id="fg1", roster=roster)

    question = 'the participants table names nobody "Bevv" in fg1. Is it "Bev"? Then say --map "fg1/Bevv=P02"'
    assert question in imported.doubts
    assert "fg1-p2" in {who.id for who in imported.participants}


def test_a_roster_s_label_is_a_speaker_whatever_it_looks_like(spoken):
    table = Roster((Participant("P1", labels=(("t", "remember"), ("t", "Hill, Bev 🙂"))),))

    assert spoken("t.txt", "remember: One.\nHill, Bev 🙂: Two.", roster=table) == [
        ("remember", "One."), ("Hill, Bev 🙂", "Two."),
    ]  # fmt: skip


def test_two_labels_of_one_person_are_one_participant(read):
    table = Roster((Participant("P1", labels=(("t", "Bev"), ("t", "Bev's iPad"))),))
    imported = read("t.txt", "INT: Hm?\nBev: One.\nBev's iPad: Two.\n", roster=table)

    assert imported.participants == (Participant("P1", labels=(("t", "Bev"), ("t", "Bev's iPad"))),)
    assert imported.transcript.kind is Kind.INTERVIEW


def test_ids_are_made_in_order_of_appearance_and_never_from_names(read):
    imported = read(
        "t.txt", "INT: Hm?\nZoe: One.\nUnknown: Two.\nAnna: Three.\nZoe: Four.\nAnna: Five.", transcript_id="fg9"
    )

    assert [turn.participant for turn in imported.transcript.turns] == [
        None, "fg9-p1", None, "fg9-p2", "fg9-p1", "fg9-p2",
    ]  # fmt: skip
    assert imported.participants == (
        Participant("fg9-p1", labels=(("fg9", "Zoe"),)), Participant("fg9-p2", labels=(("fg9", "Anna"),)),
    )  # fmt: skip


def test_an_id_that_the_roster_gave_to_somebody_is_given_to_nobody_else(read):
    table = Roster((Participant("t-p1", labels=(("t", "Zoe"),)), Participant("t-p2", labels=(("other", "Bo"),))))
    turns = read("t.txt", "INT: Hm?\nZoe: One.\nP7: Two.", roster=table).transcript.turns

    assert [turn.participant for turn in turns] == [None, "t-p1", "t-p3"]


def test_moderators_are_taken_from_the_user(read):
    imported = read("t.txt", GROUP, moderators=[" kate "])

    assert cast(imported.transcript)[0] == ("Kate", "moderator", None)
    assert imported.doubts == ()


def test_a_moderator_who_does_not_speak_is_doubted(read):
    assert 'no speaker is called "Kat". Did you mean "Kate"?' in read("t.txt", GROUP, moderators=["Kat"]).doubts


def test_without_a_moderator_the_one_who_asks_most_is_proposed(read):
    imported = read("t.txt", GROUP)

    assert {turn.role for turn in imported.transcript.turns} == {Role.PARTICIPANT}
    assert imported.doubts == (
        'no moderator was recognised; "Kate" asks most. If that is who it is, say --moderator "Kate" ' + IN_THE_TABLE,
    )


def test_where_nobody_asks_nobody_is_proposed(read):
    doubts = read("t.txt", GROUP.replace("?", ".")).doubts

    assert doubts == (
        "no moderator was recognised, and no question mark says who asks; say --moderator NAME " + IN_THE_TABLE,
    )


@pytest.mark.parametrize("called", ["Participant", "Interviewee", "Respondent", "P07", "R", "Participant 3"])
def test_the_other_of_two_speakers_is_the_moderator(read, called):
    imported = read("t.txt", f"Dan: How?\n{called}: So.\nDan: Why?\n{called}: No.")

    assert [turn.role for turn in imported.transcript.turns[:2]] == [Role.MODERATOR, Role.PARTICIPANT]
    assert imported.transcript.kind is Kind.INTERVIEW
    assert imported.source.notes == (f'"Dan" read as the moderator, since the only other speaker is "{called}"',)


@pytest.mark.parametrize("pair", [("Anna", "Bev"), ("P1", "P2"), ("Speaker 1", "Speaker 2"), ("Speaker 1", "Dan")])
def test_neither_of_two_equals_is_made_the_moderator(read, pair):
    one, other = pair
    imported = read("t.txt", f"{one}: How?\n{other}: So.\n{one}: Why?\n{other}: No.")

    assert {turn.role for turn in imported.transcript.turns} == {Role.PARTICIPANT}
    assert imported.doubts


def test_the_kind_is_what_the_user_says(read):
    assert read("t.txt", GROUP, kind=Kind.INTERVIEW).transcript.kind is Kind.INTERVIEW
    assert read("t.txt", GROUP).transcript.kind is Kind.FOCUS_GROUP


@pytest.mark.parametrize(("table", "reason"), [
    ("session,speaker\nfg1,Anna", 'p.csv:1: there is no column "participant"; there is session, speaker.'),
    ("participant,sesion,speaker\nP1,fg1,Anna",
     'p.csv:1: there is no column "session"; there is participant, sesion, speaker. Did you mean "sesion"?'),
    ("participant,session,speaker,role\nP1,fg1,Anna,moderater",
     'p.csv:2: "moderater" is no role; roles are participant, moderator, unknown. Did you mean "moderator"?'),
    ("participant,session,speaker\nP1,fg1,Anna\n\nP2, FG1,anna", 'p.csv:4: "anna" in FG1 is both P1 and P2. Keep one'),
    ("participant,session,speaker\nP1,fg1,Anna\nP2,,Bev", 'p.csv:3: the cell "session" is empty'),
    ("participant,session,speaker,role\nP1,fg1,Anna,participant\nP1,fg2,Anna,moderator",
     "p.csv:3: P1 is participant in line 2 and"),
    ("participant,session,speaker,site\nP1,fg1,Anna,N\nP1,fg2,Anna,S",
     'p.csv:3: P1 has another "site" in an earlier row'),
    ("participant,session,speaker", "p.csv: the table has no rows"),
    ("participant,session,speaker,site,site\n", 'p.csv:1: two columns are called "site". Rename one'),
    ('participant,session,speaker\nP1,fg1,"Anna', "p.csv:2: quotation marks do not match"),
    ("participant,session,speaker\nP1,fg1,Anna,more", "p.csv:2: this row has 4 cells, the header 3"),
    (",,\n1,2,3", "p.csv:1: the first row must name the columns"),
    ("", "p.csv: the file is empty"),
])  # fmt: skip
def test_a_broken_roster_is_one_line(table, reason):
    with pytest.raises(InputError) as caught:
        read_roster("p.csv", table.encode())

    assert str(caught.value).startswith(reason)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [
    "\ufeffparticipant;session;speaker\nP1;fg1;Anna".encode(),
    b"sep=;\nparticipant;session;speaker\nP1;fg1;Anna",
    b"Participant ,SESSION,Speaker\nP1,fg1,Anna",
    "participant\tsession\tspeaker\nP1\tfg1\tAnna".encode("utf-16"),
])  # fmt: skip
def test_spreadsheets_may_save_the_roster_as_they_do(data):
    assert read_roster("p.csv", data).participants == (Participant("P1", labels=(("fg1", "Anna"),)),)


def test_a_table_must_be_csv_tsv_or_xlsx():
    with pytest.raises(InputError, match=r"a table must be \.csv, \.tsv or \.xlsx"):
        read_roster("p.ods", b"PK\x03\x04")


@pytest.mark.parametrize(("name", "made"), [
    ("fg3.docx", "fg3"), ("/a/b/FG 3 (final).v2.txt", "FG-3-final-.v2"), ("C:\\a\\Café – März.vtt", "Café-März"),
    ("Cafe\u0301.txt", "Café"), ("...", "transcript"), ("???.txt", "transcript"), ("", "transcript"), ("fg3", "fg3"),
    ("a:b.txt", "a-b"),
])  # fmt: skip
def test_an_id_is_made_from_a_file_s_stem(name, made):
    assert transcript_id_for(name) == made


def test_messages_name_the_file_as_the_user_did_and_the_source_only_the_file():
    data = b"Anna: One.\nBev: Two.\nAnna: Three.\nBev: Four."

    assert read_transcript("../secret place/t.txt", data, transcript_id="t").source.name == "t.txt"
    with pytest.raises(InputError, match=r"^\.\./x/t\.txt: "):
        read_transcript("../x/t.txt", b"", transcript_id="t")


def exchange(asks, answers, marks="?"):
    return "".join(f"{asks}: Why {n}{marks}\n{answers}: Because {n}.\n" for n in range(3))


@pytest.mark.parametrize(("asks", "answers"), [("R", "J"), ("A", "B"), ("R", "Maya"), ("P", "Maya")])
def test_of_two_speakers_whoever_asks_moderates_whatever_their_letter(read, asks, answers):
    imported = read("t.txt", exchange(asks, answers))

    assert [turn.role for turn in imported.transcript.turns[:2]] == [Role.MODERATOR, Role.PARTICIPANT]
    assert imported.doubts == (
        f'"{asks}" read as the moderator, since that is who asks; if it is "{answers}", say --moderator "{answers}"',
    )


@pytest.mark.parametrize(("asks", "answers"), [("I", "R"), ("Q", "A"), ("INT", "P07"), ("J", "R")])
def test_who_asks_is_no_doubt_where_the_letters_say_so_too(read, asks, answers):
    imported = read("t.txt", exchange(asks, answers))

    assert [turn.role for turn in imported.transcript.turns[:2]] == [Role.MODERATOR, Role.PARTICIPANT]
    assert imported.doubts == ()


def test_a_letter_for_who_asks_stands_against_the_questions_with_a_doubt(read):
    assert read("t.txt", exchange("R", "I")).doubts == (
        '"I" read as the moderator, but "R" asks more: if so, say --moderator "R"',
    )


def test_a_letter_is_no_moderator_beside_a_plainer_word(read):
    talk = "".join(f"MOD: Why {n}?\n" + "".join(f"{who}: So {n}.\n" for who in "ABCDEFGHIJKL") for n in range(2))

    imported = read("t.txt", talk)

    assert {turn.speaker for turn in imported.transcript.turns if turn.role is Role.MODERATOR} == {"MOD"}
    assert imported.source.notes == ('"I" read as a participant, since "MOD" is the moderator',)


@pytest.mark.parametrize("mark", ["？", "؟", "՞", "?”", "?*"])
def test_question_marks_of_every_script_say_who_asks(read, mark):
    assert '"Ann" asks most' in read("t.txt", exchange("Ann", "Bo", mark)).doubts[0]


def test_a_question_in_the_middle_of_captions_says_who_asks(read):
    cues = ["Ann: Why was it?", "Tell me more.", "Bo: Because."] * 2
    text = "WEBVTT\n\n" + "".join(f"00:0{n}.000 --> 00:0{n}.900\n{cue}\n\n" for n, cue in enumerate(cues))

    assert '"Ann" asks most' in read("t.vtt", text).doubts[0]


def test_speakers_in_the_plural_were_numbered_by_no_program(read):
    assert not any("numbered" in doubt for doubt in read("t.txt", exchange("Speakers", "Tom")).doubts)
