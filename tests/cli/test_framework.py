"""The framework matrix: summaries that people write, beside the excerpts they rest on. All talk is invented."""

import csv
import io
import json
import shutil

import pytest

SAID = "Comes for the Tuesday; it gets her up."


@pytest.fixture
def themed(run, coded):
    run("-C", "study", "themes", "suggest", "--count", 1).ok
    run("-C", "study", "themes", "accept", "candidate-1", "--coder", "ana").ok
    return coded


@pytest.fixture
def write(run, themed):
    """Writes a cell as ana."""
    return lambda *arguments: run("-C", "study", "themes", "summarise", *arguments, "--coder", "ana")


def cells(run, study="study"):
    found = json.loads(run("-C", study, "matrix", "framework", "--json").ok.out)
    return {(one["case"], one["theme"]): one for one in found["cells"]}


def test_before_anybody_writes_the_cells_say_what_waits(run, themed):
    shown = run("-C", "study", "matrix", "framework").ok.out

    assert "3 excerpts to sum up" in shown
    assert "0 of 2 cells are summed up" in shown


def test_a_summary_stands_in_its_cell_with_what_it_rests_on(run, write):
    write("theme-1", "fg1-p1", SAID).ok
    cell = cells(run)["fg1-p1", "theme-1"]

    assert (cell["summary"], cell["by"]) == (SAID, "ana")
    assert cell["excerpts"] == ["fg1:t002.s2", "fg1:t005.s1", "fg1:t005.s2"]
    assert SAID in run("-C", "study", "matrix", "framework").ok.out


def test_what_came_and_went_since_is_said(run, write):
    write("theme-1", "fg1-p1", SAID).ok
    run("-C", "study", "themes", "split", "theme-1", "fg1:t005.s1", "--coder", "ana").ok
    run("-C", "study", "themes", "move", "fg1:t002.s1", "--to", "theme-1", "--coder", "ana").ok

    assert (cells(run)["fg1-p1", "theme-1"]["new"], cells(run)["fg1-p1", "theme-1"]["gone"]) == (1, 1)
    assert "since it was written 1 came and 1 went" in run("-C", "study", "matrix", "framework").ok.out


def test_writing_again_replaces_it_and_undo_brings_it_back(run, write):
    write("theme-1", "fg1-p1", SAID).ok
    write("theme-1", "fg1-p1", "Another reading.").ok
    assert cells(run)["fg1-p1", "theme-1"]["summary"] == "Another reading."

    event = json.loads(run("-C", "study", "log", "--json").ok.out)[-1]["hash"]
    run("-C", "study", "log", "undo", event, "--coder", "ana").ok
    assert cells(run)["fg1-p1", "theme-1"]["summary"] == SAID
    assert "summed up fg1-p1 on theme-1" in run("-C", "study", "log", "--theme", "theme-1").ok.out


@pytest.mark.parametrize("suffix", ["csv", "md", "html", "docx", "json"])
def test_it_is_written_in_every_format_and_remembered_as_telling_of_them(run, write, here, suffix):
    write("theme-1", "fg1-p1", SAID).ok
    run("-C", "study", "matrix", "framework", "-o", f"f.{suffix}").ok

    assert (here / f"f.{suffix}").stat().st_size > 100
    said = run("-C", "study", "import", "--withdraw", "fg1-p1").ok.out.splitlines()
    line = next(line for line in said if f"f.{suffix}" in line)
    assert "holds words of theirs" in line


def test_programs_get_the_summary_the_ids_and_their_number(run, write, here):
    write("theme-1", "fg1-p1", SAID).ok
    run("-C", "study", "matrix", "framework", "-o", "f.csv").ok
    first = next(csv.DictReader(io.StringIO((here / "f.csv").read_text())))

    assert first["theme_1"].startswith(SAID)
    assert (first["theme_1_excerpts"], first["theme_1_excerpt_count"]) == ("fg1:t002.s2, fg1:t005.s1, fg1:t005.s2", "3")


def test_a_group_is_a_case_too(run, write):
    write("theme-1", "fg1", "The group keeps a place.").ok

    assert "The group keeps a place." in run("-C", "study", "matrix", "framework", "groups").ok.out


def test_with_somebody_who_withdraws_what_was_written_of_them_goes(run, write, themed):
    write("theme-1", "fg1-p1", SAID).ok
    write("theme-1", "fg1-p2", "Was never judged.").ok
    run("-C", "study", "import", "--withdraw", "fg1-p1", "--yes", "--coder", "ana").ok

    assert SAID.encode() not in (themed / "study.db").read_bytes()
    assert cells(run)["fg1-p2", "theme-1"]["summary"] == "Was never judged."
    assert run("-C", "study", "check").ok


def test_copies_come_together_with_their_summaries(run, write, here):
    shutil.copytree(here / "study", here / "copy")
    write("theme-1", "fg1-p1", SAID).ok
    run("-C", "copy", "themes", "summarise", "theme-1", "fg1-p2", "Was never judged.", "--coder", "ben").ok
    run("-C", "study", "merge", "copy").ok

    assert {one["summary"] for one in cells(run).values()} == {SAID, "Was never judged."}
    assert run("-C", "study", "check").ok


def test_a_summary_outlives_the_correction_of_a_transcript(run, write, here):
    write("theme-1", "fg1-p1", SAID).ok
    (here / "fg1.txt").write_text((here / "fg1.txt").read_text().replace("Tom: Mm.", "Tom: Mm, Tuesdays."))
    run("-C", "study", "import", "--revises", "fg1", "fg1.txt", "--coder", "ana").ok
    cell = cells(run)["fg1-p1", "theme-1"]

    assert (cell["summary"], cell["new"], cell["gone"], len(cell["excerpts"])) == (SAID, 0, 0, 3)
    assert run("-C", "study", "check").ok


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("theme-9", "fg1-p1", "x"), 'no theme "theme-9"'),
        (("theme-1", "P9", "x"), 'no participant or group "P9"'),
        (("theme-1", "fg1-p1", "  "), "a summary needs words"),
        (("theme-1", "fg1-p1", "x" * 4001), "4,000 characters at most"),
    ],
)
def test_what_cannot_be_written_is_one_line(write, themed, arguments, told):
    before = (themed / "study.db").read_bytes()

    assert told in write(*arguments).fails(2).err
    assert (themed / "study.db").read_bytes() == before


def test_other_ways_to_read_are_refused_here(run, themed):
    assert "holds summaries" in run("-C", "study", "matrix", "framework", "--quotes").fails(2).err
    assert "participants or groups" in run("-C", "study", "matrix", "framework", "site").fails(2).err
