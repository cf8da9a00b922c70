"""What the lines can do beyond a verdict: other codes, other words, codes of one's own, blind. The talk is invented."""

import csv
import io
import json

import pytest


@pytest.fixture
def sat(run, study):
    """Runs a sitting from a pipe, a line a key, and returns what was printed."""
    run("-C", "study", "code").ok
    return lambda *lines: run("-C", "study", "review", "--coder", "ana", stdin="\n".join(lines) + "\n").ok.out


def exported(run, what):
    return list(csv.DictReader(io.StringIO(run("-C", "study", "export", what, "-o", "-").ok.out)))


def test_another_code_instead_settles_the_suggestion_and_refuses_what_was_suggested(run, sat):
    said = sat("o belonging", "q")

    assert "-> belonging instead of routine" in said
    (decision,) = exported(run, "decisions")
    assert (decision["verdict"], decision["code"], decision["suggested"]) == ("amend", "belonging", "1")
    assert "suggestion 1 of 5" in sat("q")


def test_words_can_be_taken_in_and_left_out_before_a_code_is_kept(run, sat):
    sat("]", "-", ">", "a", "q")

    (coding,) = exported(run, "codings")
    assert coding["text"] == "was the Tuesday that did it. I set my alarm for it"
    assert coding["origin"] == "suggested"


def test_a_shorter_keep_settles_its_suggestion_for_good(run, sat):
    sat("-", "-", "a", "q")

    assert "suggestion 1 of 5" in sat("q")


def test_several_codes_can_stand_on_the_same_words_and_one_is_taken_back_by_giving_it_again(run, sat):
    sat("c belonging", "c support", "c belonging", "q")

    assert [(one["code"], one["origin"]) for one in exported(run, "codings")] == [("support", "human-first")]


def test_a_negative_case_is_kept_and_marked(run, sat):
    sat("n", "q")

    assert [(one["code"], one["negative"]) for one in exported(run, "codings")] == [("routine", "1")]


def test_a_code_in_vivo_takes_its_name_from_the_words_and_leaves_the_suggestions_standing(run, sat):
    before = len(exported(run, "suggestions"))
    sat("v", "q")

    (coding,) = exported(run, "codings")
    assert coding["code"] == "in-vivo-1"
    codes = json.loads(run("-C", "study", "codebook", "show", "--json").ok.out)["codes"]
    assert codes[-1]["name"] == "It was the Tuesday that did it."
    assert len(exported(run, "suggestions")) == before


def test_the_words_of_a_code_in_vivo_are_nowhere_in_the_log(run, sat):
    sat("v", "q")

    assert "Tuesday" not in run("-C", "study", "log", "--json").ok.out


def test_a_moderators_talk_takes_no_code(run, sat):
    said = sat("g fg1:t001", "k", "c belonging", "q")

    assert exported(run, "codings") == []
    assert "never data" in said or "no segment" in said


def test_undo_takes_back_everything_one_after_another(run, sat):
    sat("a", "c support", "o belonging", "n", *"zzzz", "q")

    assert exported(run, "codings") == []
    assert "suggestion 1 of 6" in sat("q")


def test_search_and_going_to_a_place_show_the_words(sat):
    said = sat("/ PART OF", "g fg1:t005.s2", "q")

    assert "“I felt [part of something] for once.”" in said
    assert "“They [check on me] when I'm off.”" in said


def test_what_is_not_there_is_one_line(sat):
    said = sat("/ zebra", "g fg9:t001", "c nothing", "c", "q")

    assert 'nobody says "zebra".' in said
    assert "fg9:t001" in said
    assert 'no code "nothing" in small' in said
    assert "say which code" in said


def test_the_next_sitting_begins_after_the_last_decision(sat):
    sat("s", "s", "a", "q")

    assert "suggestion 3 of 5" in sat("q")
