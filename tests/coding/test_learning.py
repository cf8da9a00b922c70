"""What decisions teach, and what they never may. All talk is invented."""

import random

import numpy as np
import pytest
from coding_talk import BACKGROUND, CODEBOOK, transcript
from hypothesis import given, settings
from hypothesis import strategies as st

from thematic.coding.calibration import Calibration, Kept, cutoff_by_decisions
from thematic.coding.judged import KEPT, NOTHING, REFUSED, on_texts, on_units
from thematic.coding.scores import Reading
from thematic.coding.suggest import all_units
from thematic.model import Decision, Span, UnitKind, Verdict

PLANTS = ("beans", "roses", "leeks", "apples", "carrots", "onions", "peas", "plums", "sage", "mint")
PARTS = ("the bus", "the lift", "the door", "the form", "the car", "the shop", "the queue", "the bill", "the roof")
TALK = transcript(
    [("Ann", f"I was out with the {plant} again on {day}.") for plant in PLANTS for day in ("Monday", "Friday")]
    + [("Bob", f"They never mended {part} on {day}.") for part in PARTS for day in ("Monday", "Friday", "Sunday")]
)
UNITS = all_units([TALK])
CODES = tuple(code.id for code in CODEBOOK.codes)


def decision(span, verdict, code="garden", coder="ana", in_transcript="fg1"):
    return Decision(coder, verdict, in_transcript, 1, span, code, "sha")


def turn(number):
    return TALK.turns[number - 1].span


def judged_units(*decisions, units=UNITS):
    found = on_units(units, decisions, CODES)
    return {units[at].id: int(found[at, 0]) for at in np.flatnonzero(found[:, 0] != NOTHING)}


def truth(number):
    return Verdict.ACCEPT if number <= 2 * len(PLANTS) else Verdict.REJECT


def reading(**options):
    return Reading(UNITS, CODEBOOK, encoder=None, background=BACKGROUND, **options)


LONG = transcript(
    [("Ann", "I dug all day and it rained. My back was sore by tea time. Then I went home to bed."), ("Bob", "Me too.")]
)
LONG_UNITS = all_units([LONG])
FIRST, SECOND, THIRD = LONG.turns[0].sentences


def test_who_keeps_a_sentence_keeps_its_turn_and_not_its_other_sentences():
    assert judged_units(decision(SECOND, Verdict.ACCEPT), units=LONG_UNITS) == {
        "fg1:t001": KEPT,
        "fg1:t001.s2": KEPT,
    }


def test_who_refuses_a_turn_refuses_each_of_its_sentences():
    assert judged_units(decision(LONG.turns[0].span, Verdict.REJECT), units=LONG_UNITS) == {
        "fg1:t001": REFUSED,
        "fg1:t001.s1": REFUSED,
        "fg1:t001.s2": REFUSED,
        "fg1:t001.s3": REFUSED,
    }


def test_who_keeps_a_turn_says_nothing_of_which_sentence_it_was():
    assert judged_units(decision(LONG.turns[0].span, Verdict.CODE), units=LONG_UNITS) == {"fg1:t001": KEPT}


def test_what_was_said_of_the_very_words_counts_before_what_follows_from_others():
    both = (decision(LONG.turns[0].span, Verdict.REJECT), decision(THIRD, Verdict.ACCEPT, coder="ben"))

    found = judged_units(*both, units=LONG_UNITS)

    assert found["fg1:t001.s3"] == KEPT
    assert found["fg1:t001"] == REFUSED


def test_unsure_teaches_nothing_and_neither_do_two_coders_who_disagree():
    assert judged_units(decision(turn(1), Verdict.UNSURE)) == {}
    assert judged_units(decision(turn(1), Verdict.ACCEPT), decision(turn(1), Verdict.REJECT, coder="ben")) == {}


def test_a_decision_about_another_transcript_or_a_code_that_is_gone_says_nothing_here():
    gone = decision(turn(1), Verdict.ACCEPT, code="retired")

    assert judged_units(gone, decision(turn(1), Verdict.ACCEPT, in_transcript="fg2")) == {}


def test_a_span_that_no_unit_equals_speaks_for_the_unit_that_holds_most_of_it():
    across = Span(FIRST.start + 3, SECOND.start + 2)

    assert judged_units(decision(across, Verdict.CODE), units=LONG_UNITS) == {"fg1:t001": KEPT, "fg1:t001.s1": KEPT}


@given(spans=st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90), st.sampled_from(Verdict)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_the_order_of_decisions_does_not_matter(spans):
    decisions = [
        decision(Span(min(a, b), max(a, b)), verdict, coder=f"c{at}") for at, (a, b, verdict) in enumerate(spans)
    ]
    shuffled = random.Random(1).sample(decisions, len(decisions))

    assert judged_units(*decisions) == judged_units(*shuffled)


def test_units_of_the_same_words_vote():
    judged = np.asarray([[KEPT], [KEPT], [REFUSED], [REFUSED], [NOTHING]], dtype=np.int8)

    assert on_texts(judged, np.asarray([0, 0, 0, 1, 1]), 3).tolist() == [[KEPT], [REFUSED], [NOTHING]]


def test_no_decisions_change_nothing():
    before, after = reading().scores(), reading().scores([decision(turn(1), Verdict.UNSURE)])

    assert (before.values == after.values).all()
    assert (before.selected == after.selected).all()


def test_decisions_of_one_kind_alone_change_nothing():
    only_kept = [decision(turn(number), Verdict.ACCEPT) for number in range(1, 8)]

    assert (reading().scores(only_kept).values == reading().scores().values).all()


def test_decisions_on_one_code_touch_no_other_code():
    decisions = [decision(turn(number), truth(number)) for number in range(10, 40)]
    before, after = reading().scores(), reading().scores(decisions)

    assert (before.values[:, 1] == after.values[:, 1]).all()
    assert (before.values[:, 0] != after.values[:, 0]).any()


def test_what_is_like_what_was_kept_rises_and_what_is_like_what_was_refused_sinks():
    wrong_way = [decision(turn(number), truth(number)) for number in range(1, 48, 2)]
    unseen_roses, unseen_lift = UNITS.index(unit("fg1:t004")), UNITS.index(unit("fg1:t024"))

    values = reading().scores(wrong_way).values[:, 0]

    assert values[unseen_roses] > values[unseen_lift]


def unit(name):
    return next(one for one in UNITS if one.id == name)


def test_two_decisions_against_what_the_codebook_says_do_not_turn_it_round():
    before = reading().scores().values[:, 0]
    turned = [decision(turn(1), Verdict.REJECT), decision(turn(47), Verdict.ACCEPT)]

    after = reading().scores(turned).values[:, 0]

    assert np.corrcoef(before, after)[0, 1] > 0.9


def test_held_out_levels_do_not_know_the_decisions_they_stand_beside():
    dice = random.Random(3)
    verdicts = [dice.choice([Verdict.ACCEPT, Verdict.REJECT]) for _ in TALK.turns]
    decisions = [decision(turn(at), verdict) for at, verdict in enumerate(verdicts, start=1)]
    scores = reading().scores(decisions)

    (calibration, _) = scores.calibrations[UnitKind.TURN]
    kept = [value for value, kept in calibration.held_out if kept]
    refused = [value for value, kept in calibration.held_out if not kept]
    won = np.mean([[one > other for other in refused] for one in kept])

    assert won < 0.7


def test_equal_decisions_give_equal_scores_to_the_bit():
    decisions = [decision(turn(number), truth(number)) for number in range(1, 48)]

    first, again = reading().scores(decisions), reading().scores(decisions[::-1])

    assert (first.values == again.values).all()
    assert first.calibrations == again.calibrations


def test_a_code_is_untested_until_twenty_were_judged():
    scores = [at / 20 for at in range(20)]

    assert Calibration.of(scores[:19], [True] * 19).at(0.5) is None
    assert Calibration.of(scores, [True] * 13 + [False] * 7).at(0.5) == Kept(13, 20)


def test_a_score_is_shown_with_the_twenty_nearest_judged():
    low, high = [(0.1, False)] * 25, [(0.9, True)] * 25
    calibration = Calibration(tuple(low + high))

    assert calibration.at(0.95) == Kept(20, 20)
    assert calibration.at(0.05) == Kept(0, 20)


def test_a_stated_precision_sets_the_lowest_level_that_reaches_it():
    levels = np.arange(40.0)
    kept = levels >= 20

    assert cutoff_by_decisions(levels, kept, levels, 0.9) == pytest.approx(19, abs=2)
    assert cutoff_by_decisions(levels, kept, levels, 0.5) < 5
    assert cutoff_by_decisions(levels, ~kept, levels, 0.9) == np.inf
    assert cutoff_by_decisions(levels[:19], kept[:19], levels, 0.9) is None


def test_where_no_score_reaches_the_precision_the_code_selects_nothing_and_still_ranks():
    # People refuse most of what looks like it: at no score is it kept nine times in ten.
    decisions = [decision(turn(n), Verdict.ACCEPT if n % 4 == 0 else Verdict.REJECT) for n in range(1, 48)]

    scores = reading().scores(decisions, 0.9).of(UnitKind.TURN)

    assert not scores.selected[:, 0].any()
    assert len(set(scores.values[:, 0])) > 10
    assert (scores.values[:, 0] < 0.5).all()


def test_what_was_judged_need_not_be_a_fair_sample_of_what_there_is():
    dice = np.random.default_rng(4)
    everybody = dice.normal(size=4000)
    shows = dice.random(4000) < 1 / (1 + np.exp(-4 * (everybody - 1.5)))
    # Mostly the top was judged, and a few of the rest.
    judged = np.concatenate([np.argsort(-everybody)[:200], dice.permutation(4000)[:60]])
    fair = dice.permutation(4000)[:1000]

    by_the_top = cutoff_by_decisions(everybody[judged], shows[judged], everybody, None)
    by_a_fair_sample = cutoff_by_decisions(everybody[fair], shows[fair], everybody, None)

    assert by_the_top == pytest.approx(by_a_fair_sample, abs=0.4)
