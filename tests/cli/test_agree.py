"""`thematic agree`: figures, spans, the machine, and the exported table. All talk is invented."""

import json

import pytest
from small_study import BENS_DECISIONS


def figures(two, *arguments):
    return json.loads(two("--json", *arguments).ok.out)


def code(found, name):
    return next(one for one in found["codes"] if one["code"] == name)


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
    (here / "ben.csv").write_text(BENS_DECISIONS)
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


def test_spans_are_compared_as_words(two, talk):
    shown = two("--spans").ok.out

    assert "alpha_U" in shown
    found = json.loads(two("--spans", "--json").ok.out)
    routine = next(one for one in found["codes"] if one["code"] == "routine")
    assert (routine["alpha"], routine["f1"], routine["alpha_u"]) == (1.0, [1.0, 1.0], 1.0)
    assert found["characters"] < len(talk.read_text())


def test_spans_need_whole_transcripts(run, coded, here):
    (here / "ben.csv").write_text(BENS_DECISIONS)
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


@pytest.mark.parametrize("suffix", [".csv", ".md", ".docx", ".html", ".json"])
def test_the_table_is_exported_for_a_paper(two, run, here, suffix):
    run("-C", "study", "export", "agreement", "-o", f"table{suffix}").ok

    assert (here / f"table{suffix}").stat().st_size


def test_the_exported_figures_are_those_of_the_json(two, run, exported):
    rows = exported("agreement")

    assert [one["code"] for one in rows] == ["belonging", "support", "routine"]
    assert float(rows[0]["kappa"]) == pytest.approx(code(figures(two), "belonging")["kappa"], abs=1e-5)
    assert "fewer than 5 positives" in rows[0]["flags"]
