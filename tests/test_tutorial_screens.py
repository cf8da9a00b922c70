"""The tutorial at the review screen is true: its commands run, its keys are pressed, its screens are what is drawn."""

import asyncio
import html
import os
import re
import shlex
import shutil
from dataclasses import dataclass, field

import pytest
from test_docs import ROOT, missing

from thematic.review.screen import ReviewApp

PAGE = ROOT / "docs" / "tutorial" / "code-your-first-focus-group.md"
SIZE = (80, 24)
BLOCK = re.compile(
    r"```console\n(?P<console>.*?)```|<!-- keys: (?P<keys>.*?)-->\n```text\n(?P<screen>.*?)```", re.DOTALL
)
PIECE = re.compile(r"<text[^>]* x=\"([\d.]+)\" y=\"([\d.]+)\"[^>]*>(.*?)</text>")
CHARACTER, LINE, TITLE = 12.2, 24.4, "the screen"


@dataclass
class Command:
    """A command of the page, what it shows of the output, and the screens that follow it, each with its keys."""

    line: str
    shown: list[str]
    screens: list[tuple[str, str]] = field(default_factory=list)


def commands(page):
    """Return the commands of a page, in order."""
    found = []
    for block in BLOCK.finditer(page):
        if block["console"] is None:
            found[-1].screens.append((block["keys"], block["screen"]))
            continue
        for part in re.split(r"^\$ ", block["console"], flags=re.MULTILINE)[1:]:
            line, *shown = part.splitlines()
            found.append(Command(line, shown))
    return found


def pressed(keys):
    """Return the names of keys; what stands in quotes is typed."""
    for word in re.findall(r'"[^"]*"|\S+', keys):
        if word.startswith('"'):
            yield from ("space" if sign == " " else sign for sign in word.strip('"'))
        else:
            yield word


def drawn(app):
    """Return the screen as lines of text."""
    lines = [""] * SIZE[1]
    pieces = [(float(y), float(x), said) for x, y, said in PIECE.findall(app.export_screenshot(title=TITLE))]
    for y, x, said in sorted(one for one in pieces if one[2] != TITLE.replace(" ", "&#160;")):
        row, column = int(y // LINE), round(x / CHARACTER)
        lines[row] = lines[row].ljust(column)[:column] + html.unescape(said).replace("\xa0", " ")
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


@pytest.fixture
def at_a_terminal(monkeypatch):
    """Lets `thematic review` draw its screen, press the keys it is given and keep what is shown after each group."""

    async def press(app, groups):
        shown = []
        async with app.run_test(size=SIZE) as pilot:
            for keys, _screen in groups:
                await pilot.press(*pressed(keys))
                await pilot.pause()
                shown.append(drawn(app))
        return shown

    def sitting(run, arguments, groups):
        shown = []
        monkeypatch.setattr("thematic.cli.review._can_draw", lambda: True)
        monkeypatch.setattr(ReviewApp, "run", lambda app: shown.extend(asyncio.run(press(app, groups))))
        run(*arguments).ok
        return shown

    return sitting


@pytest.mark.slow
@pytest.mark.timeout(200)
def test_the_tutorial_at_the_screen_shows_what_the_program_shows(run, here, demo_run, at_a_terminal, monkeypatch):
    page, folder = PAGE.read_text(encoding="utf-8"), here
    new = page
    for command in commands(page):
        if command.line == "thematic demo":
            shutil.copytree(demo_run[0], folder / demo_run[0].name)
        elif command.line.startswith("cd "):
            folder = folder / command.line.removeprefix("cd ")
            monkeypatch.chdir(folder)
        elif command.screens:
            shown = at_a_terminal(run, shlex.split(command.line)[1:], command.screens)
            for (keys, before), after in zip(command.screens, shown, strict=True):
                block = f"<!-- keys: {keys}-->\n```text\n"
                new = new.replace(f"{block}{before}```", f"{block}{after}```", 1)
        else:
            ran = run(*shlex.split(command.line)[1:]).ok
            assert list(missing(command.shown, ran.out + ran.err)) == [], f"$ {command.line}\n{ran.out}"
    if os.environ.get("THEMATIC_UPDATE"):
        PAGE.write_text(new, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == new
