"""A review that is killed with -9 has lost nothing that it had shown as done, and goes on where it was."""

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from terminals import Terminal
from tests_environment import environment

from thematic.check import check_study
from thematic.workflow.study import Study

SITTINGS = Path(__file__).parent / "killed_sittings.py"
REVIEW = ("-C", "study", "review", "--coder", "ana")


def kill_sittings(study, times, seed):
    command = [sys.executable, str(SITTINGS), str(study), str(times), str(seed)]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def decided(study):
    with Study.open(study) as opened:
        assert check_study(opened.store) == ()
        return [record.decision.verdict.value for record in opened.state.decisions]


def test_kill_9_loses_no_key_that_was_acknowledged_in_lines(suggested):
    assert kill_sittings(suggested, 5, 1).startswith("killed 5, acknowledged ")


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_thousand_kills_lose_no_key_that_was_acknowledged_in_lines(suggested):
    assert kill_sittings(suggested, 1000, 2).startswith("killed 1000, acknowledged ")


def test_kill_9_at_the_screen_and_the_next_sitting_goes_on_where_it_was(suggested):
    screen = Terminal(*REVIEW, folder=suggested.parent)
    screen.wait_for("1 of 6")
    screen.type("a")
    screen.wait_for("decided 1, left 5")
    screen.type("r")
    screen.wait_for("decided 2, left 4")
    screen.end()

    assert decided(suggested) == ["accept", "reject"]
    again = Terminal(*REVIEW, folder=suggested.parent)
    again.wait_for("1 of 4")
    again.type("q")
    assert again.gone() == 0


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_fifty_kills_at_the_screen_lose_no_decision_that_was_shown(suggested):
    fresh = shutil.copytree(suggested, suggested.parent / "fresh")
    for wait in random.Random(4).choices([0.0, 0.01, 0.03, 0.1], k=50):
        shutil.rmtree(suggested)
        shutil.copytree(fresh, suggested)
        screen = Terminal(*REVIEW, folder=suggested.parent)
        screen.wait_for("1 of 6")
        screen.type("a")
        screen.wait_for("decided 1, left 5")
        screen.type("r")
        screen.read(wait)
        screen.end()

        left = decided(suggested)
        assert left in (["accept"], ["accept", "reject"])
        assert "decided 2, left 4" not in screen.shown or len(left) == 2
