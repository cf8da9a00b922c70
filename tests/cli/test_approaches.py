"""What the approach that a study was made with offers, refuses and records. All talk is invented."""

import json
import sqlite3

import pytest

from thematic import Study
from thematic.errors import UsageError
from thematic.model import Approach

REFUSED = [("code",), ("code", "--dry-run"), ("code", "--simulate"), ("themes", "suggest")]


@pytest.fixture
def made(run, talk, small_codebook, here):
    """Makes a study with an approach, one transcript, and the small codebook in use; returns what `init` said."""

    def make(approach):
        said = run("init", "study", "--approach", approach).ok.out
        run("-C", "study", "import", talk).ok
        run("-C", "study", "codebook", "use", small_codebook).ok
        return said

    return make


def decide(run, here, coder="ana"):
    rows = ["fg1:t002.s2,routine,accept", "fg1:t003.s1,belonging,accept", "fg1:t003.s2,belonging,accept"]
    rows += ["fg1:t005.s1,belonging,accept", "fg1:t005.s2,support,accept"]
    (here / "by-hand.csv").write_text("\n".join(["segment_id,code,verdict", *rows]) + "\n", encoding="utf-8")
    run("-C", "study", "review", "--batch", "by-hand.csv", "--coder", coder).ok


@pytest.mark.parametrize("approach", list(Approach))
def test_init_says_in_one_line_what_the_approach_switches(run, made, approach):
    said = made(approach.value).splitlines()

    assert f"({approach.value} approach)" in said[0]
    assert said[1].startswith("Suggestions")
    assert (" off" in said[1]) == (approach is Approach.REFLEXIVE)
    assert said[1] in run("init", "other", "--approach", approach.value, "--dry-run").ok.out


@pytest.mark.parametrize("verb", REFUSED, ids=" ".join)
def test_a_reflexive_study_refuses_in_one_sentence_that_says_why_and_how_all_the_same(run, made, here, verb):
    made("reflexive")
    decide(run, here)
    before = (here / "study" / "study.db").read_bytes()

    said = run("-C", "study", *verb).fails(2)
    assert said.err.startswith("in a reflexive study")
    assert said.err.rstrip().endswith("say --anyway.")
    assert said.err.count(".") == said.err.count("\n") == 1
    assert said.out == ""
    assert (here / "study" / "study.db").read_bytes() == before


def test_find_negative_cases_memos_and_hand_coding_stay_in_a_reflexive_study(run, made, here):
    made("reflexive")
    decide(run, here)

    assert "fg1:t003.s1" in run("-C", "study", "find", "part of something").ok.out
    absent = run("-C", "study", "find", "--negative", "routine").ok.out
    assert "Without a coding of routine: 1 participant: fg1-p2" in absent
    assert "Wrote memo" in run("-C", "study", "memo", "add", "Hm.", "--type", "reflexive", "--coder", "ana").ok.out
    assert "5" in run("-C", "study", "status").ok.out


def test_going_ahead_anyway_works_and_is_recorded_for_good(run, made, here):
    made("reflexive")
    assert run("-C", "study", "code", "--anyway").ok.out
    assert "suggested codings, although the approach" in run("-C", "study", "status").ok.out
    decide(run, here)
    run("-C", "study", "code", "--simulate", "--anyway").ok
    run("-C", "study", "themes", "suggest", "--count", 2, "--anyway").ok

    with sqlite3.connect(here / "study" / "study.db") as db:
        settings = [json.loads(row) for (row,) in db.execute("SELECT settings FROM run ORDER BY id")]
    assert [one["anyway"] for one in settings] == ["suggested codings", "suggested themes"]
    recorded = ["suggested codings", "suggested themes"]
    assert json.loads(run("-C", "study", "status", "--json").ok.out)["anyway"] == recorded
    run("-C", "study", "import", "--withdraw", "fg1-p1", "--yes", "--coder", "ana").ok
    assert json.loads(run("-C", "study", "status", "--json").ok.out)["anyway"] == recorded
    assert json.loads(run("-C", "study", "themes", "list", "--json").ok.out) == []
    assert run("-C", "study", "check").ok


@pytest.mark.parametrize("approach", ["codebook", "coding-reliability", "framework"])
def test_the_other_approaches_refuse_nothing_and_record_nothing(run, made, here, approach):
    made(approach)
    run("-C", "study", "code", "--anyway").ok
    decide(run, here)
    run("-C", "study", "code", "--simulate").ok
    run("-C", "study", "themes", "suggest", "--count", 2).ok

    assert json.loads(run("-C", "study", "status", "--json").ok.out)["anyway"] == []


@pytest.mark.parametrize("approach", ["codebook", "coding-reliability"])
def test_a_first_human_pass_is_advised_once_where_nobody_coded_by_hand(run, made, approach):
    made(approach)

    first, again = run("-C", "study", "code", "--json").ok, run("-C", "study", "code").ok
    assert "nobody has coded anything by hand yet" in first.err
    assert json.loads(first.out)
    assert "by hand" not in again.err


@pytest.mark.parametrize("approach", ["codebook", "framework"])
def test_nothing_is_advised_after_a_first_pass_nor_in_a_framework_study(run, made, here, approach):
    made(approach)
    if approach == "codebook":
        decide(run, here)

    assert "by hand" not in run("-C", "study", "code").ok.err


def test_the_next_step_of_a_reflexive_study_is_never_one_that_it_refuses(run, made, here):
    made("reflexive")
    assert "Next: thematic review" in run("-C", "study").ok.out
    decide(run, here)

    assert "Next: thematic memo add" in run("-C", "study").ok.out


def test_programs_meet_the_same_gate(made, run, here):
    made("reflexive")
    with Study.open(here / "study", coder="ana") as study:
        with pytest.raises(UsageError, match="reflexive"):
            study.suggest_codings()
        with pytest.raises(UsageError, match="reflexive"):
            study.suggest_themes()
        assert study.suggest_codings(anyway=True).suggested
        memo = study.write_memo("Why did I want this?", target="fg1:t003")
        assert study.memos() == (memo,)
