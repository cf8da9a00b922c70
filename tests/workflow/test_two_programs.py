"""Two programs on one study: whatever one checked still holds when it writes."""

import pytest

from thematic.errors import InputError
from thematic.model import Span, Verdict
from thematic.workflow.deciding import Judgement, decide
from thematic.workflow.import_settings import ImportSettings
from thematic.workflow.importing import import_files
from thematic.workflow.study import Act, Study

ACT = Act("ana", "2026-01-01T00:00:00Z")


def test_an_id_that_another_program_took_meanwhile_is_refused(study, here):
    (here / "one").mkdir()
    (here / "two").mkdir()
    for name in ("one", "two"):
        (here / name / "fg2.txt").write_text(f"Moderator: And {name}?\n\nMaya: Fine.\n")
    with Study.open(study) as mine, Study.open(study) as theirs:
        assert "fg2" not in mine.state.transcripts
        import_files(theirs, [here / "two" / "fg2.txt"], ImportSettings(), act=ACT)

        with pytest.raises(InputError, match="taken"):
            import_files(mine, [here / "one" / "fg2.txt"], ImportSettings(), act=ACT)
        assert "two" in mine.transcripts["fg2"].text


def test_decisions_of_two_programs_are_all_there_in_one_history(study):
    place = Judgement("fg1", Span(28, 59), "routine", Verdict.ACCEPT)
    with Study.open(study) as mine, Study.open(study) as theirs:
        for _ in range(3):
            decide(mine, [place], act=ACT)
            decide(theirs, [place], act=Act("ben", ACT.at))

        assert len(mine.state.decisions) == len(theirs.state.decisions) == 6
        assert all(len(event.parents) <= 1 for event in mine.store.log.events())
