"""`thematic matrix` from the command line. All talk is invented."""

import csv
import io
import json

import pytest


def rows(run, *arguments):
    return json.loads(run("-C", "study", "matrix", *arguments, "--json").ok.out)


@pytest.fixture
def known(run, coded, here):
    """The coded study with attributes of its two participants."""
    table = (
        "participant,session,speaker,role,activity\nP01,fg1,Maya,participant,garden\nP02,fg1,Tom,participant,choir\n"
    )
    (here / "people.csv").write_text(table)
    run("-C", "study", "import", "--participants", "people.csv").ok
    return coded


def test_codes_by_groups_say_how_many_of_those_present(run, coded):
    shown = run("-C", "study", "matrix").ok.out

    assert "Belonging  2/2" in shown
    assert "Silence is not disagreement" in shown
    assert "%" not in shown


def test_by_an_attribute_the_present_are_those_who_have_it(run, known):
    found = rows(run, "codes", "activity")

    assert found["present"] == {"choir": 1, "garden": 1}
    cell = next(one for one in found["cells"] if (one["row"], one["column"]) == ("belonging", "choir"))
    assert (cell["participants"], len(cell["excerpts"])) == (["P02"], 2)


def test_what_everybody_shares_is_told_from_what_some_say(run, known):
    shown = run("-C", "study", "matrix", "codes", "activity", "--shared").ok.out

    assert [line.split() for line in shown.splitlines()[1:4]] == [
        ["Belonging", "all"],
        ["Support", "1", "of", "2", "garden", "choir"],
        ["Routine", "1", "of", "2", "garden", "choir"],
    ]


def test_every_cell_can_be_read(run, coded):
    shown = run("-C", "study", "matrix", "codes", "participants", "--quotes").ok.out

    assert "Routine × fg1-p1" in shown
    assert "“I set my alarm for it now.” (fg1-p1, fg1)" in shown


def test_codes_by_codes_count_turns_that_hold_both(run, coded):
    found = rows(run, "codes", "codes")
    pairs = {(one["row"], one["column"]): one["together"] for one in found["cells"]}

    assert pairs["belonging", "support"] == pairs["support", "belonging"] == 1
    assert "turns that hold both" in run("-C", "study", "matrix", "codes", "codes").ok.out
    assert "Belonging × Support" in run("-C", "study", "matrix", "codes", "codes", "--quotes").ok.out


def test_themes_by_codes(run, coded):
    run("-C", "study", "themes", "suggest", "--count", 1).ok
    run("-C", "study", "themes", "accept", "candidate-1", "--coder", "ana").ok
    cells = rows(run, "themes", "codes")["cells"]

    assert {(one["row"], one["column"], len(one["excerpts"])) for one in cells} == {
        ("theme-1", "belonging", 3),
        ("theme-1", "routine", 1),
        ("theme-1", "support", 1),
    }


def test_programs_get_every_cell_at_three_levels(run, known, here):
    run("-C", "study", "matrix", "codes", "activity", "-o", "m.csv").ok
    table = list(csv.DictReader(io.StringIO((here / "m.csv").read_text())))

    assert len(table) == 6
    assert {
        (one["row"], one["column"], one["participants"], one["participants_of"], one["excerpts"]) for one in table
    } >= {
        ("belonging", "choir", "1", "1", "2"),
        ("support", "choir", "0", "1", "0"),
    }


@pytest.mark.parametrize("suffix", ["md", "html", "docx", "json", "tsv"])
@pytest.mark.parametrize("more", [(), ("--quotes",), ("--shared",)])
def test_every_format_is_written_and_remembered(run, known, here, suffix, more):
    run("-C", "study", "matrix", "codes", "activity", *more, "-o", f"m.{suffix}").ok

    assert (here / f"m.{suffix}").stat().st_size > 100
    said = run("-C", "study", "import", "--withdraw", "P01").ok.out
    line = next(line for line in said.splitlines() if f"m.{suffix}" in line)
    assert ("holds words of theirs" in line) is (more == ("--quotes",))


def test_a_dry_run_writes_nothing(run, coded, here):
    assert "Would write" in run("-C", "study", "matrix", "-o", "m.csv", "--dry-run").ok.err
    assert not (here / "m.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("codes", "actvity"), 2, 'nothing is called "actvity" here. Did you mean "activity"?'),
        (("people",), 2, 'rows are codes or themes, not "people"'),
        (("themes", "groups"), 4, "nobody made a theme yet"),
        (("codes", "codes", "--shared"), 2, "codes by codes have none"),
        (("--shared", "--quotes"), 2, "Choose one"),
        (("-o", "m"), 2, "no suffix"),
        (("-o", "m.xyz"), 2, 'cannot write ".xyz"'),
    ],
)
def test_what_cannot_be_meant_is_one_line(run, known, arguments, code, told):
    refused = run("-C", "study", "matrix", *arguments).fails(code)

    assert told in refused.err
    assert refused.err.count("\n") == 1


def test_before_anything_is_coded_there_is_no_matrix(run, study):
    assert "nothing is coded yet" in run("-C", "study", "matrix").fails(4).err


def test_a_wide_matrix_fits_eighty_columns(run, demo, here):
    for columns in ("codes", "participants", "imd_decile"):
        shown = run("-C", "demo", "matrix", "codes", columns).ok.out
        grid = shown.partition("Counted")[0].partition("Columns:")[0]
        assert max(map(len, map(str.rstrip, grid.splitlines()))) <= 80


def test_on_the_example_the_three_levels_stand_side_by_side(run, demo, here):
    shown = run("-C", "demo", "matrix", "themes", "site", "--count", "all").ok.out

    assert "·" in shown
    assert "/9" in shown


CMO = ("cmo", "--context", "support", "--mechanism", "belonging", "--outcome", "routine")


def test_contexts_mechanisms_and_outcomes_stand_together_with_their_words(run, coded, here):
    shown = run("-C", "study", "matrix", *CMO).ok.out
    assert "Support" in shown
    assert "does not say that one brings about the other" in shown

    (found,) = json.loads(run("-C", "study", "matrix", *CMO, "--json").ok.out)
    assert (found["turns"], found["groups"]) == (1, ["fg1"])
    run("-C", "study", "matrix", *CMO, "-o", "cmo.md").ok
    assert "I set my alarm for it now." in (here / "cmo.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("cmo",), "which codes are contexts?"),
        ((*CMO[:3], "--mechanism", "belonging"), "which codes are outcomes?"),
        ((*CMO[:-1], "rutine"), 'no code "rutine" in the codebook in use. Did you mean "routine"?'),
        (("codes", "--context", "support"), "are the parts of: thematic matrix cmo"),
        ((*CMO, "--shared"), "are for codes and themes"),
    ],
)
def test_parts_that_cannot_be_are_one_line(run, coded, arguments, told):
    assert told in run("-C", "study", "matrix", *arguments).fails(2).err
