"""One invented talk, as a real word processor saves it in each format, gives one transcript."""

from pathlib import Path

import pytest

from thematic.ingest import read_roster, read_transcript

OFFICE = Path(__file__).parent / "corpus" / "office"


def turns(name):
    transcript = read_transcript(name, (OFFICE / name).read_bytes(), transcript_id="t").transcript
    return [(turn.speaker, turn.start_seconds, transcript.words_at(turn.span)) for turn in transcript.turns]


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf", "html", "pdf"])
def test_what_a_talk_was_saved_as_makes_no_difference(suffix):
    assert turns(f"walk.{suffix}") == turns("walk.txt")


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf", "html"])
def test_a_row_of_time_speaker_and_words_is_a_turn(suffix):
    assert turns(f"rows.{suffix}") == [
        ("INT", 5.0, "What do you do on Mondays?"),
        ("Ruth", 9.0, "I swim.\nOr I mean to.\nMost weeks, anyway."),
        ("INT", 31.0, "And you, Sam?"),
        ("Sam", 33.0, "I dig. It keeps me going."),
    ]


@pytest.mark.parametrize("suffix", ["html", "pdf"])
def test_two_columns_and_footnotes_make_no_difference(suffix):
    said = turns(f"columns.{suffix}")

    assert [words for _, _, words in said] == [words for _, _, words in turns("columns.docx")]
    assert said[1][2].startswith("I was 34 when I first swam.")
    assert said[4][2].startswith("He came in the end. He was 41 by then,")


def test_a_workbook_of_participants_is_a_table_of_participants():
    anna, bev = read_roster("people.xlsx", (OFFICE / "people.xlsx").read_bytes()).participants

    assert (anna.id, anna.labels, anna.attributes["age"], anna.attributes["joined"]) == (
        "P1", (("talk", "Anna"),), "34", "2026-05-03",
    )  # fmt: skip
    assert bev.attributes["age"] == "61.5"
