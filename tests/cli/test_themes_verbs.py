"""Themes from the command line: suggested, named, renamed, dropped, brought back."""

import csv
import io
import json


def themes(run):
    return json.loads(run("-C", "study", "themes", "list", "--json").ok.out)


def test_candidates_are_no_themes_until_a_person_names_them(run, clustered):
    assert {theme["status"] for theme in themes(run)} == {"candidate"}
    assert "(candidate, not named)" in run("-C", "study", "export", "themes", "-o", "-").ok.out

    named = ("themes", "name", "candidate-1", "--name", "A place that notices", "--concept", "Being missed.")
    run("-C", "study", *named, "--coder", "ana").ok

    assert next((theme["id"], theme["status"]) for theme in themes(run)) == ("theme-1", "named")
    assert "candidate" not in run("-C", "study", "export", "themes", "-o", "-").ok.out


def test_every_coded_excerpt_is_a_member_of_one_candidate(run, clustered):
    members = list(csv.DictReader(io.StringIO(run("-C", "study", "export", "members", "-o", "-").ok.out)))

    assert sorted(row["segment_id"] for row in members) == [
        "fg1:t002.s2",
        "fg1:t003.s1",
        "fg1:t003.s2",
        "fg1:t005.s1",
        "fg1:t005.s2",
    ]


def test_a_name_needs_a_concept_and_a_person(run, clustered):
    assert (
        "concept" in run("-C", "study", "themes", "name", "candidate-1", "--name", "x", "--coder", "ana").fails(2).err
    )
    assert "--coder" in run("-C", "study", "themes", "name", "candidate-1", "--name", "x").fails(2).err
    said = run("-C", "study", "themes", "name", "candidat-1", "--name", "x", "--concept", "y", "--coder", "ana")
    assert 'Did you mean "candidate-1"' in said.fails(2).err


def test_suggesting_again_keeps_what_people_made_and_proposes_only_the_rest(run, coded, here):
    run("-C", "study", "themes", "suggest", "--count", 1).ok
    named = ("themes", "name", "candidate-1", "--name", "One", "--concept", "All of it.", "--coder", "ana")
    run("-C", "study", *named).ok

    assert "0 excerpts are in no theme yet" in run("-C", "study", "themes", "suggest").fails(4).err
    assert [theme["name"] for theme in themes(run)] == ["One"]


def test_a_dropped_theme_is_gone_until_the_drop_is_taken_back(run, clustered):
    named = ("themes", "name", "candidate-1", "--name", "One", "--concept", "All of it.", "--coder", "ana")
    run("-C", "study", *named).ok
    run("-C", "study", "themes", "drop", "theme-1", "--reason", "too thin", "--coder", "ana").ok
    assert "theme-1" not in {theme["id"] for theme in themes(run)}

    event = json.loads(run("-C", "study", "log", "--json").ok.out)[-1]["hash"]
    run("-C", "study", "log", "undo", event, "--coder", "ana").ok
    assert themes(run)[0]["name"] == "One"


def test_before_anything_is_coded_suggestions_are_grouped_and_it_says_so(run, study):
    run("-C", "study", "code").ok
    ran = run("-C", "study", "themes", "suggest").ok

    assert "undecided suggestions" in ran.err
    assert {theme["status"] for theme in themes(run)} == {"candidate"}


def test_too_little_to_group_is_one_clear_line(run, study):
    assert "too few" in run("-C", "study", "themes", "suggest").fails(4).err


def test_without_bertopic_the_message_says_how_to_get_it(run, coded, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "bertopic", None)

    assert "pip install --no-deps" in run("-C", "study", "themes", "suggest").fails(5).err


def test_an_id_is_never_given_twice_so_that_an_undo_can_bring_its_theme_back(run, clustered):
    def name(candidate):
        named = ("themes", "name", candidate, "--name", candidate, "--concept", "All of it.", "--coder", "ana")
        run("-C", "study", *named).ok

    def undo_last():
        event = json.loads(run("-C", "study", "log", "--json").ok.out)[-1]["hash"]
        run("-C", "study", "log", "undo", event, "--coder", "ana").ok

    name("candidate-1")
    undo_last()
    name("candidate-2")
    assert [theme["id"] for theme in themes(run) if theme["status"] == "named"] == ["theme-2"]


def test_a_candidate_is_named_once(run, clustered, here):
    (here / "names.csv").write_text("theme,name,concept\ncandidate-1,A,a\ncandidate-1,B,b\n")
    said = run("-C", "study", "themes", "name", "--batch", "names.csv", "--coder", "ana").fails(2)

    assert "named twice" in said.err
    assert {theme["status"] for theme in themes(run)} == {"candidate"}
