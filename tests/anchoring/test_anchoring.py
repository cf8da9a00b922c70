"""Spans found again in a corrected text: never moved silently, never lost. All talk is invented."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from revisions import coded_spans, edited, seeded, talk, transcript

from thematic.anchoring import How, anchored
from thematic.model import Span

SAID = [
    ("Moderator", "How was it?"),
    ("Maya", "It was the Tuesday that did it. I set my alarm for it now."),
    ("Tom", "Yeah."),
    ("Maya", "They kept a chair for me by the urn."),
    ("Tom", "Yeah."),
]


def place(text, words, nth=0):
    at = -1
    for _ in range(nth + 1):
        at = text.text.index(words, at + 1)
    return Span(at, at + len(words))


def again(said, words, nth=0):
    """What became of `words` when the talk was corrected to `said`: how, the words now, and why."""
    old, new = transcript(SAID), transcript(said, revision=2)
    (anchor,) = anchored(old, new, [place(old, words, nth)])
    return anchor.how, anchor.place and new.words_at(anchor.place), anchor


def corrected(number, words, speaker=None):
    said = list(SAID)
    said[number] = (speaker or said[number][0], words)
    return said


def test_words_stay_where_they_are_when_other_words_change():
    how, words, anchor = again(corrected(0, "And how was it for you, the first time?"), "I set my alarm for it now.")

    assert (how, words, anchor.why) == (How.EXACT, "I set my alarm for it now.", "")


def test_a_stretch_inside_a_sentence_stays_while_the_sentence_around_it_changes():
    said = corrected(1, "So it was, well, the Tuesday that did it. I do set my alarm for it, now.")

    assert again(said, "the Tuesday that did it")[:2] == (How.EXACT, "the Tuesday that did it")


def test_a_turn_that_moved_keeps_its_codings():
    said = [SAID[3], *SAID[:3], ("Tom", "No.")]

    assert again(said, "They kept a chair for me by the urn.")[:2] in {
        (How.MOVED, "They kept a chair for me by the urn."),
        (How.EXACT, "They kept a chair for me by the urn."),
    }


def test_small_changes_inside_are_fuzzy_and_hold_the_whole_of_the_new_words():
    said = corrected(3, "They had kept a chair for me, by the urn.")

    assert again(said, "They kept a chair for me by the urn.")[:2] == (
        How.FUZZY,
        "They had kept a chair for me, by the urn.",
    )


def test_a_small_change_in_a_coded_stretch_takes_no_more_than_what_answers_to_it():
    said = corrected(1, "It was the Thursday that did it. I set my alarm for it now.")

    assert again(said, "the Tuesday that")[:2] == (How.FUZZY, "the Thursday that")


def test_words_that_are_gone_need_a_person_who_is_shown_the_likely_place():
    said = corrected(3, "There was always a chair kept for me, by that urn of theirs.")
    how, words, anchor = again(said, "They kept a chair for me by the urn.")

    assert (how, words) == (How.NEEDS_YOU, None)
    assert anchor.likely is not None


def test_a_short_answer_that_is_gone_is_not_put_on_another_that_says_the_same():
    how, words, _ = again(SAID[:4], "Yeah.", nth=1)

    assert (how, words) == (How.NEEDS_YOU, None)


def test_the_second_of_two_same_answers_stays_the_second():
    old, new = transcript(SAID), transcript([("Moderator", "Well?"), *SAID], revision=2)
    second = place(old, "Yeah.", 1)
    (anchor,) = anchored(old, new, [second])

    assert anchor.place == place(new, "Yeah.", 1)


def test_words_that_became_the_moderators_need_a_person():
    said = corrected(3, "They kept a chair for me by the urn.", speaker="Moderator")
    how, _, anchor = again(said, "They kept a chair for me by the urn.")

    assert how is How.NEEDS_YOU
    assert anchor.why == "the moderator says it now"


def test_words_that_somebody_else_speaks_now_are_said_to():
    said = corrected(3, "They kept a chair for me by the urn.", speaker="Tom")
    how, _, anchor = again(said, "They kept a chair for me by the urn.")

    assert how is How.EXACT
    assert anchor.why == "spoken by Tom now, by Maya before"


def test_a_label_that_was_renamed_throughout_is_no_other_speaker():
    said = [("P07" if speaker == "Maya" else speaker, words) for speaker, words in SAID]
    _, _, anchor = again(said, "They kept a chair for me by the urn.")

    assert (anchor.how, anchor.why) == (How.EXACT, "")


def test_a_span_that_would_come_to_cross_two_turns_needs_a_person():
    said = [*SAID[:1], ("Maya", "It was the Tuesday that did it."), ("Tom", "I set my alarm for it now."), *SAID[2:]]
    how, _, anchor = again(said, "It was the Tuesday that did it. I set my alarm for it now.")

    assert how is How.NEEDS_YOU
    assert "turn" in anchor.why


def test_nothing_is_found_in_a_text_that_shares_nothing():
    how, _, _ = again([("Maya", "Quite other talk altogether, about ducks.")], "I set my alarm for it now.")

    assert how is How.NEEDS_YOU


@pytest.mark.parametrize("said", [[("Maya", "x")], [("Moderator", "")]], ids=["one letter", "nothing"])
def test_the_smallest_texts_are_taken(said):
    old = transcript(SAID)

    assert len(anchored(old, transcript(said), [turn.span for turn in old.turns])) == len(SAID)


def check_edits_outside(rng):
    """For edits outside coded spans, every coding still quotes the same words."""
    said = talk(rng, rng.randint(1, 40))
    old = transcript(said)
    spans = coded_spans(rng, old, rng.randint(1, 10))
    new = transcript(edited(rng, said, old, spans, rng.randint(0, 30)), revision=2)
    anchors = anchored(old, new, spans)

    assert [anchor.span for anchor in anchors] == sorted(spans)
    for anchor in anchors:
        assert anchor.place is not None, anchor
        assert new.words_at(anchor.place) == old.words_at(anchor.span), anchor


def check_edits_anywhere(rng):
    """For any edits, a coding is on its own words, or is reported with what has changed, or waits for a person."""
    said = talk(rng, rng.randint(1, 40))
    old = transcript(said)
    spans = coded_spans(rng, old, rng.randint(1, 10))
    new = transcript(edited(rng, said, old, [], rng.randint(0, 60)), revision=2)
    anchors = anchored(old, new, spans)

    assert [anchor.span for anchor in anchors] == sorted(spans)
    for anchor in anchors:
        assert (anchor.place is None) == (anchor.how is How.NEEDS_YOU)
        assert anchor.how is not How.NEEDS_YOU or anchor.why
        if anchor.how in {How.EXACT, How.MOVED}:
            assert new.words_at(anchor.place) == old.words_at(anchor.span), anchor
        elif anchor.place is not None:
            assert new.turn_at(anchor.place) is not None


RANDOM = st.randoms(use_true_random=False)
# A long talk takes many choices, and a failing one is quicker to read than to shorten.
FREELY = {"deadline": None, "suppress_health_check": list(HealthCheck), "phases": [Phase.generate]}


@given(RANDOM)
@settings(max_examples=150, **FREELY)
def test_edits_outside_coded_words_never_change_what_a_coding_quotes(rng):
    check_edits_outside(rng)


@given(RANDOM)
@settings(max_examples=150, **FREELY)
def test_whatever_is_edited_no_coding_is_lost_or_silently_on_other_words(rng):
    check_edits_anywhere(rng)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@given(RANDOM)
@settings(max_examples=10_000, **FREELY)
def test_ten_thousand_edit_scripts_outside_coded_words_never_change_what_a_coding_quotes(rng):
    check_edits_outside(rng)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@given(RANDOM)
@settings(max_examples=10_000, **FREELY)
def test_ten_thousand_edit_scripts_lose_nothing_and_move_nothing_silently(rng):
    check_edits_anywhere(rng)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_ten_thousand_more_long_talks_with_many_edits_outside_coded_words():
    for seed in range(1_000, 11_000):
        check_edits_outside(seeded(seed))


def test_every_way_of_being_found_again_occurs_in_these_tests():
    hows = set()
    for seed in range(100):
        rng = seeded(seed)
        said = talk(rng, rng.randint(1, 40))
        old = transcript(said)
        new = transcript(edited(rng, said, old, [], rng.randint(0, 60)), revision=2)
        hows |= {anchor.how for anchor in anchored(old, new, coded_spans(rng, old, 5))}

    assert hows == set(How)


def test_a_short_coded_answer_that_was_deleted_hardly_ever_goes_unnoticed():
    silent = total = 0
    for seed in range(400):
        rng = seeded(seed)
        said = talk(rng, rng.randint(3, 40))
        old = transcript(said)
        gone = rng.choice(old.turns)
        new = transcript([*said[: gone.number - 1], *said[gone.number :]], revision=2)
        (anchor,) = anchored(old, new, [gone.span])
        silent += anchor.how is How.EXACT and not anchor.why
        total += 1

    assert silent <= total / 100


def answers(rows, revision=1):
    """A table of answers of (id, words), each row by a person of its own."""
    said = transcript([("x", words) for _, words in rows], revision=revision)
    turns = [replace(turn, given_id=name, speaker=None) for turn, (name, _) in zip(said.turns, rows, strict=True)]
    return replace(said, turns=tuple(turns))


def test_an_answer_is_found_in_the_row_of_its_id_wherever_the_row_stands_now():
    old = answers([("m1", "I went again."), ("m2", "Not for me."), ("m3", "Not for me.")])
    new = answers([("m3", "Not for me."), ("m1", "I went there again."), ("m4", "Not for me.")], revision=2)
    first, second, third = anchored(old, new, [turn.span for turn in old.turns])

    assert (first.how, new.words_at(first.place)) == (How.FUZZY, "I went there again.")
    assert (second.how, second.why) == (How.NEEDS_YOU, "its row is gone")
    assert (third.how, third.place) == (How.EXACT, new.turns[0].span)
