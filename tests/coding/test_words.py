import dataclasses

import pytest
from coding_talk import BACKGROUND, CODEBOOK, GARDEN, MUSIC, transcript

from thematic.coding import SUGGESTER, score_transcripts, suggest
from thematic.coding.reader import Reader
from thematic.coding.words import content, docs, names_in, spoken
from thematic.model import EvidenceKind

NAMES = (
    "Our Maureen sings the low part.",
    "I stand by Maureen when we sing.",
    "That was when Yvonne brought her fiddle.",
    "I keep the beat, me and Yvonne do.",
    "I got up and sang a verse on my own.",
)
CHOIR = dataclasses.replace(MUSIC, cues=(), examples=NAMES)


def shown(talk, codebook, encoder=None):
    found = suggest([talk], codebook, encoder=encoder, background=BACKGROUND)
    return [one.text for each in found for one in each.evidence if one.kind is EvidenceKind.WORDS]


def words_of(text, names=frozenset()):
    return next(Reader(CODEBOOK).read([text])).lemmas(names)


@pytest.mark.parametrize("stage", ["[laughs]", "[laughing, at the kettle]", "(pause)", "(laughs softly)", "[🙂]"])
def test_a_stage_direction_is_not_said_and_every_other_word_keeps_its_place(stage):
    text = f"I planted {stage} beans."

    assert len(spoken(text)) == len(text)
    assert words_of(text) == ["i", "plant", "bean"]


@pytest.mark.parametrize("text", ["(it rained all day)", "[and then it", "laughs] and", "f(x", "[" * 9, "(" * 9, ""])
def test_what_is_no_stage_direction_stays_as_it_is(text):
    assert spoken(text) == text


def test_a_hundred_thousand_brackets_are_read_in_a_moment():
    for text in ("[" * 100_000, "[a] " * 25_000, "(a " * 30_000):
        assert len(spoken(text)) == len(text)


def test_names_are_what_stands_with_a_capital_inside_sentences():
    assert names_in(docs(NAMES)) == {"maureen", "yvonne"}


def test_a_capital_at_the_beginning_of_a_sentence_or_of_speech_makes_no_name():
    texts = [
        "Carrots came up. Beans did not.",
        "She said: Water them.",
        'He said "Dig" and I did.',
        "So I did, I'm sure.",
    ]

    assert names_in(docs(texts)) == frozenset()


def test_a_word_that_is_mostly_written_small_is_no_name():
    texts = ["That was Rose.", "I cut a rose.", "We gave her a rose."]

    assert names_in(docs(texts)) == frozenset()


def test_a_name_is_left_out_however_it_is_written():
    assert words_of("MAUREEN and maureen and Maureen's fiddle", {"maureen"}) == ["and", "and", "have", "fiddle"]


@pytest.mark.parametrize(
    "word", ["want know tell told say said think thing go get come really bit kind sort yeah used"]
)
def test_fillers_carry_no_meaning(word):
    assert content(words_of(word)) == []


def test_words_in_common_name_nobody_and_quote_no_stage_direction():
    codebook = dataclasses.replace(CODEBOOK, codes=(CHOIR, GARDEN))
    talk = transcript([
        ("Ann", "I want to tell you, Yvonne got the fiddle out [sang a verse] and Maureen kept the beat."),
        ("Bob", "The lift is broken."),
    ])  # fmt: skip

    words = shown(talk, codebook)

    assert set(words) & {"fiddle", "beat"}
    assert not set(words) & {"yvonne", "maureen", "sang", "verse", "want", "tell", "got"}


@pytest.mark.parametrize(
    "words", ["[laughs] I'm Maureen.", "(pause) Yvonne?", "[sings a verse]", "[plays the fiddle]."]
)
@pytest.mark.parametrize("mode", ["words alone", "encoder"])
def test_a_name_or_a_stage_direction_alone_suggests_nothing(words, mode, request):
    encoder = None if mode == "words alone" else request.getfixturevalue("encoder")
    talk = transcript([("Ann", words), ("Bob", "The lift is broken."), ("Ann", "It rained.")])
    codebook = dataclasses.replace(CODEBOOK, codes=(CHOIR, MUSIC, GARDEN))

    found = suggest([talk], codebook, encoder=encoder, background=BACKGROUND)

    assert [one for one in found if talk.words_at(one.span) == words] == []


def test_a_cue_inside_a_stage_direction_is_none():
    talk = transcript([("Ann", "[sings] The lift is broken."), ("Bob", "I sing.")])

    hits = score_transcripts([talk], CODEBOOK, encoder=None).material.hits

    assert [[hit.cue for hit in found] for found in hits if found] == [["sing"]]


def test_a_name_that_the_definition_writes_is_the_code_s_own_matter():
    named = dataclasses.replace(CHOIR, definition="The speaker sings in the choir called Yvonne.")

    material = score_transcripts([transcript()], dataclasses.replace(CODEBOOK, codes=(named,)), encoder=None).material

    assert material.names == {"maureen"}


def test_the_same_words_give_other_suggestions_than_before_so_the_method_has_another_name():
    assert SUGGESTER == "built-in/5"
