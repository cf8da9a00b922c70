import dataclasses

import pytest
from coding_talk import transcript

from thematic.coding import units_of
from thematic.model import Role, Transcript, UnitKind


def test_a_moderator_s_turn_is_context_and_no_unit(talk):
    units = units_of(talk, UnitKind.TURN)

    assert [unit.turn for unit in units] == [2, 3, 4, 5, 7, 8, 9, 10]
    assert units[0].before == "What do you do of a week?"
    assert units[1].before == units[0].text


def test_ids_count_turns_over_the_whole_transcript_and_sentences_within_the_turn(talk):
    sentences = units_of(talk, UnitKind.SENTENCE)

    assert [unit.id for unit in sentences[:3]] == ["fg1:t002.s1", "fg1:t002.s2", "fg1:t003.s1"]
    assert [unit.sentence for unit in sentences[:3]] == [1, 2, 1]


def test_the_id_that_a_table_gave_is_kept(talk):
    turns = tuple(dataclasses.replace(turn, given_id=f"row{turn.number}") for turn in talk.turns)
    given = dataclasses.replace(talk, turns=turns)

    assert units_of(given, UnitKind.TURN)[0].id == "row2"
    assert units_of(given, UnitKind.SENTENCE)[1].id == "row2.s2"


@pytest.mark.parametrize("kind", list(UnitKind))
def test_a_unit_s_text_is_verbatim_at_its_span(talk, kind):
    for unit in units_of(talk, kind):
        assert unit.text == talk.words_at(unit.span)


def test_a_speaker_of_unknown_role_counts_as_data_without_a_participant(talk):
    turns = (dataclasses.replace(talk.turns[0], role=Role.UNKNOWN, participant=None), *talk.turns[1:])

    (first, *_) = units_of(dataclasses.replace(talk, turns=turns), UnitKind.TURN)

    assert (first.turn, first.participant, first.before) == (1, None, "")


def test_nothing_said_gives_no_units():
    assert units_of(Transcript(id="x", text="", turns=()), UnitKind.TURN) == ()
    assert units_of(transcript([("Ann", "   ")]), UnitKind.TURN) == ()
    assert units_of(transcript([("Ann", "")]), UnitKind.SENTENCE) == ()
