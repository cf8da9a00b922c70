"""Bare answers borrow from the question before them, and say so. All invented."""

import pytest
from coding_talk import BACKGROUND, CODEBOOK, transcript

from thematic.coding import score_transcripts, suggestions_from
from thematic.coding.ellipsis import Answer, answer_of, borrowing
from thematic.coding.suggest import all_units
from thematic.model import EvidenceKind, UnitKind


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yeah, completely.", Answer.AFFIRMS),
        ("Oh yes, definitely.", Answer.AFFIRMS),
        ("Aye, every week.", Answer.AFFIRMS),
        ("Of course.", Answer.AFFIRMS),
        ("[laughs] Absolutely.", Answer.AFFIRMS),
        ("No.", Answer.DENIES),
        ("No, not really.", Answer.DENIES),
        ("Nah, never.", Answer.DENIES),
        ("Yeah, the roses came up.", None),
        ("Mm.", None),
        ("I think so, and then we all went down to the bus together.", None),
        ("", None),
        ("😀", None),
    ],
)
def test_a_bare_answer_is_told_from_one_that_says_something(text, answer):
    assert answer_of(text) is answer


TALK = transcript(
    [
        ("Moderator", "Do you water the beds yourselves, then?"),
        ("Ann", "Yeah, completely."),
        ("Moderator", "And do you sing in the band?"),
        ("Bob", "No, never."),
        ("Moderator", "I see you water the beds."),
        ("Ann", "Yes."),
        ("Moderator", "Do you sing in the band?"),
        ("Bob", "Yes. I went by bus."),
    ]
)


def scores():
    return score_transcripts([TALK], CODEBOOK, encoder=None, background=BACKGROUND)


def test_only_a_whole_turn_that_answers_a_question_borrows():
    units = all_units([TALK])

    assert {units[at].id: answer for at, answer in borrowing(units).items()} == {
        "fg1:t002": Answer.AFFIRMS,
        "fg1:t002.s1": Answer.AFFIRMS,
        "fg1:t004": Answer.DENIES,
        "fg1:t004.s1": Answer.DENIES,
    }


def test_it_is_suggested_for_what_was_asked_and_the_evidence_says_where_that_stands():
    found = {(one.span, one.code): one for one in suggestions_from(scores())}
    answer = TALK.turns[1].sentences[0]

    suggestion = found[answer, "garden"]

    assert suggestion.evidence[0].kind is EvidenceKind.QUESTION
    assert all(piece.span is None or answer.holds(piece.span) for piece in suggestion.evidence)


def test_who_says_no_is_a_possible_negative_case():
    found = scores().of(UnitKind.TURN)
    at = next(at for at, unit in enumerate(found.units) if unit.id == "fg1:t004")

    assert found.negative[at, 1]
    assert at in found.borrowed


def test_without_questions_nothing_changes():
    without = transcript([("Ann", "Yeah, completely."), ("Bob", "I water the beds.")])

    assert borrowing(all_units([without])) == {}
