"""What suggestions do as a study grows and people decide: nothing twice, nothing back. The talk is invented."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thematic.model import Verdict
from thematic.workflow.coding import pending, suggest_codings
from thematic.workflow.deciding import Judgement, decide
from thematic.workflow.study import Act, Study

ACT = Act("ana", "2026-01-01T00:00:00Z")
OTHER = (
    "Moderator: And the bus?\n\nPat: The bus was late. We fixed the bus.\n\nSam: I felt part of something on the bus.\n"
)


def places(study):
    return [(one.suggestion.transcript, one.suggestion.span, one.suggestion.code) for one in pending(study, "ana")]


def judgements(study):
    return {place: record.decision.verdict for place, record in study.state.judgements.items()}


@pytest.fixture
def coded_by_ana(run, suggested):
    with Study.open(Path("study")) as opened:
        verdicts = [Verdict.ACCEPT, Verdict.REJECT, Verdict.UNSURE]
        decide(
            opened,
            [Judgement(*place, verdicts[at % 3]) for at, place in enumerate(places(opened))],
            act=ACT,
        )
    return run


def test_an_unrelated_transcript_changes_no_decision_and_brings_back_no_refused_suggestion(coded_by_ana):
    run = coded_by_ana
    with Study.open(Path("study")) as study:
        before = judgements(study)
    Path("other.txt").write_text(OTHER, encoding="utf-8")
    run("-C", "study", "import", "other.txt").ok
    run("-C", "study", "code").ok

    with Study.open(Path("study")) as study:
        assert judgements(study) == before
        assert {name for name, *_ in places(study)} <= {"other"}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_nobody_is_asked_the_same_twice_however_they_decide_and_recode(coded_by_ana, seed):
    dice, asked = random.Random(seed), set()
    with Study.open(Path("study")) as study:
        for _ in range(3):
            waiting = places(study)
            assert len(waiting) == len(set(waiting))
            assert not set(waiting) & asked
            chosen = [place for place in waiting if dice.random() < 0.5]
            asked |= set(chosen)
            decide(study, [Judgement(*place, dice.choice(list(Verdict)[:3])) for place in chosen], act=ACT)
            suggest_codings(study, act=ACT)


def test_a_code_that_says_nothing_of_itself_suggests_nothing_and_the_run_says_so(run, talk):
    Path("bare.yaml").write_text(
        "id: bare\ntitle: Bare\nversion: '1'\nsource: invented\ncodes:\n"
        "  - {id: silent, name: Silent, definition: '...'}\n"
        "  - {id: routine, name: Routine, definition: The week has a shape., cues: [set my alarm]}\n",
        encoding="utf-8",
    )
    run("init", "study").ok
    run("-C", "study", "import", talk).ok
    run("-C", "study", "codebook", "use", "bare.yaml").ok

    said = run("-C", "study", "code").ok.out

    assert "silent says nothing of itself" in " ".join(said.split())
    assert "routine" in said
