"""A code is worded anew in the editor that a person has chosen. All of it invented."""

import json
import sys

import pytest
from tests_environment import on_a_terminal

BY_ANA = ("--yes", "--coder", "ana")


def editor(here, *did):
    """Return an editor that does one thing each time it opens, and keeps what it was shown."""
    script = here / "editor.py"
    lines = [
        "import pathlib, sys",
        "file = pathlib.Path(sys.argv[1])",
        "text = file.read_text(encoding='utf-8')",
        f"shown = pathlib.Path({str(here)!r})",
        "number = len(list(shown.glob('shown*')))",
        "(shown / f'shown{number}').write_text(text, encoding='utf-8')",
        f"did = {list(did)!r}",
        "exec(did[min(number, len(did) - 1)])",
    ]
    script.write_text("\n".join(lines), encoding="utf-8")
    return f"{sys.executable} {script}"


def routine(run):
    codes = json.loads(run("-C", "study", "codebook", "show", "--json").ok.out)["codes"]
    return next(one for one in codes if one["id"] == "routine")


@pytest.fixture
def definition(run, coded):
    return routine(run)["definition"]


def test_without_options_a_terminal_opens_the_editor_and_only_what_was_written_changes(run, coded, here, definition):
    before = routine(run)
    new = f"file.write_text(text.replace({definition!r}, 'The week has a shape.'))"
    said = on_a_terminal(here, editor(here, new), "codebook", "edit", "routine", *BY_ANA)

    assert "routine has another wording (definition)." in said.stdout, said.stderr
    assert routine(run) == {**before, "definition": "The week has a shape."}
    run("-C", "study", "check").ok


def test_what_cannot_be_read_opens_again_as_it_was_left_with_the_reason_on_top(run, coded, here, definition):
    broken = f"file.write_text(text.replace({definition!r}, 'Unclosed'.join('\"[')))"
    mended = "file.write_text('id: routine\\nname: Rhythm\\ndefinition: The week.\\n')"
    said = on_a_terminal(here, editor(here, broken, mended), "codebook", "edit", "routine", *BY_ANA)

    first, second = ((here / f"shown{number}").read_text(encoding="utf-8") for number in (0, 1))
    assert said.returncode == 0, said.stderr
    assert second.startswith("# routine.yaml:")
    assert "Unclosed" in second
    assert first.count("\n") == second.count("\n"), "a line is called what it is"
    assert routine(run)["name"] == "Rhythm"


@pytest.mark.parametrize(
    ("did", "code", "says"),
    [
        ("pass", 2, "says that already; nothing was changed"),
        ("file.write_text('')", 2, "left empty; nothing was changed"),
        ("file.write_text(text.replace('id: \"routine\"', 'id: rhythm'))", 3, "codebook rename"),
        (
            "file.write_text('id: routine\\nname: R\\ndefinition: D\\nmay_overlap: [suport]')",
            3,
            '"support"?',
        ),
        ("file.write_text('id: routine\\nname: R\\ndefinition: D\\ncolour: red')", 3, "routine.yaml:4:"),
        ("sys.exit(1)", 2, "nothing was recorded"),
    ],
)
def test_what_cannot_be_recorded_is_one_line_and_changes_nothing(coded, here, did, code, says):
    before = (coded / "study.db").read_bytes()
    said = on_a_terminal(here, editor(here, did), "codebook", "edit", "routine", *BY_ANA)

    assert (said.returncode, said.stderr.count("\n")) == (code, 1), said.stderr
    assert says in said.stderr
    assert (coded / "study.db").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("routine", "--coder", "ana"), "Say --yes"),
        (("routine", "--yes"), "--coder"),
        (("rutine", *BY_ANA), 'Did you mean "routine"?'),
    ],
)
def test_what_would_keep_it_from_being_done_is_said_before_the_editor_opens(coded, here, arguments, says):
    said = on_a_terminal(here, editor(here, "pass"), "codebook", "edit", *arguments)

    assert (said.returncode, said.stderr.count("\n")) == (2, 1)
    assert says in said.stderr
    assert not list(here.glob("shown*"))


def test_a_dry_run_shows_what_was_written_would_touch_and_changes_nothing(run, coded, here, definition):
    before = (coded / "study.db").read_bytes()
    new = f"file.write_text(text.replace({definition!r}, 'The week.'))"
    said = on_a_terminal(here, editor(here, new), "codebook", "edit", "routine", "--dry-run")

    assert "Nothing is changed yet." in said.stdout, said.stderr
    assert (coded / "study.db").read_bytes() == before


def test_without_an_editor_it_says_what_else_to_do(coded, here):
    assert "set EDITOR" in on_a_terminal(here, "", "codebook", "edit", "routine", *BY_ANA).stderr
