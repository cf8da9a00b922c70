"""A sitting at the line reviewer: keys in, pages out, every decision on disk."""

import csv
import io
import json

import pytest


@pytest.fixture
def pending(run, suggested):
    """How many suggestions wait for a coder who has decided nothing."""
    return len(list(csv.DictReader(io.StringIO(run("-C", "study", "export", "suggestions", "-o", "-").ok.out))))


@pytest.fixture
def sitting(run, pending, monkeypatch):
    """Runs a sitting on keys as a terminal gives them, and returns what was printed."""

    def sit(*keys):
        monkeypatch.setattr("thematic.cli.review._keys", lambda: iter(keys))
        return run("-C", "study", "review", "--coder", "ana").ok.out

    return sit


def verdicts(run):
    said = run("-C", "study", "export", "decisions", "-o", "-").ok.out
    return [row["verdict"] for row in csv.DictReader(io.StringIO(said))]


def test_a_skipped_suggestion_is_left_and_not_done(sitting, pending):
    assert f"1 decided in this sitting, {pending - 1} left (1 of them skipped)" in sitting("s", "a", "q")


def test_skipping_to_the_end_says_how_many_are_still_undecided(sitting, pending):
    said = sitting(*"s" * pending)

    assert f"That was the last one; {pending} skipped and still undecided. z undoes, q leaves." in said
    assert f"0 decided in this sitting, {pending} left" in said


def test_z_after_a_skip_shows_the_page_before_and_changes_nothing(sitting, run):
    said = sitting("s", "z", "q")

    assert said.count("suggestion 1 of") == 2
    assert "back to the one skipped" in said
    assert "undo" not in [event["kind"] for event in json.loads(run("-C", "study", "log", "--json").ok.out)]


def test_the_last_decision_can_be_taken_back_before_the_sitting_ends(sitting, run, pending):
    said = sitting(*"r" * pending, "z", "a", "q")

    assert said.count("That was the last one. z undoes, q leaves.") == 2
    assert verdicts(run) == ["reject"] * (pending - 1) + ["accept"]
    assert f"{pending} decided in this sitting, 0 left." in said


def test_no_key_decides_anything_after_the_last_one(sitting, run, pending):
    sitting(*"r" * pending, "a", "s", "d", "q")

    assert verdicts(run) == ["reject"] * pending


@pytest.mark.parametrize(("keys", "step"), [("aq", "themes suggest"), ("rq", "status"), ("azq", "status")])
def test_the_end_of_a_sitting_says_what_to_do_next(sitting, keys, step):
    assert sitting(*keys).endswith(f"Next: thematic {step}\n")


def test_d_shows_the_definition_and_then_the_page_again(sitting):
    said = sitting("d", "q")

    assert said.count("suggestion 1 of") == 2
    assert "Cues (hints for finding it, no definition)" in said.rpartition("suggestion 1 of")[0]


@pytest.mark.parametrize("key", ["\x1b[A", "\x1bOP", "\x01", "\x00", "\x7f", "\t", " ", "\r", "aaaa", "à\u0300"])
def test_arrows_controls_and_pastes_do_nothing_and_say_nothing(sitting, run, key):
    assert sitting(key, "q") == sitting("q")
    assert verdicts(run) == []


@pytest.mark.parametrize("key", ["q", "\x1b", "\x03", "\x04"])
def test_a_lone_escape_or_control_c_leaves(sitting, run, key):
    sitting(key, "a")

    assert verdicts(run) == []


@pytest.mark.parametrize("key", ["y", "A", "~", "é"])
def test_any_other_key_gets_the_keys(sitting, key):
    assert f'"{key}" is no key here.\na keep   r refuse' in sitting(key, "q")


def test_the_log_as_json_is_whole_unless_a_limit_is_asked_for(sitting, run, here):
    rows = "".join(f"fg1,28,{end},routine,unsure\n" for end in range(30, 86))
    (here / "d.csv").write_text(f"transcript,start,end,code,verdict\n{rows}")
    run("-C", "study", "review", "--batch", "d.csv", "--coder", "ana").ok
    everything = json.loads(run("-C", "study", "log", "--json").ok.out)

    assert len(everything) > 50
    assert json.loads(run("-C", "study", "log", "--json", "--limit", 3).ok.out) == everything[-3:]
    assert "earlier events; see all with --limit" in run("-C", "study", "log").ok.out
