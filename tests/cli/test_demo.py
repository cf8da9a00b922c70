"""`thematic demo`: the main job from end to end, the same every time."""

import csv
import io
import json
import shutil
import subprocess
import sys

import pytest
from tests_environment import environment

from thematic.check import check_study
from thematic.workflow.study import Study

TABLES = ("theme-table.md", "theme-table.csv", "theme-table.docx", "theme-table.html")
DECISIONS = {"ana": 166, "ben": 64}


@pytest.fixture(scope="module")
def demos(tmp_path_factory, demo_run):
    """The demo run by two processes that hash differently; the folder of each, and what the second printed.

    The second finds the folder of the first in its place, a study that was only looked at, and makes it anew.
    """
    folder = tmp_path_factory.mktemp("seed-1")
    first = folder / "seed-0"
    shutil.copytree(demo_run[0], first)
    shutil.copytree(demo_run[0], folder / "thematic-demo")
    before = (folder / "thematic-demo" / "study.db").stat().st_ino
    ran = subprocess.run(
        [sys.executable, "-m", "thematic", "demo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env=environment(PYTHONHASHSEED="1", COLUMNS="100"),
    )
    assert (folder / "thematic-demo" / "study.db").stat().st_ino != before
    return [first, folder / "thematic-demo"], ran.stdout


def test_the_tables_are_the_same_to_the_byte_whatever_the_process(demos):
    (first, second), _ = demos
    for name in TABLES:
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_it_says_that_all_is_invented_shows_evidence_and_says_what_to_type_next(demos):
    _, said = demos

    assert "invented" in said
    assert "like the example:" in said
    assert "theme-1: Being expected somewhere" in said
    assert "cd thematic-demo" in said


def test_every_participant_group_and_decision_is_there(demos):
    (folder, _), _ = demos
    with Study.open(folder) as study:
        assert len(study.transcripts) == 6
        assert [one.id for one in study.participants] == [f"P{number:02d}" for number in range(1, 19)]
        coders = [record.decision.coder for record in study.state.decisions]
        assert {coder: coders.count(coder) for coder in coders} == DECISIONS
        assert check_study(study.store) == ()


def test_every_turn_has_a_speaker_whose_role_is_known_or_said_to_be_unknown(demos):
    (folder, _), _ = demos
    with Study.open(folder) as study:
        turns = [turn for one in study.transcripts.values() for turn in one.turns]

    assert len(turns) == 345
    assert {turn.speaker for turn in turns if turn.participant is None} == {"Unknown", "Several"}


def test_every_quotation_in_the_table_is_verbatim(demos):
    (folder, _), _ = demos
    with Study.open(folder) as study:
        said = "\n".join(one.text for one in study.transcripts.values())
    rows = list(csv.DictReader(io.StringIO((folder / "theme-table.csv").read_text(encoding="utf-8"))))
    quotes = [line for row in rows for line in row["quotes"].splitlines()]

    assert len(quotes) >= 10
    assert all(line.rpartition("”")[0].removeprefix("“") in said for line in quotes)


def test_no_excerpt_is_left_out_of_the_themes(demos, run):
    (folder, _), _ = demos
    with Study.open(folder) as study:
        from thematic.workflow.excerpts import coded

        excerpts = set(coded(study))
        held = [place for theme in study.own_themes for place in theme.excerpts]

    assert len(held) == len(set(held))
    assert set(held) == excerpts


def test_a_demo_is_replaced_but_never_somebodys_own_folder_or_work(run, here, demos, monkeypatch):
    (folder, _), _ = demos
    own = here / "thematic-demo"
    own.mkdir()
    (own / "thesis.txt").write_text("mine")
    assert "no demo made it" in run("demo").fails(4).err
    assert (own / "thesis.txt").read_text() == "mine"

    (here / "d.csv").write_text("segment_id,code,verdict\nfg2:t003,routine,unsure\n")
    run("-C", folder, "review", "--batch", "d.csv", "--coder", "me").ok
    assert "changed or added" in run("demo", "--folder", folder).fails(4).err
    assert "me" in run("-C", folder, "status").ok.out


def test_a_note_of_ones_own_in_the_demos_folder_keeps_it_from_being_replaced(run, here, demos):
    (_, folder), _ = demos
    assert run("-C", folder, "status").ok
    (folder / "my-notes.txt").write_text("mine")
    assert "changed or added" in run("demo", "--folder", folder).fails(4).err

    assert (folder / "my-notes.txt").read_text() == "mine"
    (folder / "my-notes.txt").unlink()


def test_themes_as_json_have_the_fields_others_rely_on(demos, run):
    (_, folder), _ = demos
    themes = json.loads(run("-C", folder, "themes", "list", "--json").ok.out)

    assert len(themes) == 5
    for theme in themes:
        assert set(theme) >= {
            "id",
            "status",
            "name",
            "concept",
            "terms",
            "codes",
            "excerpts",
            "participants",
            "groups",
            "stability",
            "warnings",
        }
        assert theme["status"] == "named"
