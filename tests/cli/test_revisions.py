"""`import --revises`: a corrected transcript takes its codings along, or says which need a person."""

import csv
import io
import json

import pytest

from thematic.errors import StudyError
from thematic.model import Span, Verdict
from thematic.review.lines import LineReview
from thematic.review.sitting import Sitting
from thematic.workflow.deciding import Judgement, decide
from thematic.workflow.import_settings import ImportSettings
from thematic.workflow.revising import revise_transcript
from thematic.workflow.study import Act, Study

ACT = Act("ben", "2026-01-01T00:00:00Z")

CORRECTED = """Moderator: How did you find the group, everybody?

Tom: Hm.

Maya: It was the Tuesday that did it. I set my alarm clock for it now.

Tom: I felt part of something for once. Nobody judges you there.

Moderator: And you, Maya?

Maya: I wouldn't say I feel like an outsider. Somebody rings my bell.
"""


@pytest.fixture
def corrected(here):
    path = here / "corrected.txt"
    path.write_text(CORRECTED, encoding="utf-8")
    return path


@pytest.fixture
def revised(run, coded, corrected):
    """A study with a revision; one coding found with changes, one that needs a person, the others exact."""
    run("-C", "study", "import", "--revises", "fg1", corrected).ok
    return coded


def rows(run, what):
    return list(csv.DictReader(io.StringIO(run("-C", "study", "export", what, "-o", "-").ok.out)))


def quotes(run):
    return {(row["code"], row["text"]) for row in rows(run, "codings")}


def event_of(run, kind):
    log = json.loads(run("-C", "study", "log", "--json").ok.out)
    return next(one["hash"] for one in reversed(log) if one["kind"] == kind)


def test_codings_stay_on_their_words_and_each_change_is_shown_old_beside_new(run, coded, corrected):
    said = run("-C", "study", "import", "--revises", "fg1", corrected).ok.out

    assert "6 judgements: 4 exact, 1 fuzzy, 1 need you." in said
    assert "was: “They check on me when I'm off.”" in said
    assert "now: “I set my alarm clock for it now.”" in said
    assert ("belonging", "Nobody judges you there.") in quotes(run)
    assert ("routine", "I set my alarm clock for it now.") in quotes(run)
    assert not any("check on me" in text for _, text in quotes(run))
    assert run("-C", "study", "check").ok


def test_a_person_keeps_their_id_though_others_speak_first_now(run, revised):
    speakers = {row["speaker"]: row["participant"] for row in rows(run, "turns")}

    assert (speakers["Maya"], speakers["Tom"]) == ("fg1-p1", "fg1-p2")
    assert {row["revision"] for row in rows(run, "turns")} == {"2"}


def test_what_needs_a_person_waits_and_is_placed_where_they_say(run, revised):
    status = run("-C", "study").ok.out
    assert "1 span of earlier revisions need you" in status
    assert "Next: thematic review --unplaced" in status
    assert "fg1@1:t005.s2 support (ana)" in run("-C", "study", "review", "--unplaced").ok.out

    placed = run("-C", "study", "review", "--place", "fg1@1:t005.s2=fg1:t006.s2", "--coder", "ben").ok.out

    assert "Placed fg1@1:t005.s2 at fg1:t006.s2: support (ana)" in placed
    assert "0 spans waiting." in placed
    coding = next(row for row in rows(run, "codings") if row["code"] == "support")
    assert (coding["text"], coding["coder"]) == ("Somebody rings my bell.", "ana")
    assert run("-C", "study", "check").ok


def test_what_needs_a_person_can_be_let_go(run, revised):
    run("-C", "study", "review", "--place", "fg1@1:t005.s2=gone", "--coder", "ana").ok

    assert "Nothing waits" in run("-C", "study", "review", "--unplaced").ok.out
    assert "support" not in {row["code"] for row in rows(run, "codings")}


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("fg1@1:t009=fg1:t006", "nothing waits"),
        ("fg1@1:t005.s2=fg1:t099", 'no turn, sentence or span "fg1:t099" in fg1'),
        ("fg1@1:t005.s2=fg2:t001", "no turn, sentence or span"),
        ("fg1@1:t005.s2=fg1:9-2", "no turn, sentence or span"),
        ("fg1@1:t005.s2=fg1:t001", "the moderator's"),
    ],
)
def test_a_place_that_cannot_be_meant_is_one_line_and_changes_nothing(run, revised, place, says):
    before = (revised / "study.db").read_bytes()
    said = run("-C", "study", "review", "--place", place, "--coder", "ana").fails(2)

    assert says in said.err
    assert (revised / "study.db").read_bytes() == before


def test_a_revision_is_taken_back_and_everything_stands_where_it_stood(run, coded, corrected):
    before = quotes(run), rows(run, "turns"), rows(run, "suggestions")
    run("-C", "study", "import", "--revises", "fg1", corrected).ok
    run("-C", "study", "log", "undo", event_of(run, "revision"), "--coder", "ana").ok

    assert (quotes(run), rows(run, "turns"), rows(run, "suggestions")) == before
    assert run("-C", "study", "check").ok


def test_a_revision_that_was_decided_on_is_not_taken_back(run, revised, here):
    (here / "more.csv").write_text("segment_id,code,verdict\nfg1:t006.s2,support,accept\n")
    run("-C", "study", "review", "--batch", "more.csv", "--coder", "ana").ok
    said = run("-C", "study", "log", "undo", event_of(run, "revision"), "--coder", "ana").fails(2)

    assert "--revises fg1" in said.err


def test_going_back_to_the_earlier_text_finds_what_was_lost(run, revised, talk):
    run("-C", "study", "import", "--revises", "fg1", talk).ok

    assert ("support", "They check on me when I'm off.") in quotes(run)
    assert "Nothing waits" in run("-C", "study", "review", "--unplaced").ok.out
    assert run("-C", "study", "check").ok


def test_suggestions_are_carried_along_and_settled_ones_do_not_return(run, coded, corrected):
    pending = {row["text"] for row in rows(run, "suggestions")}
    run("-C", "study", "import", "--revises", "fg1", corrected).ok
    now = {row["text"] for row in rows(run, "suggestions")}

    assert pending & now
    run("-C", "study", "review", "--coder", "ana", stdin="q\n").ok
    assert all(row["transcript"] == "fg1" for row in rows(run, "suggestions"))


def test_a_dry_run_shows_the_same_and_changes_nothing(run, coded, corrected):
    before = (coded / "study.db").read_bytes()
    said = run("-C", "study", "import", "--revises", "fg1", corrected, "--dry-run").ok.out

    assert "Would become revision 2" in said
    assert "was: “They check on me when I'm off.”" in said
    assert (coded / "study.db").read_bytes() == before


def test_the_current_text_again_is_no_revision(run, coded, talk):
    before = (coded / "study.db").read_bytes()

    assert "nothing changed" in run("-C", "study", "import", "--revises", "fg1", talk).ok.out
    assert (coded / "study.db").read_bytes() == before


def test_a_transcript_that_is_not_there_is_not_revised(run, coded, corrected):
    assert 'Did you mean "fg1"?' in run("-C", "study", "import", "--revises", "fg2", corrected).fails(2).err


def test_themes_keep_their_excerpts_or_wait_for_a_person(run, here, demo):
    before = json.loads(run("-C", "demo", "themes", "list", "--json").ok.out)
    talk = (here / "demo" / "fg5.txt").read_text(encoding="utf-8")
    lines = talk.splitlines()
    number = next(n for n, line in enumerate(lines) if "Wednesday I buy for the sandwich" in line)
    (here / "fg5.txt").write_text("\n".join([*lines[:number], *lines[number + 1 :]]), encoding="utf-8")
    said = run("-C", "demo", "import", "--revises", "fg5", "fg5.txt").ok.out
    after = json.loads(run("-C", "demo", "themes", "list", "--json").ok.out)

    assert "need you" in said
    lost = sum(len(one["excerpts"]) for one in before) - sum(len(one["excerpts"]) for one in after)
    assert 0 <= lost <= 2
    assert run("-C", "demo", "check").ok
    assert run("-C", "demo", "export", "themes", "-o", "themes.md").ok


def test_a_revision_that_was_taken_back_is_brought_back_by_undoing_the_undo(run, revised):
    after = quotes(run), rows(run, "turns")
    run("-C", "study", "log", "undo", event_of(run, "revision"), "--coder", "ana").ok
    run("-C", "study", "log", "undo", event_of(run, "undo"), "--coder", "ana").ok

    assert (quotes(run), rows(run, "turns")) == after


@pytest.mark.parametrize("since", ["decision", "withdrawal"])
def test_it_is_not_brought_back_over_what_was_done_on_the_earlier_text_since(run, revised, here, since):
    run("-C", "study", "log", "undo", event_of(run, "revision"), "--coder", "ana").ok
    if since == "decision":
        (here / "more.csv").write_text("segment_id,code,verdict\nfg1:t005.s1,support,accept\n")
        run("-C", "study", "review", "--batch", "more.csv", "--coder", "ana").ok
    else:
        run("-C", "study", "import", "--withdraw", "fg1-p2", "--yes", "--coder", "ana").ok
    said = run("-C", "study", "log", "undo", event_of(run, "undo"), "--coder", "ana").fails(2)

    assert "decided on the text of fg1 since" in said.err
    assert run("-C", "study", "check").ok


def test_a_speaker_whom_only_a_revision_knew_goes_with_it_and_is_doubted_again(run, coded, here):
    (here / "again.txt").write_text(CORRECTED.replace("Tom: Hm.", "Tam: Hm."), encoding="utf-8")
    first = run("-C", "study", "import", "--revises", "fg1", "again.txt").ok.out
    run("-C", "study", "log", "undo", event_of(run, "revision"), "--coder", "ana").ok
    second = run("-C", "study", "import", "--revises", "fg1", "again.txt").ok.out

    assert 'the earlier revision names nobody "Tam" in fg1' in first.replace("\n", " ")
    assert 'the earlier revision names nobody "Tam" in fg1' in second.replace("\n", " ")


def test_a_decision_on_a_text_that_was_corrected_meanwhile_is_refused(coded, corrected):
    place = Judgement("fg1", Span(28, 59), "routine", Verdict.ACCEPT, revision=1)
    with Study.open(coded) as mine, Study.open(coded) as theirs:
        sitting = LineReview(Sitting(mine, "ben", lambda: ACT), plain=True)
        revise_transcript(theirs, "fg1", corrected, ImportSettings(), act=ACT)
        before = len(theirs.state.decisions)

        with pytest.raises(StudyError, match="corrected meanwhile"):
            decide(mine, [place], act=ACT)
        with pytest.raises(StudyError, match="corrected meanwhile"):
            sitting.run("a")
        assert len(mine.state.decisions) == before


def test_a_coders_own_later_word_is_not_overruled_by_placing_an_earlier_one(run, revised, here):
    (here / "more.csv").write_text("segment_id,code,verdict\nfg1:t006.s2,support,reject\n")
    run("-C", "study", "review", "--batch", "more.csv", "--coder", "ana").ok
    said = run("-C", "study", "review", "--place", "fg1@1:t005.s2=fg1:t006.s2", "--coder", "ben").fails(2)

    assert "ana judged support at fg1:t006.s2 since (reject)" in said.err
    assert run("-C", "study", "review", "--place", "fg1@1:t005.s2=gone", "--coder", "ben").ok


def test_two_speakers_who_were_swapped_are_named_at_every_coding(run, coded, talk):
    swapped = talk.read_text().replace("Maya:", "X:").replace("Tom:", "Maya:").replace("X:", "Tom:")
    talk.write_text(swapped)
    said = run("-C", "study", "import", "--revises", "fg1", talk).ok.out

    assert said.count("spoken by Tom now, by Maya before") >= 3
    assert "spoken by Maya now, by Tom before" in said


def test_a_text_that_lost_its_labels_says_so_at_every_coding(run, coded, talk):
    talk.write_text("\n\n".join(part.partition(": ")[2] for part in talk.read_text().strip().split("\n\n")))
    said = run("-C", "study", "import", "--revises", "fg1", talk).ok.out

    assert "spoken by nobody named now, by Maya before" in said


def test_another_transcripts_file_is_no_correction(run, coded, here):
    (here / "fg2.txt").write_text("Moderator: And you?\n\nMaya: I went again.\n\nMaya: To see.\n")
    run("-C", "study", "import", "fg2.txt").ok

    assert "the text of fg2 already" in run("-C", "study", "import", "--revises", "fg1", "fg2.txt").fails(3).err


def test_a_themes_quotes_are_its_own_words_after_a_revision(run, here, demo):
    before = run("-C", "demo", "export", "themes", "-o", "-", "--format", "md").ok.out
    talk = (here / "demo" / "fg5.txt").read_text(encoding="utf-8")
    (here / "fg5.txt").write_text(talk.replace("INT:", "INT: Well, everybody,", 1), encoding="utf-8")
    run("-C", "demo", "import", "--revises", "fg5", "fg5.txt").ok

    assert run("-C", "demo", "export", "themes", "-o", "-", "--format", "md").ok.out == before
