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
REVISE = '["import", "--revises", "fg1", f"text-{number % 2}.txt"]'
WITHDRAW = '["import", "--withdraw", f"crowd-p{number + 1}", "--yes", "--coder", "ana"]'


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


def check_kills_during_revisions(run, coded, times, seed):
    for number, words in enumerate(("I set my alarm for it now.", "I do set an alarm for it these days.")):
        talk = (coded.parent / "fg1.txt").read_text().replace("I set my alarm for it now.", words)
        (coded.parent / f"text-{number}.txt").write_text(f"{talk}\nTom: Take {number}.\n")
    codings = len(whole(coded).codings())
    for wait in random.Random(seed).choices([0.0, 0.02, 0.05, 0.1], k=times):
        before = whole(coded).transcripts["fg1"].revision
        acknowledged = killed_while(REVISE, coded.parent, wait)
        state = whole(coded)

        # The first may find its text to be the current one already, and then makes no revision.
        assert acknowledged - 1 <= state.transcripts["fg1"].revision - before <= acknowledged + 1
        assert len(state.codings()) + len(state.adrift) >= codings


def check_kills_during_withdrawals(run, study, times, seed):
    names = [f"Voice {chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(300)]
    talk = "Moderator: Well?\n\n" + "".join(f"{name}: I said {name.casefold()} things.\n\n" for name in names)
    (study.parent / "crowd.txt").write_text(talk + "\n\n".join(f"{name}: Once more." for name in names))
    for wait in random.Random(seed).choices([0.0, 0.02, 0.05, 0.1], k=times):
        (study / "study.db").unlink()
        run("init", "study").ok
        run("-C", "study", "import", "crowd.txt").ok
        acknowledged = killed_while(WITHDRAW, study.parent, wait)
        gone = len(whole(study).withdrawn)

        assert acknowledged <= gone <= acknowledged + 1
        data = (study / "study.db").read_bytes()
        assert not any(f"I said {name.casefold()} things".encode() in data for name in names[:gone])


def test_kill_9_during_revisions_loses_no_coding_and_no_acknowledged_revision(run, coded):
    check_kills_during_revisions(run, coded, times=3, seed=5)


def test_kill_9_during_withdrawals_leaves_words_whole_or_gone(run, study):
    check_kills_during_withdrawals(run, study, times=2, seed=6)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_hundred_kills_during_revisions_lose_nothing(run, coded):
    check_kills_during_revisions(run, coded, times=100, seed=7)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_hundred_kills_during_withdrawals_leave_words_whole_or_gone(run, study):
    check_kills_during_withdrawals(run, study, times=100, seed=8)


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
