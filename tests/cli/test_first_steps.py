"""The command line from outside: what a newcomer sees."""

import json
import subprocess
import sys

from tests_environment import environment

HEAVY = {
    "spacy",
    "sklearn",
    "bertopic",
    "lxml",
    "pdfminer",
    "openpyxl",
    "pandas",
    "numpy",
    "onnxruntime",
    "textual",
    "scipy",
    "docx",
    "jinja2",
    "pydantic",
}


def test_help_loads_nothing_heavy():
    listing = "import sys; sys.argv = ['thematic', '--help']\nfrom thematic.cli import main\n"
    listing += "try: main()\nexcept SystemExit: pass\nprint(sorted(sys.modules), file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True, env=environment())

    loaded = {name.strip("'[] ").partition(".")[0] for name in ran.stderr.split(",")}
    assert not loaded & HEAVY
    assert "thematic" in loaded


def test_every_verb_has_help_that_begins_with_a_sentence(run):
    verbs = [line.split()[0] for line in run("--help").ok.out.partition("Commands:")[2].splitlines() if line.strip()]

    assert {
        "init",
        "import",
        "codebook",
        "code",
        "review",
        "agree",
        "find",
        "themes",
        "matrix",
        "figure",
        "export",
        "log",
        "memo",
        "merge",
        "check",
        "status",
        "demo",
    } == set(verbs)
    for verb in verbs:
        assert run(verb, "--help").ok.out.count("\n") > 5


def test_code_says_that_it_codes_nothing(run):
    assert "codes nothing itself" in run("code", "--help").ok.out


def test_without_a_study_the_first_steps_are_shown(run):
    assert "thematic demo" in run().ok.out


def test_with_a_study_the_next_step_is_shown(run, study):
    assert "Next: thematic code" in run("-C", "study").ok.out


def test_python_m_thematic_and_the_checkouts_cli_are_the_program(here):
    from thematic import __version__
    from thematic.resources import bundled

    checkout = bundled("codebooks").parent / "cli.py"
    for command in (["-m", "thematic"], [str(checkout)]):
        ran = subprocess.run(
            [sys.executable, *command, "--version"], capture_output=True, text=True, check=True, env=environment()
        )
        assert ran.stdout.strip() == __version__


def test_an_unknown_verb_is_a_usage_error(run):
    assert "No such command" in run("frobnicate").fails(2).err


def test_a_study_cannot_be_made_twice(run, study):
    said = run("init", "study").fails(4)

    assert said.err.count("\n") == 1


def test_status_gives_its_figures_as_json(run, coded):
    found = json.loads(run("-C", "study", "status", "--json").ok.out)

    assert found["transcripts"][0] == {
        "id": "fg1",
        "kind": "focus-group",
        "revision": 1,
        "turns": 6,
        "words": 50,
        "speakers": {"Moderator": "moderator", "Maya": "participant", "Tom": "participant"},
        "turns_by_speaker": {"Moderator": 2, "Maya": 2, "Tom": 2},
        "turns_by_role": {"participant": 4, "moderator": 2, "unknown": 0},
    }
    assert found["participants"] == [
        {"id": "fg1-p1", "transcripts": ["fg1"], "attributes": {}},
        {"id": "fg1-p2", "transcripts": ["fg1"], "attributes": {}},
    ]
    assert found["codebook"]["id"] == "small"
    assert found["decisions"] == {"ana": 6}
    assert found["codings"] == 5
