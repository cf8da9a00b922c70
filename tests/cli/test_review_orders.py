"""`review --order`, `--sample`, `--progress` and `code --simulate`, through the program. The talk is invented."""

import json
from pathlib import Path

import pytest

from thematic.model import Verdict
from thematic.workflow.study import Study


def reviewed(run, keys, *options):
    return run("-C", "study", "review", "--coder", "ana", *options, stdin="\n".join(keys)).ok.out


def decisions():
    with Study.open(Path("study")) as study:
        return [(one.decision.code, one.decision.verdict) for one in study.state.decisions]


@pytest.fixture
def skips(run, suggested):
    """How many suggestions come before the first sentence without one."""
    shown = reviewed(run, "s" * 20, "--sample", "1")
    assert "NOTHING SUGGESTED HERE" in shown
    return shown.split("drawn by lot", maxsplit=1)[0].count("  suggestion ")


def test_a_sentence_without_a_suggestion_takes_codes_by_key_and_n_refuses_the_rest(run, skips):
    reviewed(run, "s" * skips + "2n", "--sample", "1")

    assert decisions() == [
        ("support", Verdict.CODE),
        ("belonging", Verdict.REJECT),
        ("routine", Verdict.REJECT),
    ]
    assert "NOTHING SUGGESTED" not in reviewed(run, "s" * 20, "--sample", "1")


def test_z_takes_back_one_thing_after_another_of_all_that_was_said_of_the_sentence(run, skips):
    reviewed(run, "s" * skips + "2nzz", "--sample", "1")

    with Study.open(Path("study")) as study:
        assert len(study.store.log.events()) > 3
        assert not study.state.judgements


def test_z_before_n_takes_back_the_last_code_given(run, skips):
    reviewed(run, "s" * skips + "23z", "--sample", "1")

    assert decisions() == [("support", Verdict.CODE)]


def test_other_keys_do_nothing_there(run, skips):
    said = reviewed(run, "s" * skips + "a9", "--sample", "1")

    assert "nothing is suggested on these words" in said
    assert 'no code "9"' in said
    assert decisions() == []


def test_without_a_sample_only_suggestions_are_shown(run, suggested):
    assert "NOTHING SUGGESTED" not in reviewed(run, "s" * 20, "--mixed")


def test_progress_claims_nothing_before_anything_was_read_and_never_says_stop(run, suggested):
    said = run("-C", "study", "review", "--progress").ok.out

    assert "Estimated recall: unknown" in " ".join(said.split())
    assert json.loads(run("-C", "study", "review", "--progress", "--json").ok.out)["together"] is None
    assert "stop" not in said


def test_progress_counts_what_was_found_and_what_is_expected(run, suggested):
    with Study.open(Path("study")) as study:
        from thematic.coding.units import units_of
        from thematic.model import UnitKind

        ids = [unit.id for one in study.transcripts.values() for unit in units_of(one, UnitKind.SENTENCE)]
    rows = [
        f"{name},{code},{'accept' if code == 'support' else 'reject'}"
        for name in ids
        for code in ("belonging", "support", "routine")
    ]
    Path("d.csv").write_text("\n".join(["segment_id,code,verdict", *rows]), encoding="utf-8")
    run("-C", "study", "review", "--batch", "d.csv", "--coder", "ana").ok

    found = json.loads(run("-C", "study", "review", "--progress", "--json").ok.out)

    assert found["together"]["recall"] == 1.0
    assert found["codes"]["support"] == {
        "found": len(ids),
        "unread": 0,
        "expected": 0,
        "expected_interval": [0, 0],
        "recall": 1.0,
        "recall_interval": [1.0, 1.0],
    }


def test_progress_before_any_suggestion_is_one_line(run, study):
    assert "thematic code" in run("-C", "study", "review", "--progress").fails(4).err


def test_simulating_needs_decisions_and_says_where_they_are_too_few(run, suggested):
    assert "Decide first" in run("-C", "study", "code", "--simulate").fails(4).err

    Path("d.csv").write_text("segment_id,code,verdict\nfg1:t003.s1,belonging,accept\n", encoding="utf-8")
    run("-C", "study", "review", "--batch", "d.csv", "--coder", "ana").ok

    assert "too few to tell" in run("-C", "study", "code", "--simulate").ok.out
    assert json.loads(run("-C", "study", "code", "--simulate", "--json").ok.out)["codes"][0]["work_saved"] is None
