"""The documentation is true: its commands run, its outputs are what the program prints, its links lead somewhere."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from thematic.cli import app
from thematic.render.keys import KEYS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS = ROOT / "docs" / "reference" / "commands.md"


def consoles(page):
    """Yield (command, lines of output shown) for each `$` line in a page's console blocks."""
    for block in re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            yield command, shown


def folded(text):
    return " ".join(text.split())


def missing(shown, printed):
    """Return the shown pieces that were not printed, in order; `...` stands for anything."""
    at, rest = 0, folded(printed)
    for piece in (folded(piece) for line in shown for piece in line.split("...")):
        if piece:
            found = rest.find(piece, at)
            if found < 0:
                yield piece
            else:
                at = found + len(piece)


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    "name",
    [
        "how-to/change-a-codebook.md",
        "how-to/two-coders-and-a-kappa.md",
        "how-to/from-codes-to-themes.md",
        pytest.param("tutorial/first-theme-table.md", marks=pytest.mark.slow),
        pytest.param("how-to/review-what-matters-first.md", marks=pytest.mark.slow),
    ],
)
def test_the_commands_of_a_page_run_and_print_what_it_shows(name, here, demo_run):
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    folder = here
    for command, shown in consoles(ROOT / "docs" / name):
        if command.startswith("cd "):
            folder = folder / command.removeprefix("cd ")
            continue
        if command == "thematic demo":
            shutil.copytree(demo_run[0], folder / demo_run[0].name)
            assert list(missing(shown, demo_run[1])) == []
            continue
        ran = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        assert ran.returncode == 0, f"$ {command}\n{ran.stderr}"
        assert list(missing(shown, ran.stdout + ran.stderr)) == [], f"$ {command}\n{ran.stdout}{ran.stderr}"


def test_every_verb_is_in_the_command_reference_and_its_help_is_current(run):
    written = "# Commands\n\nWhat `--help` prints, for every verb. Rewritten with `THEMATIC_UPDATE=1`.\n"
    for verb in verbs():
        help_text = run(*verb, "--help").ok.out.rstrip()
        written += f"\n## thematic {' '.join(verb)}".rstrip() + f"\n\n```text\n{help_text}\n```\n"
    if os.environ.get("THEMATIC_UPDATE"):
        COMMANDS.write_text(written, encoding="utf-8")

    assert COMMANDS.read_text(encoding="utf-8") == written


def test_the_keys_of_a_review_are_those_of_the_program():
    page = (ROOT / "docs" / "how-to" / "review.md").read_text(encoding="utf-8")
    rows = [f"| `{one.key}`{_also(one.also)} | {one.says} |" for one in KEYS]

    assert "\n".join(rows) in page


def _also(names):
    return f" (also {', '.join(f'`{name}`' for name in names)})" if names else ""


def verbs():
    """Return every verb and sub-verb as words."""
    found = [[]]
    found += [[command.name] for command in app.registered_commands]
    for group in app.registered_groups:
        found.append([group.name])
        found += [[group.name, command.name] for command in group.typer_instance.registered_commands]
    return found


def test_the_reference_shows_the_tables_of_the_study_file_as_they_are():
    from thematic.store.schema import SCHEMA

    page = (ROOT / "docs" / "reference" / "study-file.md").read_text(encoding="utf-8")
    assert re.findall(r"```sql\n(.*?)\n```", page, re.DOTALL) == [SCHEMA.strip()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_says_that_themes_emerged(page):
    text = page.read_text(encoding="utf-8").casefold()

    assert "themes emerge " not in text
    assert "themes emerged" not in text.replace("“themes emerged”", "")


def test_the_first_screen_of_the_readme_is_what_the_demo_prints(demo_run):
    (block,) = re.findall(r"```text\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert list(missing(block.splitlines(), demo_run[1])) == []
