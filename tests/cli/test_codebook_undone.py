"""A change of the codebook that was taken back in one copy, or came back later: nothing coded is lost. All invented."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from thematic.workflow.study import Study


def change(run, *arguments, study="study", coder="ana"):
    run("-C", study, "codebook", *arguments, "--yes", "--coder", coder).ok


def accept(run, code, *, study, coder):
    Path("late.csv").write_text(f"segment_id,code,verdict\nfg1:t002.s1,{code},accept\n", encoding="utf-8")
    run("-C", study, "review", "--batch", "late.csv", "--coder", coder).ok


def take_back_last(run, study, coder="ana"):
    event = json.loads(run("-C", study, "log", "--json").ok.out)[-1]["hash"]
    run("-C", study, "log", "undo", event, "--coder", coder).ok


def codings(run, study):
    table = csv.DictReader(io.StringIO(run("-C", study, "export", "codings", "-o", "-").ok.out))
    return sorted((one["coder"], one["segment_id"], one["code"]) for one in table)


def whole(run, study):
    run("-C", study, "check").ok
    run("-C", study, "log", "verify").ok


@pytest.fixture
def undone_here_and_used_there(run, coded):
    """A rename that ana took back in her copy, while ben decided with it in his; each copy took in the other."""
    change(run, "rename", "belonging", "membership")
    shutil.copytree("study", "bens")
    take_back_last(run, "study")
    accept(run, "membership", study="bens", coder="ben")
    shutil.copytree("bens", "bens-before")
    run("-C", "bens", "merge", "study").ok
    run("-C", "study", "merge", "bens-before").ok
    return coded


def test_what_was_decided_with_a_version_that_another_copy_took_back_stays_in_the_codebook(
    run, undone_here_and_used_there
):
    assert ("ben", "fg1:t002.s1", "membership") in codings(run, "study")
    assert codings(run, "study") == codings(run, "bens")
    with Study.open("study") as one, Study.open("bens") as other:
        assert one.state == other.state
        assert {coding.codebook for coding in one.state.codings()} == {"small"}
    whole(run, "study")
    whole(run, "bens")


def test_decisions_made_while_a_rename_was_taken_back_follow_it_when_it_comes_back(run, coded):
    change(run, "rename", "belonging", "membership")
    take_back_last(run, "study")
    accept(run, "belonging", study="study", coder="ben")
    undo = next(one["hash"] for one in json.loads(run("-C", "study", "log", "--json").ok.out) if one["kind"] == "undo")
    run("-C", "study", "log", "undo", undo, "--coder", "ana").ok

    assert ("ben", "fg1:t002.s1", "membership") in codings(run, "study")
    assert "belonging" not in {code for _who, _at, code in codings(run, "study")}
    whole(run, "study")
