"""WebVTT and SubRip: cues, tags, voices, and captions merged into turns."""

import pytest

from thematic.errors import InputError
from thematic.ingest import read_transcript
from thematic.model import Kind, Role

ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:03.000
Moderator: So how did

2
00:00:03.100 --> 00:00:05.000
Moderator: it begin?

3
00:00:06.000 --> 00:00:07.000
Tunde: Mm.

4
00:00:08.000 --> 00:00:09.000
Moderator: Was it
at 10:30: packed, or

5
00:00:09.500 --> 00:00:10.000
Tunde: Yes.
"""


def vtt(*cues):
    timed = (f"00:{n:02}.000 --> 00:{n:02}.900\n{cue}" for n, cue in enumerate(cues))
    return "WEBVTT\n\n" + "\n\n".join(timed) + "\n"


def srt(*cues):
    timed = (f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{cue}" for n, cue in enumerate(cues, 1))
    return "\n\n".join(timed) + "\n"


def test_cues_of_one_speaker_are_one_turn(spoken):
    assert spoken("t.vtt", ZOOM) == [
        ("Moderator", "So how did it begin?"), ("Tunde", "Mm."), ("Moderator", "Was it at 10:30: packed, or"),
        ("Tunde", "Yes."),
    ]  # fmt: skip


def test_a_turn_begins_when_its_first_cue_does(read):
    turns = read("t.vtt", ZOOM).transcript.turns

    assert [turn.start_seconds for turn in turns] == [1, 6, 8, 9.5]
    assert [turn.role for turn in turns][:2] == [Role.MODERATOR, Role.PARTICIPANT]


def test_voices_of_teams_may_span_lines_and_share_a_cue(spoken):
    captions = vtt(
        "<v Maya Patel>Well, I went\nalong on the Tuesday.</v>",
        "<v Maya Patel>And then again.</v>",
        "<v.first.loud Dan O&apos;Shea>Did you? <v Maya Patel>I did.</v>",
        "<v >[laughter]</v>",
    )

    assert spoken("t.vtt", captions) == [
        ("Maya Patel", "Well, I went along on the Tuesday. And then again."), ("Dan O'Shea", "Did you?"),
        ("Maya Patel", "I did."), (None, "[laughter]"),
    ]  # fmt: skip


def test_a_voice_without_a_name_is_nobody_known(read):
    imported = read("t.vtt", vtt("<v Ann>Yes.</v>", "<v >No.</v>", "<v Bo>Oh.</v>"))

    assert [turn.role for turn in imported.transcript.turns] == [Role.PARTICIPANT, Role.UNKNOWN, Role.PARTICIPANT]
    assert "line 7: 1 turn has no speaker: the file names none there" in imported.doubts


def test_a_name_and_a_colon_inside_a_voice_are_talk(spoken):
    assert spoken("t.vtt", vtt("<v Ann>Moderator: that was me.</v>")) == [("Ann", "Moderator: that was me.")]


def test_tags_and_entities_are_read_and_bare_signs_left(spoken):
    captions = vtt(
        "Ann: <i>R&amp;B</i>, <c.yellow>5&nbsp;&lt; 6</c> <00:00:01.500>and a < b <3 &copy &#x1F600;", "Ann: x"
    )

    assert spoken("t.vtt", captions) == [("Ann", "R&B, 5 < 6 and a < b <3 &copy 😀 x")]


def test_notes_styles_regions_settings_and_headers_are_no_talk(spoken):
    captions = (
        "WEBVTT - A title\nKind: captions\nLanguage: en\n\nNOTE\nsaid by nobody\n\nSTYLE\n::cue { color: red }\n\n"
        "REGION\nid:fred\n\nintro\n00:01.000 --> 01:00:02.000 align:start position:0%\nAnn: One.\n\n"
        "NOTE between\n\n00:03.000 --> 00:04.000\nBo: Two.\n\n00:05.000 --> 00:06.000\nAnn: Three.\n\n"
        "00:07.000 --> 00:08.000\nBo: Four."
    )

    assert [words for _, words in spoken("t.vtt", captions)] == ["One.", "Two.", "Three.", "Four."]


def test_subrip_labels_hold_until_the_next_one(spoken):
    captions = srt("INT: How", "was it?", "ANN: Not bad,\n<i>you know</i>", "{\\an8}at all.", "INT: Right.")

    assert spoken("t.srt", captions) == [
        ("INT", "How was it?"), ("ANN", "Not bad, you know at all."), ("INT", "Right."),
    ]  # fmt: skip


@pytest.mark.parametrize("time", ["00:00:01,000 --> 00:00:02,000", "00:00:01.000 --> 00:00:02.000 X1:0",
                                  "0:00:01,5 --> 0:00:02", "00:01,000 --> 00:02,000"])  # fmt: skip
@pytest.mark.parametrize("number", ["1\n", ""])
def test_subrip_may_number_its_cues_and_write_times_as_it_likes(read, time, number):
    transcript = read("t.srt", f"{number}{time}\nINT: One.\n").transcript

    assert transcript.text == "One."
    assert transcript.turns[0].start_seconds == pytest.approx(1, abs=0.5)


def test_captions_without_labels_are_turns_between_pauses(read):
    captions = (
        "1\n00:00:01,000 --> 00:00:02,000\nI was\n\n2\n00:00:02,100 --> 00:00:03,000\nthere.\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\nSo were you.\n"
    )
    imported = read("t.srt", captions)

    assert imported.transcript.text == "I was there.\nSo were you."
    assert imported.transcript.kind is Kind.INTERVIEW
    assert imported.doubts[0].startswith("no label")


def test_words_before_the_first_label_are_kept(spoken):
    assert spoken("t.srt", srt("So we", "are on.", "INT: Right.", "ANN: Yes.", "ANN: No."))[0] == (
        None,
        "So we are on.",
    )


def test_empty_lines_inside_a_cue_lose_no_words(read):
    imported = read("t.vtt", vtt("Ann: One", "Bo: Two\n\nand a half", "Ann: Three", "Bo: Four"))

    assert imported.transcript.text == "One\nTwo and a half\nThree\nFour"
    assert imported.doubts[0] == "line 9: words outside any cue were added to the cue before them"


def test_a_forgotten_empty_line_loses_no_cue(spoken):
    captions = "1\n00:00:01,000 --> 00:00:02,000\nINT: One\n2\n00:00:03,000 --> 00:00:04,000\nP1: 1999\n"

    assert spoken("t.srt", captions) == [("INT", "One"), ("P1", "1999")]


@pytest.mark.parametrize(("name", "captions", "reason"), [
    ("a.vtt", "1\n00:01.000 --> 00:02.000\nhi", "a.vtt:1: a WebVTT file begins with the line WEBVTT"),
    ("a.vtt", "WEBVTTX\n\n00:01.000 --> 00:02.000\nhi", "a.vtt:1: a WebVTT file begins"),
    ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nhi\n\n2\n00:0x.000 --> 00:04.000\nho", "a.vtt:7: "),
    ("a.vtt", "WEBVTT\n\nsome words", "a.vtt:3: there is no time line"),
    ("a.vtt", "WEBVTT", "a.vtt: the file holds no talk"),
    ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "a.vtt: the file holds no talk"),
    ("a.srt", "1\n0:00:01,0 --> 0:00:02,0\nhi\n\n2\n00:00:03,000 -> 00:00:04,000\nho", "a.srt:6: this is no time line"),
    ("a.srt", "1\n00:00:99,000 --> 00:00:02,000\nhi", "a.srt:2: this is no time line"),
    ("a.srt", "1\nhi\n00:00:01,000 --> 00:00:02,000", "a.srt:3: there is text between"),
    ("a.srt", "Anna: just text", "a.srt:1: there is no time line"),
    ("a.srt", "", "a.srt: the file is empty"),
])  # fmt: skip
def test_broken_captions_are_one_line_with_its_number(name, captions, reason):
    with pytest.raises(InputError) as caught:
        read_transcript(name, captions.encode(), transcript_id="t")

    assert str(caught.value).startswith(reason)
    assert "\n" not in str(caught.value)
