import dataclasses

import pytest
from coding_talk import BACKGROUND, CODEBOOK, GARDEN, MUSIC, transcript

from thematic.coding import score_transcripts, suggest, suggestions_from
from thematic.model import Code, EvidenceKind, Transcript


def suggested(talk, codebook=CODEBOOK, encoder=None):
    return suggest([talk], codebook, encoder=encoder, background=BACKGROUND)


def about(found, talk, words):
    return [suggestion for suggestion in found if talk.words_at(suggestion.span) == words]


@pytest.fixture(params=["words alone", "encoder"])
def either(request):
    return None if request.param == "words alone" else request.getfixturevalue("encoder")


def test_a_suggestion_is_a_sentence_of_a_participant(talk, either):
    found = suggested(talk, encoder=either)
    sentences = {span for turn in talk.turns if turn.speaker != "Moderator" for span in turn.sentences}

    assert found
    assert {suggestion.span for suggestion in found} <= sentences


def test_evidence_quotes_the_cue_where_it_stands(talk, either):
    (found,) = [
        suggestion
        for suggestion in about(suggested(talk, encoder=either), talk, "I water the beds on Mondays.")
        if suggestion.code == "garden"
    ]

    cue = found.evidence[0]

    assert (cue.kind, cue.text, talk.words_at(cue.span)) == (EvidenceKind.CUE, "water the beds", "water the beds")


def test_evidence_spans_lie_inside_the_suggestion_and_strengths_between_0_and_1(talk, either):
    for suggestion in suggested(talk, encoder=either):
        for evidence in suggestion.evidence:
            assert 0 <= evidence.strength <= 1
            assert evidence.span is None or suggestion.span.holds(evidence.span)


def test_evidence_shows_the_nearest_example_in_the_codebook_s_words(encoder):
    talk = transcript([("Ann", "I play the trombone of a Saturday."), ("Bob", "The lift is broken.")])

    (found,) = about(suggested(talk, encoder=encoder), talk, "I play the trombone of a Saturday.")

    nearest = next(evidence for evidence in found.evidence if evidence.kind is EvidenceKind.EXAMPLE)
    assert nearest.text == "I play the trombone on Saturdays with the brass lot."
    assert nearest.strength > 0.8


def test_words_of_evidence_are_the_codebook_s_and_stand_at_their_span(talk, either):
    words = [
        (evidence.text, talk.words_at(evidence.span).lower())
        for suggestion in suggested(talk, encoder=either)
        for evidence in suggestion.evidence
        if evidence.kind is EvidenceKind.WORDS
    ]

    assert ("trombone", "trombone") in words


def test_a_denied_cue_is_kept_as_a_possible_negative_case(either):
    talk = transcript([("Ann", "I don't water the beds, me."), ("Bob", "Pass the milk.")])

    (found,) = [one for one in suggested(talk, encoder=either) if one.code == "garden"]

    assert found.negative
    assert found.evidence[0].kind is EvidenceKind.NEGATED_CUE
    assert talk.words_at(found.evidence[0].span) == "water the beds"


def test_a_counter_cue_marks_a_possible_negative_case(either):
    talk = transcript([("Ann", "In our vegetable patch everything died."), ("Bob", "Pass the milk.")])

    found = [one for one in suggested(talk, encoder=either) if one.code == "garden"]

    assert [one.negative for one in found] == [True]
    assert found[0].evidence[0].kind is EvidenceKind.COUNTER_CUE


def test_a_near_miss_that_is_as_near_as_the_examples_speaks_against(encoder):
    talk = transcript([("Ann", "I got carrots at the supermarket for the garden party, green fingers or no.")])

    found = [one for one in suggested(talk, encoder=encoder) if one.code == "garden"]

    assert any(
        evidence.kind is EvidenceKind.AGAINST and evidence.text == "I bought carrots at the supermarket."
        for one in found
        for evidence in one.evidence
    )


def test_no_sentence_gets_more_than_three_codes(talk):
    codes = tuple(dataclasses.replace(GARDEN, id=f"garden{n}") for n in range(5))
    found = suggested(talk, dataclasses.replace(CODEBOOK, codes=codes))

    counts = {span: sum(one.span == span for one in found) for span in {one.span for one in found}}

    assert max(counts.values()) == 3


def test_a_code_without_text_suggests_nothing(talk):
    codebook = dataclasses.replace(CODEBOOK, codes=(Code(id="mute", name="Mute", definition=""), MUSIC))

    assert {suggestion.code for suggestion in suggested(talk, codebook)} <= {"music"}


def test_nothing_said_gives_no_suggestion():
    assert suggested(Transcript(id="x", text="", turns=())) == ()
    assert suggest([], CODEBOOK, encoder=None) == ()


def test_no_sentence_is_suggested_twice_for_a_code(talk, either):
    found = [(one.transcript, one.span, one.code) for one in suggested(talk, encoder=either)]

    assert len(found) == len(set(found))


def test_what_the_machine_cannot_see_in_mumbles_it_does_not_suggest(either):
    talk = transcript([("Ann", "Mm."), ("Bob", "Yeah, yeah."), ("Ann", "It is what it is."), ("Bob", "So.")])

    assert suggested(talk, encoder=either) == ()


ABSENT = ("I never saw a leaf in that vegetable patch.", "No, the tomatoes never came up, not one.")
REASONS = {EvidenceKind.NEGATED_CUE, EvidenceKind.COUNTER_CUE, EvidenceKind.COUNTER_EXAMPLE}


def absent(codebook, encoder):
    talk = transcript([("Ann", words) for words in ABSENT] + [("Bob", "I don't sing."), ("Bob", "The lift is broken.")])
    return [one for one in suggested(talk, codebook, encoder=encoder) if one.negative]


def test_every_possible_negative_case_shows_its_reason(talk, either):
    found = [*absent(CODEBOOK, either), *(one for one in suggested(talk, encoder=either) if one.negative)]

    assert found
    assert all(REASONS & {evidence.kind for evidence in one.evidence} for one in found)


def test_what_only_reads_as_absent_shows_the_code_s_nearest_counter_example(encoder):
    found = [one for one in absent(CODEBOOK, encoder) if one.code == "garden"]

    shown = {piece.text for one in found for piece in one.evidence if piece.kind is EvidenceKind.COUNTER_EXAMPLE}

    assert shown
    assert shown <= set(GARDEN.counter_examples)


def test_where_the_code_has_no_counter_example_the_closest_code_s_is_shown_and_named(encoder):
    bare = dataclasses.replace(GARDEN, id="patch", counter_examples=(), counter_cues=())
    codebook = dataclasses.replace(CODEBOOK, codes=(bare, dataclasses.replace(GARDEN, examples=(), cues=()), MUSIC))

    found = [one for one in absent(codebook, encoder) if one.code == "patch"]

    named = [piece.code for one in found for piece in one.evidence if piece.kind is EvidenceKind.COUNTER_EXAMPLE]
    assert named
    assert set(named) == {"garden"}


def test_where_no_counter_example_has_anything_in_common_nothing_is_marked():
    foreign = tuple(f"Never, not once, no, {word}." for word in ("zinc", "quartz", "basalt", "slate", "flint"))
    codebook = dataclasses.replace(CODEBOOK, codes=(dataclasses.replace(GARDEN, counter_examples=foreign),))

    talk = transcript([("Ann", "No, never, not once, no tomatoes in the greenhouse.")])
    scores = score_transcripts([talk], codebook, encoder=None, background=BACKGROUND)

    assert scores.negative.all()
    assert [one.negative for one in suggestions_from(scores)] == [False]
