"""`thematic code explain`: everything for and against a code at one place. The talk is invented."""

import json
from pathlib import Path

import pytest


def explained(run, *arguments):
    return json.loads(run("-C", "study", "code", "explain", *arguments, "--json").ok.out)


def test_it_says_what_was_said_and_where_each_cue_stands(run, study):
    found = explained(run, "fg1:t003.s1", "belonging")

    (cue,) = [piece for piece in found["evidence"] if piece["kind"] == "cue"]
    text = found["text"]
    assert text[cue["start"] - found["start"] : cue["end"] - found["start"]] == cue["text"] == "part of something"
    assert found["selected"] is True
    assert found["codebook"].startswith("small 1.0 (")
    assert found["suggester"].startswith("built-in/")


def test_it_explains_what_was_not_suggested_as_well(run, study):
    found = explained(run, "fg1:t006", "routine")

    assert found["selected"] is False
    assert found["score"] < 0.5
    assert "not suggested" in run("-C", "study", "code", "explain", "fg1:t006", "routine").ok.out


def test_the_signals_it_shows_are_what_ranks(run, study):
    found = explained(run, "fg1:t003.s1", "belonging")

    assert {"cues", "words", "stated"} <= set(found["signals"])
    assert found["signals"]["cues"] > 0


def test_it_shows_the_nearest_excerpt_that_was_kept_and_the_nearest_that_was_refused(run, study):
    rows = "segment_id,code,verdict\nfg1:t003.s1,belonging,accept\nfg1:t002.s1,belonging,reject\n"
    Path("d.csv").write_text(rows, encoding="utf-8")
    run("-C", "study", "review", "--batch", "d.csv", "--coder", "ana").ok

    found = explained(run, "fg1:t005.s1", "belonging", "--coder", "ana")

    assert found["nearest_accepted"]["segment"] == "fg1:t003.s1"
    assert found["nearest_rejected"]["segment"] == "fg1:t002.s1"
    assert found["decided"] is None


def test_it_shows_a_coder_their_own_decision_and_of_others_only_that_there_is_one(run, study):
    Path("d.csv").write_text("segment_id,code,verdict\nfg1:t003.s1,belonging,reject\n", encoding="utf-8")
    run("-C", "study", "review", "--batch", "d.csv", "--coder", "ben").ok

    assert explained(run, "fg1:t003.s1", "belonging", "--coder", "ben")["decided"] == "reject"
    as_ana = explained(run, "fg1:t003.s1", "belonging", "--coder", "ana")
    assert (as_ana["decided"], as_ana["decided_by_others"]) == (None, 1)


@pytest.mark.parametrize(
    ("segment", "code", "says"),
    [
        ("fg1:t004", "belonging", "moderator"),
        ("fg1:t099", "belonging", "no segment"),
        ("fg1:t003", "belongin", 'Did you mean "belonging"?'),
    ],
)
def test_what_it_cannot_explain_is_one_line(run, study, segment, code, says):
    failed = run("-C", "study", "code", "explain", segment, code).fails(2)

    assert says in failed.err
    assert len(failed.err.strip().splitlines()) == 1


def test_hostile_talk_is_printed_as_text(run, here, small_codebook):
    Path("evil.txt").write_text("Ann: I felt part of something [/bold] \u202ered 😀 [laughs].\n", encoding="utf-8")
    run("init", "study").ok
    run("-C", "study", "import", "evil.txt").ok
    run("-C", "study", "codebook", "use", small_codebook).ok

    said = run("-C", "study", "code", "explain", "evil:t001", "belonging").ok.out

    assert "[/bold]" in said
    assert "😀" in said
    assert "\u202e" not in said
