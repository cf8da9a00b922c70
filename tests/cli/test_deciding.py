"""Suggestions, and what people decide."""

import csv
import io
import json

import pytest


def rows(run, what):
    return list(csv.DictReader(io.StringIO(run("-C", "study", "export", what, "-o", "-").ok.out)))


def test_code_suggests_with_evidence_and_codes_nothing(run, study):
    said = run("-C", "study", "code").ok

    assert "Nothing is coded" in said.out
    assert "[Nobody judges you]" in said.out
    assert rows(run, "codings") == []
    assert rows(run, "decisions") == []


def test_a_moderators_words_are_never_suggested(run, study):
    run("-C", "study", "code").ok

    assert rows(run, "suggestions")
    assert not [row for row in rows(run, "suggestions") if "How did you find" in row["text"]]


def test_suggesting_again_gives_the_same_suggestions_under_the_same_ids(run, study):
    run("-C", "study", "code").ok
    first = rows(run, "suggestions")
    run("-C", "study", "code").ok

    assert rows(run, "suggestions") == first


def test_an_accept_of_a_suggestion_and_a_human_first_coding_are_told_apart(run, coded):
    origins = {(row["segment_id"], row["code"]): row["origin"] for row in rows(run, "codings")}

    assert origins["fg1:t003.s1", "belonging"] == "suggested"
    suggested = {(row["start"], row["code"]) for row in rows(run, "suggestions")}
    for row in rows(run, "codings"):
        assert (row["origin"] == "suggested") == ((row["start"], row["code"]) in suggested)


def test_the_last_word_of_a_coder_counts_and_another_coders_stands_beside_it(run, coded, here):
    (here / "again.csv").write_text("segment_id,code,verdict\nfg1:t003.s1,belonging,reject\n")
    run("-C", "study", "review", "--batch", "again.csv", "--coder", "ben").ok
    assert len(rows(run, "codings")) == 5

    run("-C", "study", "review", "--batch", "again.csv", "--coder", "ana").ok
    assert len(rows(run, "codings")) == 4


def test_decisions_can_name_a_place_by_its_span(run, study, here):
    (here / "d.csv").write_text("transcript,start,end,code,verdict\nfg1,28,59,routine,accept\n")
    run("-C", "study", "review", "--batch", "d.csv", "--coder", "ana").ok

    assert rows(run, "codings")[0]["text"] == "It was the Tuesday that did it."


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("fg1:t003.s1,belongin,accept", 'Did you mean "belonging"'),
        ("fg1:t003.s9,belonging,accept", 'no segment "fg1:t003.s9"'),
        ("fg1:t001,belonging,accept", "moderator"),
        ("fg1:t003.s1,belonging,maybe", '"maybe" is not a verdict'),
        ("fg1:t003.s1,belonging", "not a verdict"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_recorded(run, study, here, row, said):
    before = (study / "study.db").read_bytes()
    (here / "d.csv").write_text(f"segment_id,code,verdict\nfg1:t002.s1,routine,accept\n{row}\n")
    ran = run("-C", "study", "review", "--batch", "d.csv", "--coder", "ana").fails(3)

    assert ran.err.startswith("d.csv:3: ")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert (study / "study.db").read_bytes() == before


def test_every_bad_row_is_named(run, study, here):
    (here / "d.csv").write_text("segment_id,code,verdict\nx,routine,accept\nfg1:t002.s1,y,accept\n")
    ran = run("-C", "study", "review", "--batch", "d.csv", "--coder", "ana").fails(3)

    assert [line.partition(" ")[0] for line in ran.err.splitlines()] == ["d.csv:2:", "d.csv:3:"]


def test_a_quote_that_is_not_what_was_said_is_refused(run, study, here):
    (here / "d.csv").write_text("segment_id,code,verdict,quote\nfg1:t003.s1,belonging,accept,I never said this.\n")

    assert (
        "not what the transcript says" in run("-C", "study", "review", "--batch", "d.csv", "--coder", "a").fails(3).err
    )


def test_nobody_decides_without_a_name_and_the_login_name_is_none(run, coded, monkeypatch):
    monkeypatch.setenv("USER", "somebody")
    monkeypatch.setenv("LOGNAME", "somebody")

    assert "--coder" in run("-C", "study", "review").fails(2).err


@pytest.mark.parametrize("name", ["Ana K", "ÄNA", "-", "a--b"])
def test_a_coder_is_a_kebab_case_id(run, coded, name):
    assert "no coder id" in run("-C", "study", "review", "--coder", name).fails(2).err


def test_the_environment_or_the_configuration_may_name_the_coder(run, coded, monkeypatch, tmp_path):
    (tmp_path / "config" / "thematic").mkdir(parents=True)
    (tmp_path / "config" / "thematic" / "config.toml").write_text('coder = "cleo"\n')
    run("-C", "study", "review", stdin="s\n").ok
    run("-C", "study", "review", stdin="u\n").ok
    monkeypatch.setenv("THEMATIC_CODER", "dora")
    run("-C", "study", "review", stdin="u\n").ok

    assert {"cleo", "dora"} <= {row["coder"] for row in rows(run, "decisions")}


def test_reviewing_by_keys_saves_each_decision_and_resumes_where_it_was(run, study):
    run("-C", "study", "code").ok
    pending = len(rows(run, "suggestions"))
    said = run("-C", "study", "review", "--coder", "ana", stdin="a\nr\n").ok

    assert f"2 decided in this sitting, {pending - 2} left" in said.out
    assert [row["verdict"] for row in rows(run, "decisions")] == ["accept", "reject"]
    assert f"suggestion 1 of {pending - 2}" in run("-C", "study", "review", "--coder", "ana", stdin="q\n").ok.out
    assert f"suggestion 1 of {pending}" in run("-C", "study", "review", "--coder", "ben", stdin="q\n").ok.out


def test_undo_takes_a_decision_back_and_the_log_keeps_both(run, study):
    run("-C", "study", "code").ok
    run("-C", "study", "review", "--coder", "ana", stdin="az\n").ok

    assert rows(run, "decisions") == []
    kinds = [event["kind"] for event in json.loads(run("-C", "study", "log", "--json").ok.out)]
    assert kinds[-2:] == ["decision", "undo"]


def test_an_undo_can_be_undone(run, coded):
    last = json.loads(run("-C", "study", "log", "--json").ok.out)[-2]["hash"]
    run("-C", "study", "log", "undo", last[:12], "--coder", "ana").ok
    assert len(rows(run, "codings")) == 4

    undo = json.loads(run("-C", "study", "log", "--json").ok.out)[-1]["hash"]
    run("-C", "study", "log", "undo", undo[:12], "--coder", "ana").ok
    assert len(rows(run, "codings")) == 5


def test_a_rejected_suggestion_does_not_come_back(run, study):
    run("-C", "study", "code").ok
    pending = len(rows(run, "suggestions"))
    run("-C", "study", "review", "--coder", "ana", stdin="r" * pending).ok
    run("-C", "study", "code").ok

    assert "No suggestion is pending" in run("-C", "study", "review", "--coder", "ana").ok.out


def test_another_codebook_in_use_hides_the_suggestions_of_the_first(run, coded):
    run("-C", "study", "codebook", "use", "life-rooms").ok

    assert rows(run, "suggestions") == []
    assert len(rows(run, "codings")) == 5
