"""`agree plan`, `review --plan` and `review --practice`: coding what others code, too. All talk is invented."""

import pytest


def test_an_overlap_is_drawn_of_every_transcript_the_same_in_every_copy(run, coded):
    first = run("-C", "study", "agree", "plan", "--share", "0.4", "--seed", 3, "--coders", "ana,ben").ok.out
    again = run("-C", "study", "agree", "plan").ok.out

    assert first == again
    assert "Overlap: 40%, seed 3" in first
    assert "planned that coders overlap on 40%" in run("-C", "study", "log").ok.out


def test_a_plan_is_gone_through_without_suggestions_and_counted(run, coded):
    run("-C", "study", "agree", "plan", "--share", "1", "--coders", "ben,cyd").ok

    shown = run("-C", "study", "review", "--plan", "--coder", "ben", stdin="c routine\nn\nn\nn\nn\nn\nn\nn\nq\n").ok.out

    assert "of the planned overlap" in shown
    assert "suggestion 1" not in shown
    assert "7    7    0" in run("-C", "study", "agree", "plan").ok.out


@pytest.mark.parametrize("share", ["0", "1.5", "-1"])
def test_a_share_that_is_none_is_refused(run, coded, share):
    refused = run("-C", "study", "agree", "plan", "--share", share)

    assert (refused.code, "0.2 for 20 %" in refused.err) == (2, True)


def test_a_dry_plan_changes_nothing(run, coded):
    before = (coded / "study.db").read_bytes()

    assert "Overlap" in run("-C", "study", "agree", "plan", "--share", "0.2", "--dry-run").ok.out
    assert (coded / "study.db").read_bytes() == before


def test_without_a_plan_the_next_step_is_said(run, coded):
    assert "agree plan --share 0.2" in run("-C", "study", "agree", "plan").err


def test_practice_shows_both_readings_and_the_rule_before_any_figure(run, two):
    shown = run("-C", "study", "review", "--practice", "--with", "ana,ben", "--coder", "sam",
                stdin="c support\nn\nq\n").ok.out  # fmt: skip

    assert "suggestion 1" not in shown
    assert "sam (you): support" in shown
    assert "ana: refused routine" in shown
    assert shown.index("ana: no code") < shown.index("The rule each rests on") < shown.index("Help given or received")
    assert "kappa" not in shown.split("Next:")[0]
    assert "thematic agree --coders sam,ana,ben" in shown


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--practice", "--with", "zoe"), 2, 'nobody called "zoe"'),
        (("--practice", "--with", "sam"), 2, "cannot practise against themselves"),
        (("--practice", "--plan"), 2, "Choose one"),
        (("--with", "ana"), 2, "It goes with --practice"),
        (("--done",), 2, "--done needs the transcript"),
    ],
)
def test_a_practice_that_cannot_be_is_one_line(run, coded, arguments, code, told):
    refused = run("-C", "study", "review", *arguments, "--coder", "sam")

    assert (refused.code, refused.err.count("\n"), told in refused.err) == (code, 1, True)
