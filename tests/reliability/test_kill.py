"""Killed at any moment, a study loses nothing that was acknowledged and is never half written."""

import random
import subprocess
import sys
import time

import pytest
from tests_environment import environment

from thematic.check import check_study
from thematic.workflow.study import Study

# Runs the real command line over and over in one process, so that a kill may fall anywhere in it.
OVER_AND_OVER = """
import sys
from thematic.cli import main
for number in range(100_000):
    sys.argv = ["thematic", "-C", "study", *{arguments}]
    try:
        main()
    except SystemExit as stopped:
        assert not stopped.code, stopped.code
    print("acknowledged", number, flush=True)
"""
BATCH = '["review", "--batch", f"batch-{number % 7}.csv", "--coder", f"coder-{number}"]'
IMPORT = '["import", f"new-{number}.txt"]'


def killed_while(arguments, folder, wait):
    """Run commands until `wait` seconds after the first was acknowledged, kill -9, and return how many were."""
    script = OVER_AND_OVER.format(arguments=arguments)
    child = subprocess.Popen(
        [sys.executable, "-c", script], cwd=folder, stdout=subprocess.PIPE, text=True, env=environment()
    )
    with child:
        first = child.stdout.readline()
        while first and not first.startswith("acknowledged"):
            first = child.stdout.readline()
        assert first, "the program stopped before it had acknowledged anything"
        time.sleep(wait)
        child.kill()
        return 1 + sum(line.startswith("acknowledged") for line in child.stdout.read().splitlines())


def whole(study):
    """Open the study as it was left, see that `thematic check` passes, and return its state."""
    with Study.open(study) as opened:
        assert check_study(opened.store) == ()
        return opened.state


def check_kills_during_review(study, times, seed):
    for number in range(7):
        rows = "".join(f"fg1:t00{turn}.s1,{code},accept\n" for turn in (2, 3, 5) for code in ("belonging", "routine"))
        (study.parent / f"batch-{number}.csv").write_text("segment_id,code,verdict\n" + rows)
    for wait in random.Random(seed).choices([0.0, 0.01, 0.03, 0.1, 0.3], k=times):
        before = len(whole(study).decisions)
        acknowledged = killed_while(BATCH, study.parent, wait)
        recorded = len(whole(study).decisions) - before

        assert recorded % 6 == 0
        assert acknowledged <= recorded // 6 <= acknowledged + 1


def check_kills_during_import(run, study, times, seed):
    for number in range(400):
        (study.parent / f"new-{number}.txt").write_text(f"Moderator: And {number}?\n\nMaya: Fine, {number} times.\n")
    for wait in random.Random(seed).choices([0.0, 0.02, 0.05, 0.1], k=times):
        (study / "study.db").unlink()
        run("init", "study").ok
        acknowledged = killed_while(IMPORT, study.parent, wait)
        state = whole(study)

        assert acknowledged <= len(state.transcripts) <= acknowledged + 1


def test_kill_9_during_review_loses_no_acknowledged_decision(study):
    check_kills_during_review(study, times=3, seed=1)


def test_kill_9_during_import_leaves_the_study_with_whole_transcripts(run, study):
    check_kills_during_import(run, study, times=3, seed=2)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_hundred_kills_during_review_lose_no_acknowledged_decision(study):
    check_kills_during_review(study, times=100, seed=3)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_hundred_kills_during_import_leave_whole_transcripts(run, study):
    check_kills_during_import(run, study, times=100, seed=4)
