"""`agree --disagreements` and `agree reconcile`: where coders differ, and what they come to. All talk is invented."""

import json
import shutil
from pathlib import Path

from thematic.workflow.study import Study


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


def test_what_coders_come_to_is_kept_beside_what_each_had_said(run, two, exported):
    before = two("--json").ok.out

    said = two(
        "reconcile", "--coder", "ana", stdin="r Not being judged is belonging.\ny said so in the group\nn\nq\n"
    ).ok.out

    assert "consensus of ana and ben: the code stands (belonging)" in said
    assert "2 places agreed on, 0 left" in said
    assert two("--json").ok.out == before
    assert "differ nowhere" in two("reconcile", "--coder", "ana", stdin="").ok.out
    agreed = [one for one in exported("decisions") if one["coder"] == "consensus"]
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


def test_hostile_words_and_notes_are_printed_as_text(run, two):
    two("reconcile", "--coder", "ana", stdin="y [/bold] \x1b[2J =1+1\nz\nq\n").ok
    shown = two("reconcile", "--coder", "ana", stdin="r [/red]\ny [/bold] \x1b[2J\nq\n").ok.out

    assert "\x1b" not in shown + run("-C", "study", "memo", "list").ok.out + run("-C", "study", "log").ok.out
    assert "[/red]" in shown


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
