"""What the lines can do beyond a verdict: other codes, other words, codes of one's own, blind. The talk is invented."""

import csv
import io
import json

import pytest


@pytest.fixture
def sat(run, suggested):
    """Runs a sitting from a pipe, a line a key, and returns what was printed."""
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
    assert coding["code"] == "in-vivo-ana-1"
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


def test_blind_hides_what_was_suggested_until_it_is_asked_for(run, suggested):
    said = run("-C", "study", "review", "--blind", "--coder", "ana", stdin="a\nc support\ne\na\nq\n").ok.out
    before, _, after = said.partition("-> coded (support)")

    assert "SUGGESTED" not in before
    assert "like the example" not in before
    assert "blind: give codes of your own first" in before
    assert "SUGGESTED  routine" in after
    decisions = exported(run, "decisions")
    assert [(one["code"], one["verdict"], one["blind"]) for one in decisions] == [
        ("support", "code", "1"),
        ("routine", "accept", "0"),
    ]


def test_a_code_given_blind_is_human_first_and_settles_the_suggestion_of_it(run, suggested):
    run("-C", "study", "review", "--blind", "--coder", "ana", stdin="c routine\nq\n").ok

    assert [(one["code"], one["origin"]) for one in exported(run, "codings")] == [("routine", "human-first")]
    assert "1 of 5" in run("-C", "study", "review", "--coder", "ana", stdin="q\n").ok.out


def test_a_study_of_coding_reliability_is_blind_unless_asked_not_to_be(run, here, talk, small_codebook):
    run("init", "study", "--approach", "coding-reliability").ok
    run("-C", "study", "import", "fg1.txt").ok
    run("-C", "study", "codebook", "use", "small.yaml").ok
    run("-C", "study", "code").ok

    assert "BLIND" in run("-C", "study", "review", "--coder", "ana", stdin="q\n").ok.out
    assert "SUGGESTED" in run("-C", "study", "review", "--not-blind", "--coder", "ana", stdin="q\n").ok.out


def test_reading_marks_turns_codes_nothing_and_goes_on_where_it_was(run, suggested):
    said = run("-C", "study", "review", "--read", "--coder", "ana", stdin="s\ns\nc belonging\na\nq\n").ok.out

    assert "SUGGESTED" not in said
    assert "nothing is coded" in said
    assert exported(run, "decisions") == []
    again = run("-C", "study", "review", "--read", "--coder", "ana", stdin="q\n").ok.out
    assert "read 2 of 6 turns" in again
    assert ">    3 fg1-p2" in again


def test_a_coder_sees_anothers_codes_only_when_both_are_done(run, suggested):
    def sits(coder, keys):
        return run("-C", "study", "review", "--coder", coder, stdin=keys).ok.out

    sits("ana", "c support\nx\nq\n")
    assert "OTHERS" not in sits("ben", "g fg1:t002.s1\nq\n")
    assert "OTHERS     ana: support" in sits("ben", "g fg1:t002.s1\nx\nq\n")


def test_find_leaves_out_what_a_coder_may_not_see_yet(run, suggested, monkeypatch):
    run("-C", "study", "review", "--coder", "ana", stdin="c support\nx\nq\n").ok
    found = ("-C", "study", "find", "--code", "support", "--json")
    monkeypatch.setenv("THEMATIC_CODER", "ben")
    assert json.loads(run(*found).ok.out)["total"] == 0
    run("-C", "study", "review", stdin="x\nq\n").ok

    assert json.loads(run(*found).ok.out)["total"] == 1


def test_a_study_of_open_coding_hides_nobodys_codes(run, here, talk, small_codebook):
    run("init", "study", "--open-coding").ok
    run("-C", "study", "import", "fg1.txt").ok
    run("-C", "study", "codebook", "use", "small.yaml").ok
    run("-C", "study", "review", "--coder", "ana", stdin="g fg1:t003.s1\nc support\nq\n").ok

    said = run("-C", "study", "review", "--coder", "ben", stdin="g fg1:t003.s1\nq\n").ok.out
    assert "OTHERS     ana: support" in said


def test_a_memo_is_written_where_one_reads_and_a_reflexive_one_is_its_authors_alone(run, sat):
    said = sat("m Alarm: a sign of routine?", "m Reflexive: I know this alarm.", "s", "q")
    theirs = run("-C", "study", "memo", "list", "--coder", "ben").ok.out

    assert "-> analytic memo written" in said
    assert "-> reflexive memo written, for you alone" in said
    assert "Alarm: a sign of routine?" in theirs
    assert "I know this alarm" not in theirs


def test_memos_can_be_written_while_one_only_reads(run, suggested):
    run("-C", "study", "review", "--read", "--coder", "ana", stdin="m Familiar tone.\nq\n").ok

    assert "Familiar tone." in run("-C", "study", "memo", "list", "--coder", "ana").ok.out
