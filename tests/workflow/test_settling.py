"""What a decision settles, for whom, and under which codebook."""

import csv
import io

import pytest

from thematic.model import Span, Verdict
from thematic.workflow.coding import pending
from thematic.workflow.deciding import Judgement, decide
from thematic.workflow.study import Act, Study

ACT = Act("ana", "2026-01-01T00:00:00Z")
TURN, SENTENCE = Span(87, 146), Span(87, 121)
OTHER = """id: other
codes:
  - id: belonging
    name: Belongings
    definition: Things one owns.
    cues: [part of something]
"""


@pytest.fixture
def suggested(suggested):
    with Study.open(suggested) as opened:
        yield opened


def belonging(study, span, verdict):
    decide(study, [Judgement("fg1", span, "belonging", verdict)], act=ACT)


def open_places(study, coder="ana"):
    return {one.suggestion.span for one in pending(study, coder) if one.suggestion.code == "belonging"}


def test_a_judged_turn_settles_the_suggestions_of_its_code_inside_it_for_its_coder_only(suggested):
    assert SENTENCE in open_places(suggested)
    belonging(suggested, TURN, Verdict.ACCEPT)

    assert SENTENCE not in open_places(suggested)
    assert SENTENCE in open_places(suggested, "ben")
    assert {one.suggestion.code for one in pending(suggested, "ana")} >= {"routine"}


def test_a_rejected_suggestion_returns_only_with_other_evidence_and_the_last_word_counts(suggested):
    belonging(suggested, SENTENCE, Verdict.REJECT)
    assert SENTENCE not in open_places(suggested)

    with suggested.store.file.writing() as db:
        db.execute("UPDATE suggestion SET digest = 'changed'")
    assert SENTENCE in open_places(suggested)

    belonging(suggested, TURN, Verdict.ACCEPT)
    assert SENTENCE not in open_places(suggested)
    belonging(suggested, SENTENCE, Verdict.REJECT)
    assert SENTENCE not in open_places(suggested)


def test_another_codebooks_code_of_the_same_name_is_another_code(run, suggested, here):
    belonging(suggested, SENTENCE, Verdict.ACCEPT)
    (here / "other.yaml").write_text(OTHER)
    run("-C", "study", "codebook", "use", "other.yaml").ok
    run("-C", "study", "code").ok

    assert SENTENCE in open_places(Study.open("study"))
    rows = list(csv.DictReader(io.StringIO(run("-C", "study", "export", "codings", "-o", "-").ok.out)))
    assert [row["code"] for row in rows] == ["small:belonging"]


def test_a_codebook_that_decisions_rest_on_is_not_taken_back(run, coded):
    import json

    events = json.loads(run("-C", "study", "log", "--json").ok.out)
    used = next(event["hash"] for event in events if event["kind"] == "codebook")

    assert (
        "decisions were made with this codebook" in run("-C", "study", "log", "undo", used, "--coder", "a").fails(2).err
    )


def test_a_codebook_changed_meanwhile_stops_a_decision_that_was_made_with_the_first(run, suggested, here):
    from thematic.errors import StudyError

    first = suggested.codebook.sha256
    (here / "other.yaml").write_text(OTHER)
    run("-C", "study", "codebook", "use", "other.yaml").ok

    with pytest.raises(StudyError, match="another codebook"):
        decide(suggested, [Judgement("fg1", SENTENCE, "belonging", Verdict.ACCEPT)], act=ACT, codebook=first)


def test_rows_that_contradict_each_other_are_named_and_nothing_is_recorded(run, study, here):
    (here / "d.csv").write_text("segment_id,code,verdict\nfg1:t003.s1,belonging,accept\nfg1:t003.s1,belonging,reject\n")
    said = run("-C", "study", "review", "--batch", "d.csv", "--coder", "ana").fails(3).err

    assert said.startswith("d.csv:3: says reject of what line 2 says accept")


def test_a_span_that_takes_in_the_moderators_words_is_refused(run, study, here):
    (here / "d.csv").write_text("transcript,start,end,code,verdict\nfg1,0,60,belonging,accept\n")

    assert "moderator's" in run("-C", "study", "review", "--batch", "d.csv", "--coder", "ana").fails(3).err


def test_our_own_export_of_decisions_can_be_read_back(run, coded, here):
    run("-C", "study", "export", "decisions", "-o", "mine.csv").ok

    assert "Recorded 6 decisions by ben" in run("-C", "study", "review", "--batch", "mine.csv", "--coder", "ben").ok.out


def test_a_message_does_not_repeat_what_may_be_somebodys_words(run, study, here):
    (here / "d.csv").write_text("segment_id,code,verdict\nI drank after the funeral,I never told him,maybe so\n")
    said = run("-C", "study", "review", "--batch", "d.csv", "--coder", "ana").fails(3).err

    assert "drank" not in said
    assert "told" not in said
