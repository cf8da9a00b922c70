"""The codebook changes after coding began: what it touches is told first, and nothing coded is lost. All invented."""

import csv
import io
import json
import shutil

import pytest

from thematic.model import Verdict
from thematic.workflow.deciding import Judgement, decide
from thematic.workflow.study import Act, Study


@pytest.fixture
def by_two(run, coded, here):
    """The coded study with a second coder, who gave other codes to the same sentences."""
    (here / "ben.csv").write_text(
        "segment_id,code,verdict\nfg1:t003.s1,belonging,accept\nfg1:t005.s1,support,accept\nfg1:t005.s2,support,accept\n"
    )
    run("-C", "study", "review", "--batch", "ben.csv", "--coder", "ben").ok
    return coded


def change(run, *arguments, study="study", coder="ana"):
    return run("-C", study, "codebook", *arguments, "--yes", "--coder", coder).ok.out


def codings(run, study="study"):
    table = csv.DictReader(io.StringIO(run("-C", study, "export", "codings", "-o", "-").ok.out))
    return sorted((one["coder"], one["segment_id"], one["code"]) for one in table)


def whole(run, study="study"):
    run("-C", study, "check").ok
    run("-C", study, "log", "verify").ok


def test_without_yes_it_tells_what_it_would_touch_and_changes_nothing(run, by_two):
    before = (by_two / "study.db").read_bytes()
    said = run("-C", "study", "codebook", "merge", "belonging", "support", "--into", "company").ok.out
    run("-C", "study", "codebook", "retire", "routine", "--yes", "--dry-run", "--coder", "ana").ok

    assert "small 1.0 -> 1.0+1: belonging and support become one code, company." in said
    assert "belonging  4 (ana 3, ben 1)                 0" in said
    assert "company                   0  7 (ana 4, ben 3)" in said
    agreed = "before 0.50 (both 2, one alone 4), after 0.75 (both 3, one alone 2)"
    assert f"Positive agreement of ana and ben on sentences: {agreed}." in " ".join(said.split())
    assert "Nothing is changed yet. Say --yes to do it." in said
    assert (by_two / "study.db").read_bytes() == before


def test_one_who_gives_a_code_and_one_who_gives_its_negative_case_do_not_agree(run, by_two):
    with Study.open("study") as study:
        place = next(one for one in study.state.codings() if (one.coder, one.code) == ("ana", "routine"))
        case = Judgement(place.transcript, place.span, "routine", Verdict.CODE, negative=True)
        decide(study, [case], act=Act("ben", "2026-01-01T00:00:00Z"))
    said = run("-C", "study", "codebook", "edit", "routine", "--name", "Rhythm").ok.out

    assert "before 0.50 (both 2, one alone 4)" in " ".join(said.split())


def test_codings_go_along_to_a_new_name_and_learned_decisions_with_them(run, by_two):
    before = codings(run)
    change(run, "rename", "belonging", "membership", "--reason", "the participants' word")

    assert codings(run) == sorted((who, at, {"belonging": "membership"}.get(code, code)) for who, at, code in before)
    assert "membership (ana, ben)" in run("-C", "study", "find", "--code", "membership").ok.out
    decisions = csv.DictReader(io.StringIO(run("-C", "study", "export", "decisions", "-o", "-").ok.out))
    assert {one["made_as"] for one in decisions if one["code"] == "membership"} == {"belonging"}
    run("-C", "study", "code").ok
    whole(run)


def test_of_two_codes_that_become_one_the_one_that_was_given_stands(run, coded, here):
    (here / "more.csv").write_text("segment_id,code,verdict\nfg1:t003.s1,support,reject\n")
    run("-C", "study", "review", "--batch", "more.csv", "--coder", "ana").ok
    change(run, "merge", "belonging", "support", "--into", "belonging")

    assert ("ana", "fg1:t003.s1", "belonging") in codings(run)
    whole(run)


def test_codings_of_a_split_or_retired_code_stay_and_can_be_found(run, by_two):
    before = codings(run)
    said = change(run, "split", "support", "--into", "advice=Advice", "--into", "lifts=Lifts")
    change(run, "retire", "routine")

    assert codings(run) == before
    assert "thematic find --code support" in said
    assert "support (ana, ben)" in run("-C", "study", "find", "--code", "support").ok.out
    whole(run)


def test_suggestions_of_other_codes_stay_and_come_back_with_an_undo(run, suggested):
    def pending():
        table = csv.DictReader(io.StringIO(run("-C", "study", "export", "suggestions", "-o", "-").ok.out))
        return sorted((one["start"], one["code"]) for one in table)

    before = pending()
    change(run, "edit", "routine", "--add-cue", "every week", "--definition", "The week has a shape.")
    assert pending() == [one for one in before if one[1] != "routine"]

    event = json.loads(run("-C", "study", "log", "--json").ok.out)[-1]["hash"]
    run("-C", "study", "log", "undo", event, "--coder", "ana").ok
    assert pending() == before
    whole(run)


def test_an_undo_brings_back_the_old_names_until_something_rests_on_the_new(run, by_two):
    before = codings(run)
    change(run, "rename", "belonging", "membership")
    events = json.loads(run("-C", "study", "log", "--json").ok.out)
    run("-C", "study", "log", "undo", events[-1]["hash"], "--coder", "ana").ok
    assert codings(run) == before

    change(run, "rename", "belonging", "membership")
    change(run, "retire", "routine")
    events = json.loads(run("-C", "study", "log", "--json").ok.out)
    assert "changed again since" in run("-C", "study", "log", "undo", events[-2]["hash"], "--coder", "ana").fails(2).err


def test_what_a_copy_decided_under_the_old_name_follows_whatever_the_order_of_merging(run, by_two, here):
    shutil.copytree("study", "bens")
    change(run, "rename", "belonging", "membership")
    (here / "late.csv").write_text("segment_id,code,verdict\nfg1:t002.s1,belonging,accept\n")
    run("-C", "bens", "review", "--batch", "late.csv", "--coder", "ben").ok
    shutil.copytree("bens", "bens-before")
    run("-C", "bens", "merge", "study").ok
    run("-C", "study", "merge", "bens-before").ok

    assert ("ben", "fg1:t002.s1", "membership") in codings(run)
    assert codings(run) == codings(run, "bens")
    with Study.open("study") as one, Study.open("bens") as other:
        assert one.state == other.state
    whole(run)


def test_codebooks_changed_apart_are_brought_together(run, coded, here):
    shutil.copytree("study", "bens")
    run("-C", "study", "review", "--coder", "ana", stdin="g fg1:t002.s1\nv\nq\n").ok
    run("-C", "bens", "review", "--coder", "ben", stdin="g fg1:t003.s2\nv\nq\n").ok
    said = run("-C", "study", "merge", "bens").ok.out

    assert "thematic codebook unite" in said
    assert "Next: thematic codebook unite" in run("-C", "study", "status").ok.out
    change(run, "unite")
    codes = [one["id"] for one in json.loads(run("-C", "study", "codebook", "show", "--json").ok.out)["codes"]]
    assert codes[3:] in (["in-vivo-ana-1", "in-vivo-ben-1"], ["in-vivo-ben-1", "in-vivo-ana-1"])
    assert {code for _who, _at, code in codings(run)} >= {"in-vivo-ana-1", "in-vivo-ben-1"}
    run("-C", "bens", "merge", "study").ok
    assert codings(run) == codings(run, "bens")
    whole(run)
    whole(run, "bens")


def test_a_difference_is_told_between_versions_and_files(run, coded):
    change(run, "edit", "support", "--definition", "Help of any kind.")
    said = run("-C", "study", "codebook", "diff").ok.out
    found = json.loads(run("-C", "study", "codebook", "diff", "small.yaml", "1.0+1", "--json").ok.out)

    assert "- Help given or received among members." in said
    assert "+ Help of any kind." in said
    assert [(one["code"], one["field"]) for one in found["changed"]] == [("support", "definition")]
    assert "No code differs." in run("codebook", "diff", "small.yaml", "small.yaml").ok.out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("rename", "belonging", "support"), "has a code support already"),
        (("edit", "support"), "nothing to change"),
        (("unite",), "one version of the codebook"),
        (("retire", "suport"), 'Did you mean "support"?'),
    ],
)
def test_what_cannot_be_done_is_one_line_and_changes_nothing(run, coded, arguments, line):
    before = (coded / "study.db").read_bytes()
    said = run("-C", "study", "codebook", *arguments, "--yes", "--coder", "ana").fails(2).err

    assert line in said
    assert said.count("\n") == 1
    assert (coded / "study.db").read_bytes() == before


def test_a_change_needs_a_person(run, coded):
    assert "--coder" in run("-C", "study", "codebook", "retire", "routine", "--yes").fails(2).err
