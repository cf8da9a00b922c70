"""Several people decide on one study at once, each in a program of their own, and all of it is there."""

import subprocess
import sys
from collections import Counter

import pytest
from tests_environment import environment

from thematic.check import check_study
from thematic.workflow.study import Study

CODERS = ("ana", "ben", "cem", "dora")
CODES = 3


def long_talk(sentences):
    """Return a talk in which two people say something by turns, five sentences a turn."""
    turns = range(0, sentences, 5)
    said = {at: " ".join(f"I came again in week {at + number}." for number in range(5)) for at in turns}
    return "\n\n".join(f"{'Maya' if at % 2 else 'Tom'}: {words}" for at, words in said.items())


def sit_at_once(run, study, decisions):
    """Let each of four coders give so many codes in a review of their own, at the same time."""
    (study.parent / "long.txt").write_text(long_talk(decisions // CODES + 5))
    run("-C", "study", "import", "long.txt").ok
    keys = [f"c {code}" if code else "j" for _ in range(decisions) for code in (1, 2, 3, 0)]
    wanted = "\n".join(keys[: decisions + decisions // CODES])
    command = [sys.executable, "-m", "thematic", "--plain", "-C", "study", "review", "long", "--coder"]
    sittings = [
        subprocess.Popen(
            [*command, coder], cwd=study.parent, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, env=environment(),
        )
        for coder in CODERS
    ]  # fmt: skip
    for sitting in sittings:
        sitting.stdin.write(f"{wanted}\nq\n")
        sitting.stdin.close()
    for sitting in sittings:
        assert sitting.wait() == 0, sitting.stderr.read()
        sitting.stderr.close()
    with Study.open(study) as opened:
        assert check_study(opened.store) == ()
        codings = opened.state.codings()
        assert len(opened.state.decisions) == len(codings)
        return Counter(one.coder for one in codings)


def test_four_coders_at_once_lose_no_decision(run, study):
    assert sit_at_once(run, study, 24) == dict.fromkeys(CODERS, 24)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_four_coders_at_once_lose_none_of_a_thousand_decisions_each(run, study):
    assert sit_at_once(run, study, 1002) == dict.fromkeys(CODERS, 1002)
