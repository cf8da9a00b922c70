"""Themes in people's hands: taken, joined, split, moved, nested, put aside, and every step taken back. Invented."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

MEMBERS = ["fg1:t002.s2", "fg1:t003.s1", "fg1:t003.s2", "fg1:t005.s1", "fg1:t005.s2"]


@pytest.fixture
def shape(run, clustered):
    """Runs a verb of themes as ana."""
    return lambda *arguments: run("-C", "study", "themes", *arguments, "--coder", "ana")


@pytest.fixture
def two(shape):
    """Two themes, theme-1 and theme-2, nobody named."""
    for candidate in ("candidate-1", "candidate-2"):
        shape("accept", candidate).ok


def themes(run):
    return {one["id"]: one for one in json.loads(run("-C", "study", "themes", "list", "--json").ok.out)}


def excerpts(run):
    """Return the ids of the excerpts of each theme."""
    rows = run("-C", "study", "export", "members", "-o", "-").ok.out.splitlines()[1:]
    found = {}
    for row in rows:
        segment, theme = row.split(",")[:2]
        found.setdefault(theme, set()).add(segment)
    return found


def undo_last(run):
    event = json.loads(run("-C", "study", "log", "--json").ok.out)[-1]["hash"]
    run("-C", "study", "log", "undo", event, "--coder", "ana").ok


def test_a_theme_can_be_made_without_any_candidate(run, coded):
    made = ("themes", "new", "--code", "belonging", "fg1:t002.s2", "--name", "Held", "--concept", "A place is kept.")
    assert "Made theme-1" in run("-C", "study", *made, "--coder", "ana").ok.out

    assert (themes(run)["theme-1"]["status"], themes(run)["theme-1"]["name"]) == ("named", "Held")
    assert excerpts(run)["theme-1"] == {"fg1:t002.s2", "fg1:t003.s1", "fg1:t003.s2", "fg1:t005.s1"}
    assert "Held" in run("-C", "study", "export", "themes", "-o", "-").ok.out
    assert run("-C", "study", "check").ok


def test_a_theme_of_nothing_is_refused(run, coded):
    assert "is made of excerpts" in run("-C", "study", "themes", "new", "--name", "x", "--coder", "ana").fails(2).err
    refused = run("-C", "study", "themes", "new", "--code", "nothing", "--coder", "ana").fails(2)
    assert 'no excerpt is coded "nothing"' in refused.err


def test_a_reflexive_study_makes_its_themes_without_the_machine(run, here, talk, small_codebook):
    run("init", "study", "--approach", "reflexive").ok
    run("-C", "study", "import", "fg1.txt").ok
    run("-C", "study", "themes", "new", "fg1:t003.s1", "fg1:t005.s1", "--coder", "ana").ok

    assert themes(run)["theme-1"]["status"] == "reviewed"
    assert len(themes(run)["theme-1"]["excerpts"]) == 2


def test_a_candidate_that_is_taken_is_a_theme_without_a_name(run, shape):
    said = shape("accept", "candidate-2").ok.out

    assert "theme-1" in said
    assert "thematic themes name theme-1" in said
    assert (themes(run)["theme-1"]["status"], themes(run)["theme-1"]["name"]) == ("reviewed", "")


def test_it_is_not_exported_before_it_has_a_name_and_a_concept(run, shape, two):
    refused = run("-C", "study", "export", "themes", "-o", "-").fails(4)
    assert "theme-1 has no name" in refused.err

    for theme in ("theme-1", "theme-2"):
        shape("name", theme, "--name", f"A claim of {theme}", "--concept", "What holds it.").ok
    assert "A claim of theme-2" in run("-C", "study", "export", "themes", "-o", "-").ok.out


def test_joining_two_keeps_every_excerpt_and_the_first_name(run, shape, two):
    shape("name", "theme-2", "--name", "The second", "--concept", "Kept.").ok
    shape("merge", "theme-2", "theme-1", "--reason", "one and the same").ok

    assert set(themes(run)) == {"theme-2"}
    assert themes(run)["theme-2"]["name"] == "The second"
    assert excerpts(run)["theme-2"] == set(MEMBERS)


def test_a_candidate_can_be_joined_to_a_theme(run, shape):
    shape("accept", "candidate-1").ok
    shape("merge", "theme-1", "candidate-2").ok

    assert set(themes(run)) == {"theme-1"}
    assert excerpts(run)["theme-1"] == set(MEMBERS)


def test_joining_is_one_step_to_take_back(run, shape, two):
    before = excerpts(run)
    shape("merge", "theme-1", "theme-2").ok
    undo_last(run)

    assert excerpts(run) == before


def test_a_part_of_a_theme_becomes_one_of_its_own(run, shape, two):
    shape("merge", "theme-1", "theme-2").ok
    shape("split", "theme-1", "--code", "belonging").ok

    assert excerpts(run)["theme-3"] == {"fg1:t003.s1", "fg1:t003.s2", "fg1:t005.s1"}
    assert excerpts(run)["theme-1"] == {"fg1:t002.s2", "fg1:t005.s2"}
    undo_last(run)
    assert set(excerpts(run)) == {"theme-1"}


@pytest.mark.parametrize(
    ("excerpt", "told"),
    [("fg1:t002.s2", None), ("fg1:t001", "moderator"), ("fg1:t099", "no segment"), ("fg1:t006", "none of theme-1's")],
)
def test_a_split_by_ids_takes_excerpts_of_the_theme_and_nothing_else(run, shape, two, excerpt, told):
    shape("merge", "theme-1", "theme-2").ok
    if told is None:
        shape("split", "theme-1", excerpt).ok
        assert excerpts(run)["theme-3"] == {excerpt}
    else:
        assert told in shape("split", "theme-1", excerpt).fails(2).err


def test_a_moved_excerpt_leaves_one_theme_for_the_other(run, shape, two):
    before = excerpts(run)
    moved = min(before["theme-1"])
    shape("move", moved, "--to", "theme-2").ok

    assert excerpts(run) == {"theme-1": before["theme-1"] - {moved}, "theme-2": before["theme-2"] | {moved}}
    undo_last(run)
    assert excerpts(run) == before


def test_what_is_in_no_theme_can_be_put_into_one(run, shape):
    shape("accept", "candidate-1").ok
    shape("move", "fg1:t006", "--to", "theme-1").ok

    assert "fg1:t006" in excerpts(run)["theme-1"]
    assert "1 of its" in " ".join(themes(run)["theme-1"]["warnings"])


def test_a_subtheme_lies_under_its_theme_and_comes_out_again(run, shape, two):
    shape("nest", "theme-2", "--under", "theme-1").ok
    assert themes(run)["theme-2"]["parent"] == "theme-1"
    assert "  theme-2" in run("-C", "study", "themes", "list").ok.out

    shape("nest", "theme-2", "--top").ok
    assert themes(run)["theme-2"]["parent"] is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nest", "theme-1", "--under", "theme-1"), "under itself"),
        (("nest", "theme-1"), "--under THEME"),
        (("nest", "theme-1", "--under", "theme-2", "--top"), "--under THEME"),
        (("nest", "theme-1", "--under", "theme-9"), 'no theme "theme-9"'),
        (("merge", "theme-1"), "two themes or more"),
        (("merge", "theme-1", "theme-1"), "two themes or more"),
        (("accept", "theme-1"), "a theme already"),
        (("move", "fg1:t003.s1"), "where to?"),
        (("move", "--to", "theme-1"), "which excerpts?"),
        (("move", "--code", "nothing", "--to", "theme-1"), 'coded "nothing"'),
        (("split", "theme-1"), "none of theme-1's"),
        (("split", "theme-1", "--code", "belonging", "--code", "support", "--code", "routine"), "all of theme-1's"),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_changes_nothing(run, shape, two, clustered, arguments, told):
    before = (clustered / "study.db").read_bytes()
    refused = shape(*arguments).fails(2)

    assert told in refused.err
    assert refused.err.count("\n") == 1
    assert (clustered / "study.db").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("accept", "candidate-1"),
        ("merge", "candidate-1", "candidate-2"),
        ("move", "fg1:t006", "--to", "candidate-1"),
        ("hold", "candidate-1"),
        ("nest", "candidate-1", "--top"),
    ],
)
def test_a_dry_run_says_what_it_would_do_and_changes_nothing(shape, clustered, arguments):
    before = (clustered / "study.db").read_bytes()

    assert shape(*arguments, "--dry-run").ok.out.startswith("Would ")
    assert (clustered / "study.db").read_bytes() == before


def test_nobody_shapes_themes_without_saying_who(run, clustered):
    assert "--coder" in run("-C", "study", "themes", "accept", "candidate-1").fails(2).err


def test_what_is_put_aside_is_neither_exported_nor_suggested_again(run, shape):
    shape("hold", "candidate-1", "--reason", "ask the team").ok
    shape("accept", "candidate-2").ok

    assert themes(run)["theme-1"]["status"] == "held"
    assert set(excerpts(run)) == {"theme-2"}
    assert "0 excerpts are in no theme yet" in run("-C", "study", "themes", "suggest").fails(4).err
    shape("accept", "theme-1").ok
    assert set(excerpts(run)) == {"theme-1", "theme-2"}


def test_a_memo_on_a_theme_that_was_joined_stays_on_it(run, shape, two):
    shape("merge", "theme-1", "theme-2").ok
    run("-C", "study", "memo", "add", "Is it one?", "--on", "theme-1", "--coder", "ana").ok

    assert "Is it one?" in run("-C", "study", "memo", "list", "--on", "theme-1").ok.out
    assert run("-C", "study", "check").ok


def test_every_step_is_in_the_log_with_what_else_it_changed(run, shape, two):
    shape("merge", "theme-1", "theme-2").ok

    assert "reviewed theme-1, dropped theme-2" in run("-C", "study", "log").ok.out
    assert "reviewed theme-1, dropped theme-2" in run("-C", "study", "log", "--theme", "theme-2").ok.out


def test_two_copies_that_each_joined_something_come_together(run, shape, two, here):

    shutil.copytree(here / "study", here / "copy")
    shape("merge", "theme-1", "theme-2").ok
    run("-C", "copy", "themes", "nest", "theme-2", "--under", "theme-1", "--coder", "ben").ok
    run("-C", "study", "merge", "copy").ok

    assert run("-C", "study", "check").ok
    assert "theme-1" in themes(run)


def test_somebody_who_withdraws_leaves_no_words_in_a_theme_s_terms(run, shape, two, clustered):
    shape("merge", "theme-1", "theme-2").ok
    run("-C", "study", "import", "--withdraw", "fg1-p1", "--yes", "--coder", "ana").ok

    with closing(sqlite3.connect(clustered / "study.db")) as file:
        kept = [data for (data,) in file.execute("SELECT data FROM blob WHERE data IS NOT NULL")]
    assert [data for data in kept if b'"terms"' in data and b"fg1-p1" in data] == []
    assert run("-C", "study", "check").ok
    assert excerpts(run)["theme-1"] == {"fg1:t003.s1", "fg1:t003.s2"}


def test_the_check_asks_for_names_and_for_what_speaks_against(run, shape, two):
    asked = json.loads(run("-C", "study", "themes", "check", "--json").fails(1).out)

    questions = {one["question"] for one in asked}
    assert "without a name" in questions
    assert "rests on little" in questions
    said = run("-C", "study", "themes", "check").fails(1).out
    assert "thematic themes name theme-1" in said


def test_the_check_names_what_is_coded_and_in_no_theme(run, shape):
    shape("accept", "candidate-1").ok
    asked = json.loads(run("-C", "study", "themes", "check", "--json").fails(1).out)

    left = [name for one in asked if one["question"] == "coded excerpts in no theme" for name in one["excerpts"]]
    assert set(left) == set(MEMBERS) - excerpts(run)["theme-1"]


def test_before_anybody_made_a_theme_there_is_nothing_to_check(run, clustered):
    assert "nobody made a theme yet" in run("-C", "study", "themes", "check").fails(4).err


def test_two_copies_that_each_split_off_a_third_keep_both(run, shape, two, here):
    shape("merge", "theme-1", "theme-2").ok
    shutil.copytree(here / "study", here / "copy")
    shape("split", "theme-1", "--code", "routine").ok
    run("-C", "copy", "themes", "split", "theme-1", "--code", "support", "--coder", "ben").ok
    run("-C", "study", "merge", "copy").ok

    thirds = [one for name, one in themes(run).items() if name.startswith("theme-3")]
    assert sorted(code["code"] for one in thirds for code in one["codes"]) == ["routine", "support"]
    assert run("-C", "study", "check").ok
    assert run("-C", "study", "log", "verify").ok
