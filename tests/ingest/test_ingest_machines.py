"""What programs write for programs: JSON of recognisers and ELAN's XML, and what of it is refused. All invented."""

import json
import random
import time
from pathlib import Path

import pytest
from effort import affordable, costs_at_most
from test_ingest_mutants import mutants, survives

from thematic.errors import InputError
from thematic.ingest import read_transcript
from thematic.model import Role

CORPUS = Path(__file__).parent / "corpus"
SEEDS = sorted(path for path in CORPUS.iterdir() if path.suffix in {".json", ".eaf", ".sbv", ".tsv"})
FORMS = sorted(path for path in CORPUS.iterdir() if path.suffix in {".txt", ".md", ".vtt"})
SEGMENT = {"start": 1.0, "end": 2.0, "text": "Mm."}


def segments(*rows, **more):
    return json.dumps({"segments": list(rows), **more})


def elan(*tiers, slots="", head=""):
    order = f"<TIME_ORDER><TIME_SLOT TIME_SLOT_ID='a' TIME_VALUE='1000'/>{slots}</TIME_ORDER>"
    return f"<?xml version='1.0'?>{head}<ANNOTATION_DOCUMENT>{order}{''.join(tiers)}</ANNOTATION_DOCUMENT>"


def tier(name, *words, slot="a", more=""):
    entries = (
        f"<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1='{slot}' TIME_SLOT_REF2='{slot}'>"
        f"<ANNOTATION_VALUE>{word}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
        for word in words
    )
    return f"<TIER TIER_ID='{name}' {more}>{''.join(entries)}</TIER>"


@pytest.mark.parametrize(("text", "reason"), [
    ("{", "a.json:1: it is no JSON (Expecting property name"),
    ('{"segments": [\n{"text": "what Anna said"\n]}', "a.json:3: it is no JSON (Expecting"),
    ('{"segments": [], "segments": []}', "a.json: a key stands twice in one object"),
    ('{"segments": [{"text": "x", "start": NaN}]}', "a.json: it holds NaN or Infinity"),
    ('{"segments": [{"text": "x", "start": 1e999}]}', 'a.json: part 1 has under "start" what is no time'),
    ('{"segments": [{"text": "x", "start": -1}]}', 'a.json: part 1 has under "start" what is no time'),
    ('{"segments": [{"text": "x", "start": true}]}', 'a.json: part 1 has under "start" what is no time'),
    ('{"segments": [{"text": "x", "start": "soon"}]}', 'a.json: part 1 has under "start" what is no time'),
    ('{"segments": [{"text": "x", "start": ' + "1" * 5_000 + "}]}", "a.json: a number has over 40 digits"),
    ('{"segments": [{"text": "x", "start": 0.' + "1" * 5_000 + "}]}", "a.json: a number has over 40 digits"),
    ('{"segments": [{"text": "what Anna said", "start": [1]}]}', 'a.json: part 1 has under "start" what is no time'),
    ('{"segments": [{"text": 7}]}', 'a.json: part 1 has no words under "text"'),
    ('{"segments": [{"text": "\\ud800"}]}', "a.json: it holds half a character"),
    ("[" * 100_000, "a.json: its parts are nested too deep"),
    ('{"a":' * 100_000, "a.json: its parts are nested too deep"),
    ("[" + "[]," * 1_000_001, "a.json: it has over 1,000,000 parts"),
    ("[" + "1," * 6_000_001, "a.json: it has over 12 million characters"),
    ('{"segments": []}', "a.json: the file holds no talk"),
    ('{"segments": [{"text": " "}]}', "a.json: the file holds no talk"),
    ('{"segments": "what Anna said"}', "a.json: it is JSON, but not as Whisper, WhisperX, "),
    ('["what Anna said"]', "a.json: it is JSON, but not as Whisper"), ("7", "a.json: it is JSON, but not as"),
    ('{"audio_url": "x", "utterances": null}', "a.json: it has no utterances: transcribe with speaker labels"),
    ('{"results": {"channels": []}}', "a.json: it has no utterances: transcribe with utterances and diarize on"),
    ('{"monologues": [{"speaker": 0}]}', "a.json: monologue 1 has no elements"),
    ('{"results": {"items": [{"alternatives": []}]}}', "a.json: item 1 has no words"),
    ("", "a.json: the file is empty"),
])  # fmt: skip
def test_json_that_is_no_transcript_is_one_line_without_its_words(text, reason):
    with costs_at_most(1), pytest.raises(InputError) as caught:
        read_transcript("a.json", text.encode(), transcript_id="t")

    assert str(caught.value).startswith(reason)
    assert "Anna" not in str(caught.value)


def test_a_name_and_a_colon_in_a_segment_are_talk(spoken):
    rows = [SEGMENT | {"text": "Moderator: that was me.", "speaker": "Ann"}, SEGMENT | {"speaker": "Bo"}]

    assert spoken("t.json", segments(*rows)) == [("Ann", "Moderator: that was me."), ("Bo", "Mm.")]


def test_escapes_and_controls_in_a_segment_reach_no_terminal(read):
    transcript = read(
        "t.json", segments(SEGMENT | {"text": "\u001b[31mred\u0007\n<b>", "speaker": "A\u001bn\nn"})
    ).transcript

    assert transcript.text == "[31mred <b>"
    assert transcript.turns[0].speaker == "An n"


def test_times_that_a_recogniser_left_out_are_none(read):
    turns = read(
        "t.json", segments({"text": "One.", "speaker": "Ann"}, {"text": "Two.", "speaker": "Bo"})
    ).transcript.turns

    assert [turn.start_seconds for turn in turns] == [None, None]


def test_amazon_may_name_the_speaker_in_the_words_themselves(spoken):
    words = [("Yes", "spk_0"), ("so", "spk_0"), ("No", "spk_1")]
    items = [
        {"start_time": str(n), "end_time": str(n), "type": "pronunciation", "alternatives": [{"content": word}]}
        | {"speaker_label": who}
        for n, (word, who) in enumerate(words)
    ]

    assert spoken("t.json", json.dumps({"results": {"items": items}})) == [("spk_0", "Yes so"), ("spk_1", "No")]


def test_a_table_that_only_looks_like_whisper_s_is_a_table_of_answers():
    with pytest.raises(InputError, match="needs to know which column"):
        read_transcript("a.tsv", b"start\tend\ttext\tmore\n1\t2\tMm.\tx\n", transcript_id="t")
    with pytest.raises(InputError, match=r"a\.tsv:3: this row is no start, end and words"):
        read_transcript("a.tsv", b"start\tend\ttext\n1\t2\tMm.\nx\t2\tMm.\n", transcript_id="t")


@pytest.mark.parametrize(("text", "reason"), [
    ("<a", "a.eaf:1: the XML is damaged"), ("no xml", "a.eaf:1: the XML is damaged"),
    (elan(tier("A", "what Anna said"))[:-30], "a.eaf:1: the XML is damaged or cut short here"),
    ("<TIER TIER_ID='A'/>", "a.eaf: it is XML, but no file of ELAN's"),
    (elan(head="<!DOCTYPE a [<!ENTITY b 'what Anna said'>]>"), "a.eaf: it declares a DOCTYPE"),
    ("<?xml version='1.0' encoding='nonsense'?><ANNOTATION_DOCUMENT/>", "a.eaf: the XML is in an encoding that is not"),
    (elan(tier("A")), "a.eaf: the file holds no talk"), (elan(tier("A", " ")), "a.eaf: the file holds no talk"),
    ("", "a.eaf: the file is empty"),
])  # fmt: skip
def test_xml_that_is_no_transcript_is_one_line_without_its_words(text, reason):
    with pytest.raises(InputError) as caught:
        read_transcript("a.eaf", text.encode(), transcript_id="t")

    assert str(caught.value).startswith(reason)
    assert "Anna" not in str(caught.value)


def test_a_hundred_thousand_nested_elements_are_read_or_refused_at_once():
    with costs_at_most(1), pytest.raises(InputError):
        read_transcript("a.eaf", b"<ANNOTATION_DOCUMENT>" + b"<a>" * 100_000, transcript_id="t")


def test_a_slot_without_a_time_stands_after_the_one_before_it(read):
    slots = "<TIME_SLOT TIME_SLOT_ID='b'/><TIME_SLOT TIME_SLOT_ID='c' TIME_VALUE='9000'/>"
    transcript = read(
        "t.eaf",
        elan(tier("Ann", "Third.", slot="c"), tier("Bo", "Second.", slot="b"), tier("Cy", "First."), slots=slots),
    ).transcript

    assert transcript.text == "Second.\nFirst.\nThird."
    assert [turn.start_seconds for turn in transcript.turns] == [None, 1, 9]


def test_a_tier_that_hangs_on_another_is_left_out_even_if_it_has_times(read):
    imported = read("t.eaf", elan(tier("Ann", "Well."), tier("words", "W", "ell", more="PARENT_REF='Ann'")))

    assert imported.transcript.text == "Well."
    assert any(note.startswith("2 entries of 1 tier that hang") for note in imported.source.notes)


def test_two_tiers_of_one_participant_are_a_doubt(read):
    imported = read(
        "t.eaf", elan(tier("a", "Well.", more="PARTICIPANT='Ann'"), tier("b", "So.", more="PARTICIPANT='Ann'"))
    )

    assert "1 participant has several tiers: all were read as talk" in imported.doubts


def test_a_tier_without_a_name_is_nobody_known(read):
    turns = read("t.eaf", elan(tier("", "Well."), tier("Ann", "So."))).transcript.turns

    assert [turn.role for turn in turns] == [Role.UNKNOWN, Role.PARTICIPANT]


ODD = [
    None,
    True,
    -1,
    10**30,
    1e308,
    "",
    "x",
    "1e999",
    "\u0000\u202e",
    [],
    {},
    [None],
    [[]],
    {"text": 1},
    [{"text": "x"}],
]


def reshaped(value, source):
    """The value with one part of it, anywhere, replaced by something that no recogniser writes there."""
    if isinstance(value, dict | list) and value and source.random() < 0.9:
        keys = list(value) if isinstance(value, dict) else range(len(value))
        key = source.choice(keys)
        copy = value.copy()
        copy[key] = reshaped(value[key], source)
        return copy
    return source.choice(ODD)


@pytest.mark.parametrize("path", [path for path in SEEDS if path.suffix == ".json"], ids=lambda path: path.name)
def test_json_of_another_shape_is_read_or_refused(path):
    source, value = random.Random(path.name), json.loads(path.read_text())
    for _ in range(200):
        data = json.dumps(reshaped(value, source)).encode()
        assert survives(lambda data=data: read_transcript("a.json", data, transcript_id="t"))


def all_survive(path, count):
    # The first reading of all loads what finds sentences, which is no time of a mutant's.
    read_transcript(path.name, path.read_bytes(), transcript_id="t")
    return all(survives_soon(path.name, mutant) for mutant in mutants(path.read_bytes(), path.name, count))


def survives_soon(name, data):
    begun = time.process_time()
    read = survives(lambda: read_transcript(name, data, transcript_id="t"))
    return read and affordable(time.process_time() - begun, 2)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_a_damaged_file_of_a_machine_s_is_read_or_refused(path):
    assert all_survive(path, 100)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_damaged_file_of_a_program_s_is_read_or_refused(path):
    assert all_survive(path, 30)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("suffix", [".json", ".eaf", ".sbv", ".txt"])
def test_ten_thousand_damaged_files_are_read_or_refused(suffix):
    paths = [path for path in (*SEEDS, *FORMS) if path.suffix == suffix]
    assert all(all_survive(path, 10_000 // len(paths)) for path in paths)


def whisperx(text, *words):
    said = [
        {"word": word, "start": n, "end": n + 1} | ({"speaker": who} if who else {})
        for n, (word, who) in enumerate(words)
    ]
    segment = {"start": 0, "end": 9, "text": text, "speaker": "SPEAKER_00", "words": said}
    return json.dumps({"segments": [segment, {"start": 9, "end": 10, "text": "Mm.", "speaker": "SPEAKER_00"}]})


def test_words_that_another_speaker_says_inside_a_segment_are_theirs(read, spoken):
    asked = [
        ("And", "SPEAKER_00"),
        ("you?", "SPEAKER_00"),
        ("Oh,", "SPEAKER_01"),
        ("me.", ""),
        ("Right.", "SPEAKER_00"),
    ]
    data = whisperx(" And you? Oh, me. Right.", *asked)

    assert spoken("t.json", data) == [
        ("SPEAKER_00", "And you?"),
        ("SPEAKER_01", "Oh, me."),
        ("SPEAKER_00", "Right. Mm."),
    ]
    assert [turn.start_seconds for turn in read("t.json", data).transcript.turns] == [0, 2, 4]


def test_words_that_are_not_those_of_their_segment_are_doubted(read):
    imported = read("t.json", whisperx("And you, then?", ("And", "SPEAKER_00"), ("you?", "SPEAKER_01")))

    assert imported.transcript.text == "And you, then? Mm."
    assert (
        "segment 1: 1 segment has words of several speakers that are not those of the text: read as one's"
        in imported.doubts
    )


@pytest.mark.parametrize(("name", "doubted"), [
    ("comments", True), ("Anna-gesture", True), ("field_notes", True), ("Anna", False), ("Denote", False),
])  # fmt: skip
def test_a_tier_whose_name_says_that_nobody_speaks_there_is_doubted(read, name, doubted):
    doubts = read("t.eaf", elan(tier(name, "what was noted"), tier("Bev", "what Bev said"))).doubts

    assert any(f'the tier "{name}" was read as talk' in doubt for doubt in doubts) is doubted
