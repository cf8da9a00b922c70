"""Labels that are not written as the others are: read where nothing else is possible, else doubted. All invented."""

import pytest
from effort import costs_at_most

from thematic.ingest.talk.slips import Slips

TALK = "".join(f"INT: Why {n}?\nMaya: Because {n}.\nTom: No {n}.\n" for n in range(5))


def last(read, line, **options):
    imported = read("t.txt", f"{TALK}{line}\nINT: Well?\n", **options)
    turn = imported.transcript.turns[-2]
    return turn, imported.transcript.words_at(turn.span), imported.doubts


@pytest.mark.parametrize(("line", "words", "start"), [
    ("Maya:: no", "no", None), ("Maya:...yes", "...yes", None), ("Maya:- yes", "- yes", None),
    ("Maya:20 years", "20 years", None), ("Maya:£40", "£40", None), ("Maya:'cause", "'cause", None),
    ("Maya:¿Qué?", "¿Qué?", None), ("Maya:*laughs*", "*laughs*", None), ("@Maya: no", "no", None),
    ("Maya 00:03:04: no", "no", 184), ("00:03:04: Maya: no", "no", 184), ("[00:03:04]: Maya: no", "no", 184),
    ("[00:03:04 Maya: no", "no", 184), ("<00:03:04> Maya: no", "no", 184), ("- **Maya:** no", "no", None),
    ("Maya (over the phone): no", "(over the phone) no", None), ("Maya [on phone]: no", "[on phone] no", None),
])  # fmt: skip
def test_a_label_that_the_file_has_is_read_whatever_stands_about_its_colon(read, line, words, start):
    turn, said, doubts = last(read, line)

    assert (turn.speaker, said, turn.start_seconds) == ("Maya", words, start)
    assert doubts == ()


@pytest.mark.parametrize(("line", "label"), [
    ("Maya; And", "Maya"), ("Maya. And", "Maya"), ("INT- Really", "INT"), ("INT Really", "INT"), ("MAYA-- no", "MAYA"),
    ("Maya (03:04) no", "Maya"), ("Both Maya and Tom: no", "Both Maya and Tom"), ("[Tom] no", "Tom"),
    ("(Tom) no", "Tom"), ("**Tom** no", "Tom"), ("[00:10:01] INT", "INT"), ("Maya", "Maya"),
])  # fmt: skip
def test_a_line_that_begins_with_a_label_that_the_file_has_never_goes_on_without_a_doubt(read, line, label):
    turn, _, doubts = last(read, line)

    assert turn.speaker == "Tom"
    assert doubts == (f'line 16: "{label}:" was read as talk, not as a speaker',)


@pytest.mark.parametrize("line", [
    "Maya was kind to me.", "Maya and I went.", "Maya's mother came.", "Maya, you know her.", "Int erest.", "tom - no",
    "Mayan pots.", "Was it Maya? Yes.", "Tom... he left.",
])  # fmt: skip
def test_talk_that_begins_with_a_name_is_no_doubt(read, line):
    doubts = last(read, line)[2]

    assert [doubt for doubt in doubts if "tom" not in doubt] == []


@pytest.mark.parametrize("line", ["I - I go.", "I. was there", "I went [laughs]", "A (small) thing"])
def test_a_letter_that_is_a_label_is_a_word_too(read, line):
    talk = "I: Why?\nA: So.\nI: And?\nA: No.\n"

    assert read("t.txt", talk + line).doubts == ()


def test_what_a_program_s_file_has_typed_into_it_is_doubted(read):
    talk = "Ann Lee  0:02\nHow was it?\n\nBo Day  0:09\nFine.\n\nINT: Typed.\n\nAnn Lee\nLost.\n\nBo Day  0:21\nGood.\n"

    doubts = read("t.txt", talk, moderators=["Ann Lee"]).doubts

    assert doubts == (
        'line 7: "INT:" was read as talk, not as a speaker', 'line 9: "Ann Lee:" was read as talk, not as a speaker',
    )  # fmt: skip


@pytest.mark.parametrize(("line", "doubt"), [
    ("Mum: You are fine.", '"Mum:" (line 16) begins one line and was read as a speaker'),
    ("Mya: no", '"Mya:" (line 16; is it "Maya"?) begins one line and was read as a speaker'),
    ("ITN: no", '"ITN:" (line 16; is it "INT"?) begins one line and was read as a speaker'),
])  # fmt: skip
def test_a_name_that_begins_one_line_of_many_is_a_doubt(read, line, doubt):
    assert last(read, line)[2] == (doubt,)


def test_several_names_that_begin_one_line_each_are_one_doubt(read):
    assert last(read, "Mum: Fine.\nWork: My job.")[2] == (
        '"Mum:" (line 16), "Work:" (line 17) begin one line each: read as speakers',
    )


def test_somebody_whom_the_study_knows_may_speak_once(read):
    assert last(read, "Kate: Fine.", moderators=["Kate", "INT"])[2] == ()


def exchange(label, times=4):
    return "".join(f"INT: Why {n}?\n\n{label}: Because {n}.\n\n" for n in range(times))


@pytest.mark.parametrize("label", [
    "Key worker", "Study nurse", "Project worker", "Group leader", "Session lead", "Note taker", "Subject 1", "Table 1",
    "First speaker",
])  # fmt: skip
def test_a_role_that_begins_as_no_name_does_is_a_speaker_where_it_comes_back(read, label):
    imported = read("t.txt", f"{label}: Hello.\n\n{exchange(label)}")

    assert [turn.speaker for turn in imported.transcript.turns] == [label, *["INT", label] * 4]
    assert imported.doubts == ()


@pytest.mark.parametrize(
    "label",
    [
        "Page",
        "March",
        "Day",
        "Sunday",
        "Friday",
        "Recorder",
        "Interviewers",
        "Me",
        "You",
        "He",
        "Both",
        "An",
        "So",
        "Long",
    ],
)
def test_a_word_that_comes_back_as_labels_do_is_a_speaker_and_a_doubt(read, label):
    imported = read("t.txt", exchange(label))

    assert [turn.speaker for turn in imported.transcript.turns] == ["INT", label] * 4
    assert imported.doubts == (f'line 3: "{label}:" begins 4 lines and was read as a speaker',)


def test_two_who_are_called_me_and_you_are_two(spoken):
    talk = "".join(f"Me: Why {n}?\nYou: Because {n}.\n" for n in range(4))

    assert [who for who, _ in spoken("t.txt", talk)] == ["Me", "You"] * 4


def test_a_typist_s_note_that_comes_back_is_nobody_and_is_counted(read):
    imported = read("t.txt", "".join(f"INT: Why {n}?\nMaya: So.\nNote: a door {n}.\n" for n in range(3)))

    assert {turn.speaker for turn in imported.transcript.turns} == {"INT", "Maya"}
    assert imported.doubts == ('line 3: "Note:" begins 3 lines and was read as talk, not as a speaker',)


def test_an_opener_that_comes_back_within_turns_is_talk_and_is_counted(read):
    imported = read("t.txt", "".join(f"INT: Why {n}?\nMaya: So.\nRemember: no {n}.\n" for n in range(3)))

    assert {turn.speaker for turn in imported.transcript.turns} == {"INT", "Maya"}
    assert 'line 3: "Remember:" begins 3 lines and was read as talk, not as a speaker' in imported.doubts


def captions(*cues):
    timed = (f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n{cue}\n\n" for n, cue in enumerate(cues))
    return "WEBVTT\n\n" + "".join(timed)


ODD = ["Hill, Bev", "Ann Lee, PhD", "+44 7700 900123", "bev@example.org", "Sunday Okafor", "Bev Hill | Gardens"]


def test_odd_names_that_come_back_in_captions_are_speakers(read):
    turns = read("t.vtt", captions(*[f"{who}: words {n}" for n in range(2) for who in ODD])).transcript.turns

    assert [turn.speaker for turn in turns] == ODD * 2


def test_words_that_may_name_a_speaker_in_captions_are_a_doubt(read):
    doubts = read("t.vtt", captions("INT: Why?", "Maya: So", "Hill, Bev: No.", "INT: And?", "Maya; no")).doubts

    assert doubts == (
        'line 10: "Hill, Bev:" was read as talk, not as a speaker',
        'line 16: "Maya:" was read as talk, not as a speaker',
    )


@pytest.mark.parametrize(("cue", "said"), [
    (">> For how long?", "For how long?"), ("- Really?\n- Yes.", "- Really? - Yes."),
])  # fmt: skip
def test_captions_that_say_another_speaks_and_not_who_are_nobody_s(read, cue, said):
    imported = read("t.vtt", captions("INT: Why?", "Maya: So", cue, "INT: And?"))

    assert [(turn.speaker, imported.transcript.words_at(turn.span)) for turn in imported.transcript.turns] == [
        ("INT", "Why?"), ("Maya", "So"), (None, said), ("INT", "And?"),
    ]  # fmt: skip
    assert imported.doubts == ("line 10: 1 turn has no speaker: the file names none there",)


def test_a_caption_without_a_voice_among_voices_is_nobody_s(read):
    turns = read("t.vtt", captions(*["<v INT>Why?</v>", "<v Maya>So.</v>"] * 3, "And then?")).transcript.turns

    assert turns[-1].speaker is None


@pytest.mark.parametrize(
    "line", ["Maya" * 250_000, "Maya " * 200_000, "[" * 1_000_000, "-*" * 500_000, "Maya" + " " * 1_000_000]
)
def test_a_line_of_a_million_characters_is_judged_at_once(line):
    with costs_at_most(0.1):
        Slips(["maya"]).on(line)


def test_many_labels_that_read_as_talk_are_judged_at_once(read):
    text = "".join(f"So {number % 1000}: a\n" for number in range(6000))
    with costs_at_most(5):
        read("t.txt", text)
