"""Profiles: what is not one, what they must not take for a speaker, and that no word of talk is lost. All invented."""

import contextlib
from pathlib import Path

import pytest
from effort import costs_at_most
from hypothesis import given, settings
from hypothesis import strategies as st

from thematic.errors import InputError
from thematic.ingest import read_transcript
from thematic.ingest.formats import elan, recognisers
from thematic.ingest.profiles import PROFILES
from thematic.ingest.raw import clean
from thematic.model import Role

OTTER = "Ann Lee  0:02\nHow was it?\n\nBo Day  0:09\nFine.\n\nAnn Lee  0:21\nGood.\n"
ALONE = "Ann Lee\nHow was it?\n\nBo Day\nFine.\n\nAnn Lee\nGood.\n\nBo Day\nMm.\n"


@pytest.mark.parametrize("text", [
    "Anna: See you at 0:12\nBev: At 0:12\nAnna: At 0:12\nBev: Yes.",
    "Lunch 12:30\nWe ate.\n\nTea 15:00\nWe drank.\n\nLunch 12:30\nWe ate again.",
    "10:30\nPacked.\n\n11:30\nEmpty.\n\n12:30\nPacked.",
    "We left at 10:30\nIt rained.\nWe left at 11:30\nIt rained.\nWe left at 12:30\nIt rained.",
    "Anna: Fine.\nBev  0:12\nWell.\nAnna: Good.\nBev: Yes.\nAnna: Mm.",
    "A. Gardens\nB. Paths\nQ. Questions\nA. Again\nQ. And again",
    "Q. Only questions.\nQ. And another.\nQ. And a third.",
    "Tuesday\nIt rained.\n\nWednesday\nIt shone.\n\nTuesday\nIt rained.\n\nWednesday\nIt shone.",
    "Note\nIt rained.\n\nSummary\nIt shone.\n\nNote\nIt rained.\n\nSummary\nIt shone.",
    "Yes.\nIt rained.\nNo.\nIt shone.\nYes.\nIt rained.\nNo.\nIt shone.",
    "[laughs] We went.\n[laughs] We came.\n[coughs] We sat.",
    "[10:30]: We went.\n[11:30]: We came.\n[10:30]: We sat.",
    "https://example.org 0:12\nWe looked.\nhttps://example.org 0:13\nWe looked.",
    "This is what it said: Transcribed by https://otter.ai\nAnd then nothing.",
    "12 May 2026\nKitchen\nLoud.\nGarden\nQuiet.\n13 May 2026\nKitchen\nLoud.\nGarden\nQuiet.",
    "12 May 2026\nKitchen  9:30\nLoud.\nKitchen  9:40\nQuiet.\n13 May 2026\nKitchen  9:50\nLoud.",
    "Attendees were few.\n\nTranscript\n\n00:00:00\n\nWe went.",
])  # fmt: skip
def test_ordinary_lines_are_no_program_s(read, text):
    imported = read("t.txt", text)

    assert imported.source.profile == ""
    assert {turn.speaker for turn in imported.transcript.turns} <= {"Anna", "Bev", None}


def test_a_speaker_who_comes_once_under_a_program_s_header_is_one(spoken):
    assert spoken("t.txt", OTTER + "\nHill, Bev (Guest)  0:25\nMm.\n")[-1] == ("Hill, Bev (Guest)", "Mm.")


def test_what_stands_under_a_header_is_talk_whatever_it_looks_like(spoken):
    said = "Moderator: that was me.\n\nBo Day:\n\n10:30\n\nYes."

    assert spoken("t.txt", OTTER + f"\nBo Day  0:30\n{said}\n")[-1] == (
        "Bo Day", "Moderator: that was me.\nBo Day:\n10:30\nYes.",
    )  # fmt: skip


def test_a_header_with_nothing_below_it_is_no_turn(spoken):
    assert spoken("t.txt", OTTER.replace("Fine.\n", "")) == [("Ann Lee", "How was it?"), ("Ann Lee", "Good.")]


def test_a_time_without_a_name_among_headers_is_somebody_unknown(read):
    turns = read("t.txt", OTTER + "\n0:31\nAnd so on.\n").transcript.turns

    assert (turns[-1].speaker, turns[-1].role, turns[-1].start_seconds) == (None, Role.UNKNOWN, 31)


def test_times_that_go_backwards_are_no_program_s(read):
    back = OTTER.replace("0:02", "0:59").replace("0:09", "0:30").replace("0:21", "0:05")

    assert read("t.txt", back).source.profile == ""


def test_somebody_who_says_the_footer_in_a_sentence_keeps_their_words(spoken):
    talk = OTTER.replace("Fine.", "It ends with Transcribed by https://otter.ai\n\nFunny.")

    assert spoken("t.txt", talk)[1][1] == "It ends with Transcribed by https://otter.ai\nFunny."


def test_words_above_the_first_header_are_kept_where_they_are_no_title(spoken):
    assert spoken("t.txt", "we had better begin then\n\n" + OTTER)[0] == (None, "we had better begin then")


def test_two_headers_by_people_with_roles_are_enough(spoken):
    assert spoken("t.txt", "Interviewer  0:01\nHow so?\nParticipant  0:04\nWell.\n") == [
        ("Interviewer", "How so?"), ("Participant", "Well."),
    ]  # fmt: skip


def test_a_word_alone_below_a_name_was_said(spoken):
    talk = ALONE.replace("Fine.", "Great").replace("Mm.", "Great")

    assert spoken("t.txt", talk)[1] == ("Bo Day", "Great")
    assert {who for who, _ in spoken("t.txt", talk)} == {"Ann Lee", "Bo Day"}


def test_a_name_below_a_name_was_said_and_is_doubted(read):
    imported = read("t.txt", ALONE.replace("Fine.", "Ann Lee"))

    assert 'line 5: "Ann Lee" stands below a name, and was read as what they said' in imported.doubts


def test_a_colon_in_what_somebody_said_does_not_hide_the_names_alone(spoken):
    assert spoken("t.txt", ALONE.replace("Fine.", "Gardening: that is fine."))[1] == (
        "Bo Day",
        "Gardening: that is fine.",
    )


def test_names_alone_are_no_labels_where_names_with_a_colon_are(read):
    assert read("t.txt", ALONE + "\nInterviewer: Thanks.\n").source.profile == ""


def test_a_name_spelt_as_none_that_stands_alone_is_doubted_too(read):
    imported = read("t.txt", ALONE + "\nHill, Bev (Guest)\nMe too.\n")

    assert 'line 13: "Hill, Bev (Guest)" stands alone, and was read as talk' in imported.doubts


@pytest.mark.parametrize("header", [
    "Hill, Bev (Guest) {time}", "Note Taker  {time}", "+44 7700 900123   {time}", "Group  {time}", "bev  {time}",
    "Second Interviewer  {time}", "{time}",
])  # fmt: skip
@pytest.mark.parametrize("gap", [" ", "  "])
def test_an_odd_name_is_a_header_where_its_time_fits_between_the_others(read, header, gap):
    odd = header.format(time="0:14")
    talk = OTTER.replace("  0:", f"{gap}0:").replace("Ann Lee" + gap + "0:21", f"{odd}\nMe too.\n\nAnn Lee{gap}0:21")

    turns = read("t.txt", talk).transcript.turns

    assert [turn.start_seconds for turn in turns] == [2, 9, 14, 21]


def test_a_line_that_ends_in_a_time_is_talk_where_the_time_does_not_fit(spoken):
    talk = OTTER.replace("Fine.", "Fine.\nBus stop 10:30\nLunch  12:30\nWell.")

    assert spoken("t.txt", talk)[1] == ("Bo Day", "Fine.\nBus stop 10:30\nLunch 12:30\nWell.")


def test_a_name_that_stands_alone_once_is_doubted(read):
    imported = read("t.txt", ALONE + "\nCarla\nMe too.\n")

    assert imported.transcript.turns[-1].speaker == "Carla"
    assert 'line 13: "Carla" stands alone there only, and was read as a speaker' in imported.doubts


def test_a_label_the_study_knows_may_stand_alone_however_it_is_spelt(spoken):
    talk = ALONE.replace("Bo Day", "the quiet one")

    assert {who for who, _ in spoken("t.txt", talk, moderators=["the quiet one"])} == {"Ann Lee", "the quiet one"}


def test_labels_that_a_program_numbered_are_a_doubt_until_somebody_says_who_they_are(read):
    talk = "Speaker 1: How?\nSpeaker 2: So.\nSpeaker 1: Why?\nSpeaker 2: No.\n"

    assert read("t.txt", talk).doubts[-1] == (
        '"Speaker 1", "Speaker 2": a program numbered these speakers and may mix them up. Say who they are: '
        '--map "Speaker 1=P07"'
    )
    named = read("t.txt", talk, moderators=["Speaker 1", "Speaker 2"]).doubts
    assert not any("numbered" in doubt for doubt in named)


@pytest.mark.parametrize("label", [
    "Unknown Speaker", "Several", "All", "ALL", "Multiple speakers", "Crosstalk", "Speaker ?", "P?", "F (inaudible)",
    "Unidentified male", "Female (inaudible)",
])  # fmt: skip
def test_a_label_that_is_nobody_in_particular_is_counted_and_is_no_participant(read, label):
    imported = read("t.txt", f"INT: How?\nAnna: So.\n{label}: Yes.\nAnna: No.\n{label}: Mm.\n")

    turns = [turn for turn in imported.transcript.turns if turn.speaker == label]
    assert [(turn.role, turn.participant) for turn in turns] == [(Role.UNKNOWN, None)] * 2
    assert f'2 turns are nobody\'s in particular ("{label}")' in imported.source.notes


def test_how_somebody_known_said_it_is_still_no_part_of_their_name(spoken):
    assert spoken("t.txt", "Anna (inaudible): So.\nBev: No.\nAnna: Yes.\nBev: Mm.")[0] == ("Anna", "(inaudible) So.")


def test_every_profile_stands_in_the_reference(request):
    page = (Path(request.config.rootpath) / "docs/reference/import.md").read_text()

    for profile in (*PROFILES, *recognisers.PROFILES, elan.PROFILE):
        assert f"| {profile} |" in page, profile


@pytest.mark.parametrize(
    "line", ["Ann Lee" + " " * 200_000 + "0:02", "[" * 200_000, "a b " * 50_000, "00:00:01 " * 20_000]
)
def test_long_lines_are_judged_at_once(line):
    with costs_at_most(1), contextlib.suppress(InputError):
        read_transcript("t.txt", f"{OTTER}{line}\n".encode(), transcript_id="t")


# Hypothesis: words that are talk for sure, so that what is read can be compared with what was written.
WORDS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters=":：[]()*_#=~+-–—\ufeff"),
    min_size=1,
    max_size=40,
).map(lambda text: "w" + clean(text))
SPEAKERS = ("Ann Lee", "Bo Day", "Speaker 3")
TURNS = st.lists(st.tuples(st.sampled_from(SPEAKERS), WORDS), min_size=1, max_size=12).map(
    lambda turns: [*turns, *((who, "w so on") for who in (*SPEAKERS, *SPEAKERS))]
)


def clock(second):
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def short(second):
    return f"{second // 60}:{second % 60:02}"


FORMS = {
    "Teams": lambda who, when, said: f"{who}   {short(when)}\n{said}\n",
    "Otter": lambda who, when, said: f"{who}  {short(when)}  \n{said}\n",
    "Rev": lambda who, when, said: f"{who} ({clock(when)}):\n{said}\n",
    "labels with times": lambda who, when, said: f"[{clock(when)}] {who}\n{said}\n",
    "labels on lines of their own": lambda who, when, said: f"{who}\n{said}\n",  # noqa: ARG005
    "labels in brackets": lambda who, when, said: f"[{who}]: {said}",  # noqa: ARG005
    "labels behind times": lambda who, when, said: f"{when // 60:02}:{when % 60:02} {who}: {said}",
    "labels in numbered lines": lambda who, when, said: f"{when // 7 + 1}. {who}: {said}",
    "labels before tabs": lambda who, when, said: f"{who}\t{said}",  # noqa: ARG005
    "labels before dashes": lambda who, when, said: f"{who} - {said}",  # noqa: ARG005
}


@pytest.mark.parametrize("profile", FORMS)
@given(turns=TURNS)
@settings(max_examples=60, deadline=None)
def test_every_form_gives_back_the_turns_that_were_written_in_it(profile, turns):
    lines = (FORMS[profile](who, 7 * place, said) for place, (who, said) in enumerate(turns))

    imported = read_transcript("t.txt", "\n".join(lines).encode(), transcript_id="t")

    transcript = imported.transcript
    assert imported.source.profile == profile
    assert [(turn.speaker, transcript.words_at(turn.span)) for turn in transcript.turns] == [
        (who, clean(said)) for who, said in turns
    ]


@given(turns=TURNS)
@settings(max_examples=100, deadline=None)
def test_ordinary_talk_is_no_program_s_and_loses_no_word(turns):
    text = "\n\n".join(f"{who}: {said}" for who, said in turns)

    imported = read_transcript("t.txt", text.encode(), transcript_id="t")

    assert imported.source.profile == ""
    assert imported.transcript.text == "\n".join(clean(said) for _, said in turns)
