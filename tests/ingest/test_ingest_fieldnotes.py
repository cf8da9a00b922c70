"""Field notes: entries and their dates. All invented."""

import pytest

from thematic.ingest.talk.dates import is_month_first, written_date
from thematic.model import Kind, Role

NOTES = """12 March 2026

Arrived early; wet underfoot.

Ines came over and said: it is always like this.

2026-03-13, Friday
Nobody there.
"""


def dated(imported):
    transcript = imported.transcript
    return [(turn.date, transcript.words_at(turn.span)) for turn in transcript.turns]


@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
def test_entries_under_dates_are_field_notes_a_turn_a_paragraph(read, word, suffix):
    imported = read("t" + suffix, word(*NOTES.split("\n")) if suffix == ".docx" else NOTES)

    assert imported.transcript.kind is Kind.FIELD_NOTES
    assert dated(imported) == [
        ("2026-03-12", "Arrived early; wet underfoot."),
        ("2026-03-12", "Ines came over and said: it is always like this."),
        ("2026-03-13", "Nobody there."),
    ]
    assert {(turn.speaker, turn.participant, turn.role) for turn in imported.transcript.turns} == {
        (None, None, Role.PARTICIPANT)
    }
    assert "read as field notes: 2 entries with a date" in imported.source.notes
    assert imported.doubts == ()


@pytest.mark.parametrize(("line", "iso"), [
    ("12 March 2026", "2026-03-12"), ("12th March 2026", "2026-03-12"), ("Thursday, 12 March 2026, 2pm", "2026-03-12"),
    ("March 12, 2026", "2026-03-12"), ("12 Mar 2026", "2026-03-12"), ("the 12th of March 2026", "2026-03-12"),
    ("2026-03-12", "2026-03-12"), ("2026-03-12, Tuesday", "2026-03-12"), ("2026/3/12 10:30", "2026-03-12"),
    ("Tues 12/3/26, 2pm", "2026-03-12"), ("12.3.2026", "2026-03-12"), ("12-03-2026", "2026-03-12"),
    ("Date: 12/03/2026", "2026-03-12"), ("Visit 2, 12 March 2026 (14:00 - 16:30)", "2026-03-12"),
    ("12/3/98", "1998-03-12"), ("Entry 3 - 4 May", None), ("4 May", None), ("31/02/2026", None),
    ("**12 March 2026**", "2026-03-12"), ("# 12 March 2026", "2026-03-12"),
])  # fmt: skip
def test_dates_are_read_day_first_in_the_ways_people_write_them(line, iso):
    date = written_date(line)

    assert date is not None
    assert date.iso(month_first=False) == iso


@pytest.mark.parametrize("line", [
    "10:30", "2pm", "We met on 12 March 2026", "12 March 2026 was wet", "May I?", "3 of them", "In May 2026", "12/3",
    "2026", "Nobody there.", "", "Tuesday", "Entry 3", "3 July: we went.", "12" * 5_000,
])  # fmt: skip
def test_words_with_a_date_among_them_are_words(line):
    assert written_date(line) is None


def test_words_may_follow_a_date_on_its_line(read):
    imported = read("t.txt", "12 March 2026: Wet.\nCold.\nFri 13 March 2026 - Dry.\n")

    assert dated(imported) == [("2026-03-12", "Wet."), ("2026-03-12", "Cold."), ("2026-03-13", "Dry.")]


def test_a_date_that_can_only_be_month_first_makes_the_others_undecided(read):
    imported = read("t.txt", "3/4/2026\n\nWet.\n\n3/13/2026\n\nDry.\n\n13/3/2026\n\nWindy.\n\n5/5/2026\n\nStill.\n")

    assert dated(imported) == [
        (None, "Wet."),
        ("2026-03-13", "Dry."),
        ("2026-03-13", "Windy."),
        ("2026-05-05", "Still."),
    ]
    assert imported.doubts == (
        "line 1: this entry's date has no year, or can be read in two ways; its turns have none",
    )


def test_the_order_of_numbers_is_only_asked_of_numbers():
    assert not is_month_first([written_date("12 March 2026"), written_date("2026-03-25")])


def test_doubts_about_dates_are_few_however_many_there_are(read):
    doubts = read("t.txt", "".join(f"{day} May\n\nWet.\n\n" for day in range(1, 31))).doubts

    assert len(doubts) == 6
    assert doubts[-1] == "25 more entries' dates could not be decided either"


def test_titles_above_the_first_entry_are_left_out_and_counted(read):
    imported = read("t.txt", "Field Notes, Garden Group\n\n" + NOTES)

    assert imported.transcript.text.startswith("Arrived early")
    assert '1 line above the first entry left out: "Field Notes, Garden Group"' in imported.source.notes


def test_a_heading_with_a_date_begins_an_entry(read, word):
    imported = read("t.docx", word(("12 March 2026", "Heading1"), "Wet.", ("13 March 2026", "Heading1"), "Dry."))

    assert dated(imported) == [("2026-03-12", "Wet."), ("2026-03-13", "Dry.")]


def test_what_the_user_calls_field_notes_needs_no_dates_and_is_no_doubt(read):
    imported = read("t.txt", "Anna: shy.\n\nBev  0:12\nloud.\n", kind=Kind.FIELD_NOTES)

    assert dated(imported) == [(None, "Anna: shy."), (None, "Bev 0:12"), (None, "loud.")]
    assert imported.doubts == ()


def test_a_date_in_a_conversation_is_talk(read):
    imported = read("t.txt", "INT: When?\nP1: Then.\n12 March 2026\nINT: Ah.\nP1: Yes.")

    assert imported.transcript.kind is Kind.INTERVIEW
    assert dated(imported)[1] == (None, "Then.\n12 March 2026")


def test_what_the_user_calls_an_interview_has_no_entries(read):
    assert dated(read("t.txt", NOTES, kind=Kind.INTERVIEW))[0] == (None, "12 March 2026")
