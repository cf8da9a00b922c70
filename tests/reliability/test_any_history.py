"""Whatever people do to two copies of a study, in any order, each says what a plain model of it says."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from plain_model import Copy, Step
from small_study import CODEBOOK, TALK

from thematic import Study
from thematic.check import check_study
from thematic.codebook.changes import renamed
from thematic.coding.queue import Order
from thematic.model import Approach, Evidence, EvidenceKind, Suggestion, Verdict
from thematic.store.runs import suggestion_id
from thematic.text import sha256
from thematic.workflow.changing import change_codebook
from thematic.workflow.deciding import Judgement, undo
from thematic.workflow.merging import merge
from thematic.workflow.own_codes import add_code
from thematic.workflow.queueing import queue_of
from thematic.workflow.study import Act, create_study

AT = "2026-01-01T00:00:00Z"
CODERS = ("ana", "ben")
SENTENCES = (
    "I set my alarm for it now.",
    "Nobody judges you there.",
    "They check on me when I'm off.",
    "𝒲e sang, and I laughed 👋🏽 out loud.",
    "E\u0301mile came, too.",
)
sides = st.sampled_from([0, 1])
verdicts = st.sampled_from(["accept", "reject", "unsure", "code"])
# Which of what there is, around and around: how much there is may depend on hashes, which are others each time.
picks = st.integers(0, 9999)


class AnyHistory(RuleBasedStateMachine):
    """Ana works in one copy, Ben in another; now and then one takes in the other's."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "fg1.txt").write_text(TALK, encoding="utf-8")
        (self.folder / "small.yaml").write_text(CODEBOOK, encoding="utf-8")
        with create_study(self.folder / "a", approach=Approach.CODEBOOK, study_id="s", act=Act("", AT)):
            pass
        with Study.open(self.folder / "a", "ana") as study:
            study.import_files([self.folder / "fg1.txt"])
            study.use_codebook(str(self.folder / "small.yaml"))
        shutil.copytree(self.folder / "a", self.folder / "b")
        self.studies = [Study.open(self.folder / name, coder) for name, coder in zip("ab", CODERS, strict=True)]
        self.models = [Copy({"fg1"}), Copy({"fg1"})]
        # In each copy, by the version of the codebook that it was suggested with.
        self.suggested = [{}, {}]
        self.added = 0

    def teardown(self):
        for study in getattr(self, "studies", ()):
            assert check_study(study.store) == ()
            study.__exit__(None, None, None)
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    @rule(side=sides, words=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
    def bring_in_a_transcript(self, side, words):
        self.added += 1
        name = f"t{self.added}"
        (self.folder / f"{name}.txt").write_text(f"Moderator: {name}?\n\nMaya: {' '.join(words)}\n", encoding="utf-8")
        self.studies[side].import_files([self.folder / f"{name}.txt"])
        self.models[side].transcripts.add(name)

    @rule(side=sides, some=st.lists(picks, max_size=8))
    def suggest(self, side, some):
        study = self.studies[side]
        all_places = [(*place, code) for place in self.places(side) for code in self.codes(side)]
        places = {all_places[pick % len(all_places)] for pick in some}
        rows = [
            (suggestion_id(one, text_sha256=sha256(one.transcript), codebook="small", suggester="x/1"), 1, one)
            for one in (Suggestion(*place, 0.5, (Evidence(EvidenceKind.CUE, "x", None, 0.5),)) for place in places)
        ]
        book = study.codebook.sha256
        study.store.runs.keep_suggestions(rows, codebook=book, at=AT, settings={"suggester": "x/1", "codebook": book})
        self.suggested[side] = {book: places}

    @rule(side=sides, verdict=verdicts, code=picks, pick=picks)
    def decide(self, side, verdict, code, pick):
        codes = self.codes(side)
        place = (*self.place(side, pick), codes[code % len(codes)])
        self.judge(side, Judgement(*place, Verdict(verdict)), self.step(side, verdict, place))

    @rule(side=sides, pick=picks)
    def amend(self, side, pick):
        amendable = sorted({*self.models[side].codings(CODERS[side]), *self.suggested_now(side)})
        if amendable:
            name, span, code = amendable[pick % len(amendable)]
            other = next(one for one in self.codes(side) if one != code)
            step = self.step(side, "amend", (name, span, other), (name, span, code))
            self.judge(side, Judgement(name, span, other, Verdict.AMEND, replaces=(span, code)), step)

    @rule(side=sides, back=st.integers(0, 5))
    def take_back(self, side, back):
        standing = self.models[side].standing(CODERS[side])
        if standing:
            name, _step = standing[-1 - back % len(standing)]
            event = undo(self.studies[side], name, act=Act(CODERS[side], AT))
            self.models[side].steps[event.hash] = Step(CODERS[side], undoes=name)

    @rule(side=sides, pick=picks)
    def code_in_vivo(self, side, pick):
        place = self.place(side, pick)
        before, held = self.studies[side].state.codebook, self.suggested[side]
        code = add_code(self.studies[side], "set my alarm", act=Act(CODERS[side], AT)).id
        held.setdefault(self.studies[side].state.codebook, set()).update(held.pop(before, ()))
        self.judge(side, Judgement(*place, code, Verdict.CODE), self.step(side, "code", (*place, code)))

    @rule(pick=picks)
    def rename_a_code(self, pick):
        codes, before, held = self.codes(0), self.studies[0].state.codebook, self.suggested[0]
        self.added += 1
        old, new = codes[pick % len(codes)], f"code-{self.added}"
        change_codebook(self.studies[0], lambda book: renamed(book, old, new), act=Act("ana", AT))
        self.models[0].renames += ((old, new),)
        kept = {place for place in held.pop(before, set()) if place[2] != old}
        held.setdefault(self.studies[0].state.codebook, set()).update(kept)

    @rule(side=sides)
    def take_in_the_other_copy(self, side):
        other = self.folder / "ba"[side]
        merge(self.studies[side], other)
        self.models[side].take_in(self.models[1 - side])
        one, other = self.models
        if one.steps.keys() == other.steps.keys() and one.renames == other.renames:
            assert self.said(0) == self.said(1)

    @rule(side=sides)
    def reopen(self, side):
        before = self.studies[side].state
        self.studies[side].__exit__(None, None, None)
        self.studies[side] = Study.open(self.folder / "ab"[side], CODERS[side])
        assert self.studies[side].state == before

    @invariant()
    def both_say_what_the_model_says(self):
        for side in range(len(getattr(self, "studies", ()))):
            assert self.said(side) == {who: self.models[side].codings(who) for who in CODERS}
            assert set(self.studies[side].transcripts) == self.models[side].transcripts
            waiting = {
                (one.suggestion.transcript, one.suggestion.span, one.suggestion.code)
                for one in queue_of(self.studies[side], CODERS[side], Order.TRANSCRIPT)
            }
            assert waiting == self.suggested_now(side) - self.models[side].settled(CODERS[side])

    def places(self, side):
        """Return the sentences of participants in a copy, as (transcript, span)."""
        texts = self.studies[side].transcripts.values()
        turns = ((one.id, turn) for one in texts for turn in one.turns if turn.participant)
        return sorted((name, span) for name, turn in turns for span in turn.sentences)

    def codes(self, side):
        return [code.id for code in self.studies[side].codebook.codes]

    def step(self, side, verdict, place, replaces=None):
        return Step(CODERS[side], verdict, place, replaces, knew=self.models[side].renames)

    def suggested_now(self, side):
        return self.suggested[side].get(self.studies[side].state.codebook, set())

    def place(self, side, pick):
        places = self.places(side)
        return places[pick % len(places)]

    def judge(self, side, judgement, step):
        (event,) = self.studies[side].decide([judgement])
        self.models[side].steps[event.hash] = step

    def said(self, side):
        """Return what stands in a copy, by coder."""
        codings = self.studies[side].state.codings()
        return {who: {(one.transcript, one.span, one.code) for one in codings if one.coder == who} for who in CODERS}


def run_histories(examples, steps):
    quick = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(AnyHistory, settings=quick)


def test_a_study_says_what_a_plain_model_of_it_says():
    run_histories(examples=8, steps=20)


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_a_study_says_what_a_plain_model_of_it_says_two_thousand_times():
    run_histories(examples=2000, steps=50)
