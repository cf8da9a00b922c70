"""Whatever two people do to the codebook in two copies, taking in either first leaves one state. All invented."""

import random
import shutil

import pytest

from thematic import Study
from thematic.check import check_study
from thematic.codebook.changes import edited, merged, renamed, retired, split
from thematic.errors import UsageError
from thematic.model import Verdict
from thematic.workflow.changing import change_codebook, unite
from thematic.workflow.deciding import Judgement, undo
from thematic.workflow.merging import merge
from thematic.workflow.own_codes import add_code
from thematic.workflow.study import Act

AT = "2026-01-01T00:00:00Z"
VERDICTS = (Verdict.ACCEPT, Verdict.REJECT, Verdict.UNSURE, Verdict.CODE)


class Chance:
    """Somebody who does one thing or another to a copy; which event comes first in the log is another each time."""

    def __init__(self, seed):
        self.pick, self.made = random.Random(seed), 0

    def act_on(self, folder):
        self.made += 1
        who = self.pick.choice(("ana", "ben"))
        with Study.open(folder, who) as study:
            deed = self.pick.choice((self.decide, self.decide, self.change, self.change, self.take_back, self.add))
            try:
                deed(study, Act(who, AT))
            except UsageError:
                assert check_study(study.store) == ()
            state = study.state
        with Study.open(folder) as study:
            assert study.state == state

    def decide(self, study, _act):
        turns = [(one.id, turn) for one in study.transcripts.values() for turn in one.turns if turn.participant]
        places = sorted((name, span) for name, turn in turns for span in turn.sentences)
        study.decide([Judgement(*self.pick.choice(places), self.code(study), self.pick.choice(VERDICTS))])

    def change(self, study, act):
        code, other, new = self.code(study), self.code(study), self.pick.choice(("p", "q", "belonging"))
        makers = (
            lambda book: renamed(book, code, new),
            lambda book: merged(book, [code, other], new),
            lambda book: split(book, code, [(f"{self.made}a", ""), (f"{self.made}b", "")]),
            lambda book: retired(book, code),
            lambda book: edited(book, code, {"definition": f"{self.made}"}),
        )
        change_codebook(study, self.pick.choice(makers), act=act)

    def take_back(self, study, act):
        undo(study, self.pick.choice([one.hash for one in study.store.log.events()][4:] or ["none"]), act=act)

    def add(self, study, act):
        unite(study, act=act) if study.state.rivals else add_code(study, "set my alarm", act=act)

    def code(self, study):
        return self.pick.choice([one.id for one in study.codebook.codes])


def live_through(seed, begun, folder):
    chance, sides = Chance(seed), [folder / "a", folder / "b"]
    for side in sides:
        shutil.copytree(begun, side)
    for _ in range(3):
        for _ in range(5):
            chance.act_on(chance.pick.choice(sides))
        one, other = chance.pick.sample(sides, 2)
        with Study.open(one) as study:
            merge(study, other)
    shutil.copytree(sides[1], folder / "before")
    for side, other in ((sides[1], sides[0]), (sides[0], folder / "before")):
        with Study.open(side) as study:
            merge(study, other)
    with Study.open(sides[0]) as one, Study.open(sides[1]) as other:
        assert one.state == other.state
        assert {coding.codebook for coding in one.state.codings()} <= {"small"}
        assert check_study(one.store) == check_study(other.store) == ()


def test_codebooks_changed_in_two_copies_leave_one_state(study, tmp_path):
    for seed in range(25):
        live_through(seed, study, tmp_path / str(seed))


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_codebooks_changed_in_two_copies_leave_one_state_two_thousand_times(study, tmp_path):
    for seed in range(2000):
        live_through(seed, study, tmp_path / str(seed))
        shutil.rmtree(tmp_path / str(seed))
