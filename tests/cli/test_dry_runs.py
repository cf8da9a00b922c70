"""`--dry-run` on every verb that writes: it says what would happen, and the study's bytes stay as they are."""

import json

import pytest

DRY = [
    ("import", "other.txt"),
    ("codebook", "use", "life-rooms"),
    ("code",),
    ("review", "--batch", "more.csv", "--coder", "ana"),
    ("themes", "name", "candidate-1", "--name", "x", "--concept", "y", "--coder", "ana"),
    ("themes", "drop", "theme-1", "--coder", "ana"),
    ("export", "themes", "-o", "table.md"),
]


@pytest.mark.parametrize("arguments", DRY, ids=lambda arguments: " ".join(arguments[:2]))
def test_a_dry_run_changes_nothing(run, coded, here, arguments):
    (here / "other.txt").write_text("Moderator: And?\n\nMaya: Fine.\n")
    (here / "more.csv").write_text("segment_id,code,verdict\nfg1:t006,support,unsure\n")
    run("-C", "study", "themes", "suggest", "--count", 2).ok
    run("-C", "study", "themes", "name", "candidate-2", "--name", "One", "--concept", "All.", "--coder", "ana").ok
    before = (coded / "study.db").read_bytes()

    assert run("-C", "study", *arguments, "--dry-run").ok
    assert (coded / "study.db").read_bytes() == before
    assert not (here / "table.md").exists()


def test_a_dry_suggesting_of_themes_shows_candidates_and_keeps_none(run, coded):
    before = (coded / "study.db").read_bytes()

    assert "candidate-1" in run("-C", "study", "themes", "suggest", "--dry-run").ok.out
    assert (coded / "study.db").read_bytes() == before


def test_a_dry_undo_says_what_it_would_take_back(run, coded):
    last = json.loads(run("-C", "study", "log", "--json").ok.out)[-1]["hash"]
    before = (coded / "study.db").read_bytes()

    assert "Would take back" in run("-C", "study", "log", "undo", last, "--dry-run").ok.out
    assert (coded / "study.db").read_bytes() == before


def test_a_dry_first_coding_keeps_not_even_its_vectors(run, study):
    before = (study / "study.db").read_bytes()

    assert "you decide" in run("-C", "study", "code", "--dry-run").ok.out
    assert (study / "study.db").read_bytes() == before


def test_a_dry_init_makes_no_folder(run, here):
    assert "Would make a study" in run("init", "new", "--dry-run").ok.out
    assert not (here / "new").exists()


@pytest.mark.parametrize("how", [(), ("--web",), ("--read",)], ids=["keys", "web", "reading"])
def test_a_sitting_which_records_each_key_is_refused_before_any_key(run, suggested, how):
    before = (suggested / "study.db").read_bytes()

    refused = run("-C", "study", "review", *how, "--coder", "ana", "--dry-run", stdin="a\nq\n")

    assert (refused.code, "--batch or --place" in refused.err) == (2, True)
    assert (suggested / "study.db").read_bytes() == before
