"""Coded excerpts crossed by anything: distinct things counted, those present as denominators. Invented."""

import random

import pytest

from thematic.matrix import Mention, Parts, Within, configurations, cross, together
from thematic.model import Span


def said(at, who="P1", codes=("a",), group="fg1", turn=None, length=10):
    return Mention(group, Span(at, at + length), turn if turn is not None else at, who, frozenset(codes))


def by_code(mentions, columns, of):
    return cross(mentions, ["a", "b"], columns, row_of=lambda one: one.codes, column_of=of)


def test_a_cell_counts_groups_participants_and_excerpts_each_once():
    matrix = by_code([said(0), said(20), said(0, group="fg2"), said(40, "P2")], ["all"], lambda _: ["all"])
    cell = matrix.cell("a", "all")

    assert (cell.groups, cell.participants, len(cell.excerpts)) == ({"fg1", "fg2"}, {"P1", "P2"}, 4)


def test_an_excerpt_with_two_codes_is_in_two_rows_and_once_in_each():
    matrix = by_code([said(0, codes=("a", "b"))], ["fg1"], lambda one: [one.transcript])

    assert [len(matrix.cell(row, "fg1").excerpts) for row in ("a", "b")] == [1, 1]
    assert len(matrix.totals["a"].excerpts) == 1


def test_somebody_unidentified_is_an_excerpt_and_nobody():
    matrix = by_code([said(0, "")], ["fg1"], lambda one: [one.transcript])

    assert (matrix.cell("a", "fg1").participants, len(matrix.cell("a", "fg1").excerpts)) == (frozenset(), 1)


def test_what_is_not_asked_for_is_left_out_and_an_empty_cell_is_empty():
    matrix = by_code([said(0, codes=("z",)), said(5, group="fg9")], ["fg1"], lambda one: [one.transcript])

    assert not matrix.cells
    assert matrix.cell("a", "fg1").excerpts == ()


def test_the_order_of_mentions_makes_no_difference():
    mentions = [said(10 * at, f"P{at % 3}", ("a", "b")[at % 2 :]) for at in range(20)]
    shuffled = random.Random(4).sample(mentions, len(mentions))

    assert by_code(mentions, ["fg1"], lambda one: [one.transcript]) == by_code(
        shuffled, ["fg1"], lambda one: [one.transcript]
    )


def units(mentions, within):
    matrix = together(mentions, ["a", "b"], of=lambda one: one.codes, within=within)
    return [[matrix.cell(row, column).units or 0 for column in "ab"] for row in "ab"]


def test_given_together_in_a_turn_counts_turns():
    mentions = [said(0, turn=1), said(20, codes=("b",), turn=1), said(40, turn=2), said(60, codes=("b",), turn=9)]

    assert units(mentions, Within.TURN) == [[2, 1], [1, 2]]


def test_given_together_in_one_stretch_takes_spans_that_touch():
    mentions = [said(0), said(5, codes=("b",)), said(100), said(200, codes=("b",))]

    assert units(mentions, Within.EXCERPT) == [[2, 1], [1, 2]]


@pytest.mark.parametrize(("apart", "count"), [(0, 1), (1, 2), (2, 2), (3, 0), (4, 0)])
def test_near_is_within_two_turns_and_counts_the_turns_of_both(apart, count):
    mentions = [said(0, turn=10), said(500, codes=("b",), turn=10 + apart)]

    assert units(mentions, Within.NEAR)[0][1] == count


def test_by_the_same_person_counts_people_and_nobody_unidentified():
    mentions = [said(0), said(900, codes=("b",)), said(50, ""), said(70, "", ("b",)), said(90, "P2")]

    assert units(mentions, Within.PARTICIPANT) == [[2, 1], [1, 1]]


@pytest.mark.parametrize("within", list(Within))
def test_together_is_symmetric_and_never_more_than_alone(within):
    dice = random.Random(7)
    mentions = [
        said(20 * at, f"P{dice.randrange(4)}", dice.sample("ab", dice.randint(1, 2)), turn=at // 2) for at in range(60)
    ]
    found = units(mentions, within)

    assert found[0][1] == found[1][0]
    if within is not Within.NEAR:
        assert found[0][1] <= min(found[0][0], found[1][1])


def test_what_stands_behind_a_pair_are_the_excerpts_of_both_in_order():
    first, second = said(0, turn=1), said(20, codes=("b",), turn=1)
    matrix = together([second, first, said(90)], ["a", "b"], of=lambda one: one.codes, within=Within.TURN)

    assert matrix.cell("a", "b").excerpts == (first, second)


PARTS = Parts(("c",), ("m",), ("o",))


def test_a_configuration_needs_all_three_near_the_mechanism():
    near = [said(0, codes="c", turn=8), said(20, "P2", "m", turn=10), said(40, codes="o", turn=12)]
    far = [said(60, codes="c", turn=20), said(80, codes="m", turn=23), said(90, codes="o", turn=24)]
    (found,) = configurations([*near, *far], PARTS)

    assert (found.context, found.mechanism, found.outcome, found.turns) == ("c", "m", "o", 1)
    assert found.excerpts == tuple(near)
    assert (found.participants, found.groups) == ({"P1", "P2"}, {"fg1"})


def test_what_stands_in_another_session_is_not_near():
    assert (
        configurations([said(0, codes="c"), said(9, codes="m"), said(9, codes="o", group="fg2", turn=9)], PARTS) == []
    )


def test_a_code_in_several_parts_stands_with_itself_in_none():
    found = configurations([said(0, codes="cmo", turn=1)], Parts(("c", "m"), ("m", "c"), ("o",)))

    assert {(one.context, one.mechanism) for one in found} == {("c", "m"), ("m", "c")}


def test_those_in_most_turns_come_first():
    mentions = [said(20 * at, codes="cmo" if at else "cno", turn=9 * at) for at in range(4)]
    found = configurations(mentions, Parts(("c",), ("n", "m"), ("o",)))

    assert [(one.mechanism, one.turns) for one in found] == [("m", 3), ("n", 1)]
