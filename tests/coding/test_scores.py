import dataclasses
import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from coding_talk import BACKGROUND, CODEBOOK, GARDEN, MUSIC, transcript

from thematic.coding import score, score_transcripts, unit_scores, units_of
from thematic.coding.neighbours import nearest, togetherness
from thematic.coding.similarity import rivals
from thematic.model import Code, Codebook, UnitKind


def scores_of(transcripts, codebook=CODEBOOK, encoder=None):
    return score_transcripts(transcripts, codebook, encoder=encoder, background=BACKGROUND)


def by_id(scores):
    return {unit.id: tuple(row) for unit, row in zip(scores.units, scores.values, strict=True)}


def with_codes(*codes):
    return dataclasses.replace(CODEBOOK, codes=codes)


def test_what_speaks_of_a_code_ranks_above_what_does_not(talk):
    scores = scores_of([talk])
    value = by_id(scores)

    assert value["fg1:t004"][0] > value["fg1:t008"][0]
    assert value["fg1:t010"][1] > value["fg1:t009"][1]
    assert value["fg1:t005.s1"][1] > value["fg1:t002.s2"][1]


def test_the_encoder_finds_what_shares_no_word_with_the_codebook(encoder):
    talk = transcript([("Ann", "I picked courgettes off the allotment."), ("Bob", "They fixed the lift at last.")] * 3)

    scores = scores_of([talk], encoder=encoder)

    assert by_id(scores)["fg1:t001"][0] > by_id(scores)["fg1:t002"][0]
    assert set(scores.signals) > {"closeness", "contrast", "neighbours", "vector_head"}


def test_scores_lie_between_0_and_1_and_have_six_decimals(talk):
    values = scores_of([talk]).values

    assert values.min() >= 0
    assert values.max() <= 1
    assert (np.round(values, 6) == values).all()


def test_the_signals_sum_to_what_ranks(talk):
    scores = scores_of([talk])
    total = sum(scores.signals.values())
    alone = [at for at, unit in enumerate(scores.units) if unit.turn in {4, 7, 8, 9, 10} and unit.sentence is None]

    for code in range(len(scores.codes)):
        assert (np.argsort(total[alone, code]) == np.argsort(scores.values[alone, code])).all()


def test_a_whole_cue_phrase_is_selected_and_a_mumble_never(talk):
    scores = scores_of([talk])
    selected = {unit.id: row for unit, row in zip(scores.units, scores.selected, strict=True)}

    assert selected["fg1:t002.s1"][0]
    assert not selected["fg1:t003"].any()
    assert not selected["fg1:t003.s1"].any()


def test_most_talk_without_a_mechanism_is_not_selected(encoder):
    talk = transcript([("Ann", f"The number {n} bus goes past the library at {n} minutes past.") for n in range(40)])

    assert scores_of([talk], encoder=encoder).selected.mean() < 0.05


def test_a_code_that_says_nothing_of_itself_scores_nothing(talk):
    mute = Code(id="mute", name="Mute", definition="")

    scores = scores_of([talk], with_codes(GARDEN, mute, MUSIC))

    assert not scores.values[:, 1].any()
    assert not scores.selected[:, 1].any()


@pytest.mark.parametrize(
    ("code", "telling"),
    [
        (GARDEN, {2, 4}),
        (MUSIC, {5, 7, 10}),
        (dataclasses.replace(GARDEN, examples=(), counter_examples=(), near_misses=()), {2, 4}),
    ],
)
def test_a_codebook_of_one_code_ranks_too(talk, code, telling):
    scores = scores_of([talk], with_codes(code))

    assert scores.units[int(scores.values[:, 0].argmax())].turn in telling


def test_one_unit_alone_is_judged_against_background_talk(encoder):
    plain = scores_of([transcript([("Ann", "The bus was late.")])], encoder=encoder)
    telling = scores_of([transcript([("Ann", "I weeded the beans and the onions.")])], encoder=encoder)

    assert telling.values[0, 0] > plain.values[0, 0]
    assert not plain.selected.any()


@pytest.mark.parametrize("transcripts", [[], [transcript([])], [transcript([("Moderator", "Well?")])]])
def test_nothing_to_judge_gives_no_rows(transcripts):
    scores = scores_of(transcripts)

    assert scores.values.shape == (0, 2)
    assert scores.selected.shape == (0, 2)


def test_a_codebook_without_codes_gives_no_columns(talk):
    assert scores_of([talk], with_codes()).values.shape[1] == 0


def test_without_background_it_works_all_the_same(talk):
    units = units_of(talk, UnitKind.TURN)

    scores = score(units, CODEBOOK, encoder=None)

    assert scores.values.shape == (len(units), 2)


def test_neither_the_order_of_transcripts_nor_of_units_matters(talk, encoder):
    others = [transcript(talk.text and [("Cy", f"I sing tune {n} in the band.")], f"fg{n}") for n in (3, 2, 4)]
    units = [unit for one in [talk, *others] for kind in UnitKind for unit in units_of(one, kind)]
    shuffled = random.Random(1).sample(units, len(units))

    ordered = scores_of([talk, *others], encoder=encoder)
    turned = scores_of([*reversed(others), talk], encoder=encoder)
    mixed = score(shuffled, CODEBOOK, encoder=encoder, background=BACKGROUND[::-1])

    assert [unit.id for unit in ordered.units] == [unit.id for unit in turned.units]
    assert by_id(ordered) == by_id(turned) == by_id(mixed)


def test_a_turn_takes_its_sentences_into_account(talk):
    turns = units_of(talk, UnitKind.TURN)

    alone = score(turns, CODEBOOK, encoder=None, background=BACKGROUND)
    together = scores_of([talk])

    assert by_id(alone)["fg1:t002"] != by_id(together)["fg1:t002"]


def test_unit_scores_gives_every_pair_of_one_kind(talk):
    rows = list(unit_scores(scores_of([talk]), UnitKind.TURN))

    assert [row.code for row in rows[:2]] == ["garden", "music"]
    assert len(rows) == 2 * len(units_of(talk, UnitKind.TURN))
    assert {row.unit.kind for row in rows} == {UnitKind.TURN}


def test_hostile_text_is_judged_like_any_other():
    talk = transcript(
        [("A", "\x00\u202e[bold]"), ("B", "🌱" * 3000), ("C", "a" * 20000), ("D", "=SUM(A1)"), ("E", "ſing İ ǅ")]
    )

    assert np.isfinite(scores_of([talk]).values).all()


_PROGRAM = """
import hashlib, sys
sys.path.insert(0, {folder!r})
from coding_talk import BACKGROUND, CODEBOOK, transcript
from thematic.coding import suggest
from thematic.encoders import default_encoder
found = suggest([transcript()], CODEBOOK, encoder=default_encoder(None), background=BACKGROUND)
print(len(found), hashlib.sha256(repr(found).encode()).hexdigest())
"""


def test_suggestions_are_the_same_in_every_process_whatever_the_hash_seed():
    program = _PROGRAM.format(folder=str(Path(__file__).parent))

    running = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("0", "1")
    ]
    printed = {process.communicate(timeout=100)[0] for process in running}

    assert len(printed) == 1
    assert printed.pop().split()[0] not in {"", "0"}


def test_equal_codebooks_built_anew_give_equal_scores(talk):
    again = Codebook(**{name: getattr(CODEBOOK, name) for name in Codebook.__slots__})

    assert (scores_of([talk]).values == scores_of([talk], again).values).all()


def test_neighbours_are_sought_among_a_fixed_sample_of_many_texts():
    texts = [f"text {n}" for n in range(6200)]
    vectors = np.random.default_rng(0).normal(size=(6200, 4)).astype(np.float32)

    near = nearest(texts, vectors)

    assert near.shape == (6200, 39)
    assert len(np.unique(near)) <= 6000
    assert not (near == np.arange(6200)[:, None]).any()


def test_scattered_cues_are_trusted_less_than_cues_that_lie_together():
    near = np.asarray([[(row + 1) % 10, (row + 9) % 10] for row in range(10)])
    together = np.asarray([row < 5 for row in range(10)])
    scattered = np.asarray([row % 2 == 0 for row in range(10)])

    block, scatter = togetherness(near, np.stack([together, scattered], axis=1))

    assert block > 0.5
    assert scatter == 0


def test_codes_of_one_nested_family_or_that_may_overlap_do_not_speak_against_each_other():
    names = {"a": "social/peers", "b": "social/peers", "c": "social", "d": "social"}
    codes = [Code(id=name, name=name, definition=name, family=family) for name, family in names.items()]
    codes[2] = dataclasses.replace(codes[2], may_overlap=("a",))

    assert rivals(codes).tolist() == [
        [False, False, False, True],
        [False, False, True, True],
        [False, True, False, True],
        [True, True, True, False],
    ]
