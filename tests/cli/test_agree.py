"""`thematic agree`: figures, disagreements, consensus, overlap and practice. All talk is invented."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from small_study import made

from thematic.workflow.study import Study

BEN = """segment_id,code,verdict
fg1:t002.s2,routine,accept
fg1:t003.s1,belonging,accept
fg1:t003.s2,belonging,reject
fg1:t005.s1,belonging,reject
fg1:t005.s2,support,accept
fg1:t005.s2,belonging,unsure
"""


@pytest.fixture(scope="module")
def coded_twice(studies, tmp_path_factory):
    """The folder of a study that ana and ben coded, both done with it: to be copied, and not changed."""
    here = tmp_path_factory.mktemp("twice")
    shutil.copytree(studies / "coded", here / "study")
    (here / "ben.csv").write_text(BEN)
    made(here, "-C", "study", "review", "--batch", "ben.csv", "--coder", "ben")
    for coder in ("ana", "ben"):
        made(here, "-C", "study", "review", "fg1", "--done", "--coder", coder)
    return here / "study"


@pytest.fixture
def two(run, talk, here, coded_twice):
    """Runs `agree` on a study of one's own that ana and ben coded, and returns what was printed."""
    (here / "ben.csv").write_text(BEN)
    shutil.copytree(coded_twice, here / "study")
    return lambda *arguments, **more: run("-C", "study", "agree", *arguments, **more)


def figures(two, *arguments):
    return json.loads(two("--json", *arguments).ok.out)


def code(found, name):
    return next(one for one in found["codes"] if one["code"] == name)


def exported(run, what):
    return list(csv.DictReader(io.StringIO(run("-C", "study", "export", what, "-o", "-").ok.out)))


def test_each_sentence_of_a_participant_is_a_unit_and_the_moderators_are_not(two):
    found = figures(two)

    assert (found["unit"], found["coders"]) == ("sentence", ["ana", "ben"])
    belonging = code(found, "belonging")
    assert (belonging["units"], belonging["positives"]) == (7, {"ana": 3, "ben": 1})
    assert belonging["percent"] == pytest.approx(5 / 7)
    assert belonging["positive_agreement"] == pytest.approx(2 * 1 / (2 * 1 + 2))
    assert belonging["prevalence"] == pytest.approx(4 / 14)
    assert code(found, "routine")["kappa"] == pytest.approx(1)


def test_the_json_has_what_the_contract_says(two):
    found = figures(two)

    keys = {"code", "units", "positives", "prevalence", "percent", "positive_agreement", "negative_agreement", "kappa",
            "alpha", "ac1", "brennan_prediger", "intervals", "flags"}  # fmt: skip
    assert all(keys <= one.keys() for one in found["codes"])
    assert found["pooled"]["codes"] == len(found["codes"]) == 3
    assert found["pooled"]["alpha_masi"] is not None


def test_turns_and_whole_transcripts_can_be_the_unit(two):
    turn, whole = (
        code(figures(two, "--unit", "turn"), "belonging"),
        code(figures(two, "--unit", "transcript"), "belonging"),
    )

    assert (turn["units"], turn["positives"]) == (4, {"ana": 2, "ben": 1})
    assert (whole["units"], whole["positives"]) == (1, {"ana": 1, "ben": 1})
    assert whole["kappa"] is None
    assert whole["flags"][0].startswith("undefined (no variation)")


def test_without_being_done_only_what_both_judged_counts(run, coded, here):
    (here / "ben.csv").write_text(BEN)
    run("-C", "study", "review", "--batch", "ben.csv", "--coder", "ben").ok

    found = json.loads(run("-C", "study", "agree", "--json").ok.out)

    assert code(found, "belonging")["units"] == 3
    assert "fewer than 5 positives by ana and ben" in code(found, "belonging")["flags"]


def test_few_transcripts_give_no_interval_and_it_is_said(two):
    assert "no interval: 1 of at least 4 transcripts" in two().ok.out
    assert code(figures(two), "belonging")["intervals"] == {}


@pytest.mark.parametrize("width", [80, 120])
def test_the_tables_fit_the_terminal(two, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))

    assert max(len(line) for line in two("--labels").ok.out.splitlines()) <= width


@pytest.mark.parametrize("page", [(), ("--spans",), ("--machine",)], ids=["figures", "spans", "machine"])
def test_five_coders_with_long_names_fit_eighty_columns(run, two, here, monkeypatch, page):
    for coder in ("christopher-bell", "maria-antonia", "zed"):
        run("-C", "study", "review", "--batch", "ben.csv", "--coder", coder).ok
        run("-C", "study", "review", "fg1", "--done", "--coder", coder).ok
    monkeypatch.setenv("COLUMNS", "80")

    shown = two(*page).ok.out

    assert max(len(line) for line in shown.splitlines()) <= 80
    assert not any(line.startswith("ging") for line in shown.splitlines())
    if page != ("--machine",):
        assert "C christopher-bell" in shown


def test_words_for_figures_come_only_when_asked_for_and_as_conventions(two):
    assert "perfect" not in two().ok.out
    assert "conventions, not tests" in " ".join(two("--labels").ok.out.split())


def test_one_coder_is_one_clear_line(run, coded):
    refused = run("-C", "study", "agree")

    assert refused.code == 4
    assert refused.err.strip() == (
        "only ana has coded here; agreement is between two coders or more. A second codes by thematic review."
    )


def test_nobody_is_one_clear_line(run, study):
    refused = run("-C", "study", "agree")

    assert (refused.code, refused.err.startswith("nobody has coded here")) == (4, True)


def test_coders_who_judged_nothing_in_common_are_told_so(run, coded, here):
    (here / "ben.csv").write_text("segment_id,code,verdict\nfg1:t006,support,unsure\n")
    run("-C", "study", "review", "--batch", "ben.csv", "--coder", "ben").ok

    refused = run("-C", "study", "agree")

    assert (refused.code, refused.err.count("\n")) == (4, 1)
    assert "no sentence was judged by two of ana and ben" in refused.err


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("--coders", "ana,bem"), 'nobody called "bem" coded here. Did you mean "ben"?'),
        (("--codes", "belongin"), 'no code "belongin" in small. Did you mean "belonging"?'),
        (("--transcript", "fg9"), 'no transcript "fg9" in this study.'),
        (("--coders", "ana"), "Name another: --coders ana,ben."),
        (("--spans", "--machine"), "Ask for one."),
    ],
)
def test_what_is_misspelt_is_one_line_that_proposes_what_was_meant(two, said, told):
    refused = two(*said)

    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert told in refused.err


def test_a_reflexive_study_is_told_why_and_shown_readings_side_by_side(run, here, talk, small_codebook):
    run("init", "study", "--approach", "reflexive").ok
    run("-C", "study", "import", talk).ok
    run("-C", "study", "codebook", "use", small_codebook).ok
    for coder, verdict in (("ana", "accept"), ("ben", "reject")):
        (here / "d.csv").write_text(f"segment_id,code,verdict\nfg1:t003.s1,belonging,{verdict}\n")
        run("-C", "study", "review", "--batch", "d.csv", "--coder", coder).ok

    refused = run("-C", "study", "agree")

    assert (refused.code, "two readings that differ are no error" in refused.err) == (2, True)
    shown = run("-C", "study", "agree", "--readings").ok.out
    assert "ana gave it the code" in shown
    assert "ben refused the code" in shown
    assert "kappa" in run("-C", "study", "agree", "--anyway").ok.out


def test_disagreements_are_listed_with_the_words_and_who_said_what(two):
    shown = two("--disagreements").ok.out

    assert "fg1:t003.s2" in shown
    assert "“Nobody judges you there.”" in shown
    assert "ben refused the code" in shown
    assert "2 places where coders differ" in shown
    places = json.loads(two("--disagreements", "--json").ok.out)
    assert [(one["segment_id"], one["code"]) for one in places] == [
        ("fg1:t003.s2", "belonging"), ("fg1:t005.s1", "belonging"),
    ]  # fmt: skip


def test_what_coders_come_to_is_kept_beside_what_each_had_said(run, two):
    before = figures(two)

    said = two(
        "reconcile", "--coder", "ana", stdin="r Not being judged is belonging.\ny said so in the group\nn\nq\n"
    ).ok.out

    assert "consensus of ana and ben: the code stands (belonging)" in said
    assert "2 places agreed on, 0 left" in said
    assert figures(two) == before
    assert "differ nowhere" in two("reconcile", "--coder", "ana", stdin="").ok.out
    agreed = [one for one in exported(run, "decisions") if one["coder"] == "consensus"]
    assert [(one["verdict"], one["note"]) for one in agreed] == [("code", "said so in the group"), ("reject", "")]
    assert "consensus of ana, ben" in run("-C", "study", "log").ok.out
    assert "Not being judged is belonging." in run("-C", "study", "memo", "list").ok.out
    assert "All is well" in run("-C", "study", "check").ok.out


def test_a_consensus_stands_in_place_of_the_codings_it_is_on(run, two):
    from thematic.workflow.excerpts import coded as excerpts

    two("reconcile", "--coder", "ana", stdin="n\nn\nq\n").ok

    with Study.open("study") as study:
        words = {study.transcripts[name].words_at(span): codes for (name, span), codes in excerpts(study).items()}
    assert "Nobody judges you there." not in words
    assert words["I felt part of something for once."] == ("belonging",)


def test_undo_takes_a_consensus_back(run, two):
    two("reconcile", "--coder", "ana", stdin="y\nz\nq\n").ok

    assert "2 places where coders differ" in two("--disagreements").ok.out


def test_a_skipped_place_and_an_unknown_key_settle_nothing(two):
    said = two("reconcile", "--coder", "ana", stdin="s\nk\ns\nz\nq\n").ok.out

    assert '"k" does nothing here.' in said
    assert "0 places agreed on, 2 left" in said


def test_nobody_can_be_called_consensus(run, coded):
    refused = run("-C", "study", "review", "--coder", "consensus")

    assert (refused.code, "Say who you are" in refused.err) == (2, True)


def test_a_consensus_travels_with_its_copy_and_follows_a_corrected_text(run, two, here, talk):
    shutil.copytree("study", "before")
    two("reconcile", "--coder", "ana", stdin="y\nn\nq\n").ok
    run("-C", "before", "merge", "study").ok
    talk.write_text(talk.read_text().replace("Mm.", "Mm, yes."))
    run("-C", "before", "import", "--revises", "fg1", talk).ok

    assert "differ nowhere" in run("-C", "before", "agree", "reconcile", "--coder", "ana", stdin="").ok.out
    assert "All is well" in run("-C", "before", "check").ok.out


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


def test_spans_are_compared_as_words(two, talk):
    shown = two("--spans").ok.out

    assert "alpha_U" in shown
    found = json.loads(two("--spans", "--json").ok.out)
    routine = next(one for one in found["codes"] if one["code"] == "routine")
    assert (routine["alpha"], routine["f1"], routine["alpha_u"]) == (1.0, [1.0, 1.0], 1.0)
    assert found["characters"] < len(talk.read_text())


def test_spans_need_whole_transcripts(run, coded, here):
    (here / "ben.csv").write_text(BEN)
    run("-C", "study", "review", "--batch", "ben.csv", "--coder", "ben").ok

    assert "no transcript is done by ana and ben" in run("-C", "study", "agree", "--spans").err


def test_coders_and_the_machine_have_a_table_and_a_title_of_their_own(two):
    shown = two("--machine").ok.out

    assert "Coders and suggestions (no inter-coder agreement)" in shown
    found = json.loads(two("--machine", "--json").ok.out)
    ana = next(one for one in found["coders"] if one["coder"] == "ana")
    assert (ana["kept"], ana["refused"], ana["acceptance_rate"]) == (5, 1, pytest.approx(5 / 6))
    assert ana["suggested"] <= ana["codings"]


def test_changing_ones_mind_after_seeing_a_suggestion_is_counted(run, suggested):
    run("-C", "study", "review", "--blind", "--coder", "ana", stdin="c support\ne\na\nq\n").ok

    found = json.loads(run("-C", "study", "agree", "--machine", "--json").ok.out)

    (ana,) = found["coders"]
    assert (ana["blind"], ana["switched"], ana["switch_rate"]) == (1, 1, 1.0)


def test_a_suggestion_that_was_given_blind_already_is_no_change_of_mind(run, suggested):
    run("-C", "study", "review", "--blind", "--coder", "ana", stdin="c routine\ne\ns\nq\n").ok

    (ana,) = json.loads(run("-C", "study", "agree", "--machine", "--json").ok.out)["coders"]
    assert (ana["blind"], ana["switched"]) == (1, 0)


def test_deciding_fast_is_said_only_after_twenty():
    from thematic.workflow.machine import CoderHabits

    fast = CoderHabits("ana", 1, 1, 1, 1, 1, 0, 0, seconds=1.0, acts=20)
    slow = CoderHabits("ana", 1, 1, 1, 1, 1, 0, 0, seconds=2.0, acts=200)
    few = CoderHabits("ana", 1, 1, 1, 1, 1, 0, 0, seconds=1.0, acts=19)

    assert [one.is_fast for one in (fast, slow, few)] == [True, False, False]


def test_a_kappa_is_worked_out_on_ones_own_codings(two):
    shown = " ".join(two("--explain", "belonging").ok.out.split())

    assert "Of 7 sentences that both judged, they said the same of 5: agreement .71." in shown
    assert "= .36." in shown or "= .30." in shown


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
        (("--done",), 2, "--done needs the transcript"),
    ],
)
def test_a_practice_that_cannot_be_is_one_line(run, coded, arguments, code, told):
    refused = run("-C", "study", "review", *arguments, "--coder", "sam")

    assert (refused.code, refused.err.count("\n"), told in refused.err) == (code, 1, True)


def test_hostile_words_and_notes_are_printed_as_text(run, two):
    two("reconcile", "--coder", "ana", stdin="y [/bold] \x1b[2J =1+1\nz\nq\n").ok
    shown = two("reconcile", "--coder", "ana", stdin="r [/red]\ny [/bold] \x1b[2J\nq\n").ok.out

    assert "\x1b" not in shown + run("-C", "study", "memo", "list").ok.out + run("-C", "study", "log").ok.out
    assert "[/red]" in shown


@pytest.mark.parametrize("suffix", [".csv", ".md", ".docx", ".html", ".json"])
def test_the_table_is_exported_for_a_paper(two, run, here, suffix):
    run("-C", "study", "export", "agreement", "-o", f"table{suffix}").ok

    assert (here / f"table{suffix}").stat().st_size


def test_the_exported_figures_are_those_of_the_json(two, run):
    rows = exported(run, "agreement")

    assert [one["code"] for one in rows] == ["belonging", "support", "routine"]
    assert float(rows[0]["kappa"]) == pytest.approx(code(figures(two), "belonging")["kappa"], abs=1e-5)
    assert "fewer than 5 positives" in rows[0]["flags"]


def test_two_copies_that_came_to_different_ends_say_so_whoever_merges(run, two):
    shutil.copytree("study", "bens")
    two("reconcile", "--coder", "ana", stdin="y\nq\n").ok
    run("-C", "bens", "agree", "reconcile", "--coder", "ben", stdin="n\nq\n").ok
    shutil.copytree("bens", "before")

    run("-C", "bens", "merge", "study").ok
    run("-C", "study", "merge", "before").ok

    states = []
    for folder in ("study", "bens"):
        with Study.open(folder) as study:
            states.append(study.state)
    assert states[0] == states[1]
    assert [(who, code) for who, *_, code in states[0].conflicts] == [("consensus", "belonging")]
    assert "2 places where coders differ" in two("--disagreements").ok.out
    two("reconcile", "--coder", "ana", stdin="n\nq\n").ok
    assert "1 place where coders differ" in two("--disagreements").ok.out


def test_who_withdraws_takes_the_consensus_on_their_words_along(run, two):
    two("reconcile", "--coder", "ana", stdin="r Tom said so\ny because of Tom\nn\nq\n").ok
    run("-C", "study", "import", "--withdraw", "fg1-p2", "--yes", "--coder", "ana").ok

    assert "All is well" in run("-C", "study", "check").ok.out
    data = (Path("study") / "study.db").read_bytes()
    assert b"because of Tom" not in data
    assert b"Tom said so" not in data
