"""Options of `thematic import` that contradict each other, or stand in the wrong place: one line with what to do."""

import pytest


@pytest.mark.parametrize(("options", "line"), [
    (("--withdraw", "P07", "fg1.txt"), "--withdraw erases, and brings nothing in. Leave out the files."),
    (("--withdraw", "P07", "--id", "fg1"), "--withdraw erases, and brings nothing in. Leave out --id."),
    (("--revises", "fg1", "fg1.txt", "--withdraw", "P07"), "Leave out --revises and the files."),
    (("--yes", "fg1.txt"), "--yes says nothing without --withdraw. Add that, or leave it out."),
    (("--revises", "fg1", "fg1.txt", "--imd", "none.csv"), "--revises brings in the text alone. Leave out --imd."),
    (("--revises", "fg1", "fg1.txt", "--keep-going"), "--revises brings in the text alone. Leave out --keep-going."),
    (("fg1.txt", "--imd-edition", "2019"), "--imd-edition says nothing without --imd."),
    (("--moderator", "Tom"), 'Of transcripts that are here already: thematic import --map "Tom=moderator"'),
])  # fmt: skip
def test_options_that_would_be_left_aside_are_refused_in_one_line(run, study, options, line):
    before = (study / "study.db").read_bytes()
    ran = run("-C", "study", "import", *options).fails(2)

    assert line in ran.err
    assert ran.err.count("\n") == 1
    assert (study / "study.db").read_bytes() == before


@pytest.mark.parametrize(("typed", "line"), [
    (("import", "--plain"), "--plain stands before the verb: thematic --plain import\n"),
    (("status", "-C", "study"), "-C stands before the verb: thematic -C FOLDER status\n"),
    (("import", "--participant", "p.csv"), "No such option: --participant"),
    (("import", "--kind", "novel"), "Invalid value for '--kind'"),
    (("imprt",), "No such command 'imprt'"),
])  # fmt: skip
def test_a_command_line_that_cannot_be_read_is_one_line_with_what_to_do(run, here, typed, line):
    ran = run(*typed).fails(2)

    assert ran.err.startswith(line)
    assert ran.err.count("\n") == 1
    assert "stands before" in ran.err or " --help.\n" in ran.err


def test_a_noun_alone_is_answered_with_its_help(run, here):
    assert "Commands:\n" in run("codebook").fails(2).err
