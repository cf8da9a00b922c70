"""Pictures: drawn in three forms, equal to the byte, legible in grey, and told in words. All labels are invented."""

import html
import io
import itertools
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.dom import minidom

import pytest
from PIL import Image
from tests_environment import environment

from thematic.errors import MissingExtra, UsageError
from thematic.figures import Bars, Curve, Figure, Heat, Links, Strips, Tree
from thematic.figures.draw import draw

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
WHAT = ["themes", "together", "codes", "saturation", "coverage", "tree"]
HOSTILE = "$\\frac{a}{b}$ <script>&amp; \x1b[31m \u202e 𝔘🙂 x_{1}^2 %s"

SHAPES = {
    "heat": Heat(("One", "Two", HOSTILE), ((4, 1, 0), (1, 9, 3), (0, 3, 2))),
    "bars": Bars(("One", HOSTILE), ("fg1", "fg2"), ((2, 3), (0, 0)), "excerpts"),
    "curve": Curve(("s1", "s2", "s3"), (2, 3, 3), ((1, 1, 2), (3, 2, 3), (3, 3, 3)), 2),
    "strips": Strips(("One", HOSTILE), (((0.0, 0.1), (0.5, 1.0)), ()), "fg1, 9 turns"),
    "tree": Tree(("One", HOSTILE, "Three"), ((0, 2, 0.4), (1, 3, 0.9)), (0.9, None, 0.1)),
    "links": Links((("One", 3), (HOSTILE, 0)), (("Code", 3),), ((0, 0, 3),)),
}
EMPTY = {
    "heat": Heat((), ()),
    "bars": Bars((), (), (), "excerpts"),
    "strips": Strips((), (), "fg1"),
    "links": Links((), (), ()),
    "one leaf": Tree(("One",), (), (None,)),
}


def made(shape, title="A title"):
    return Figure(title, shape, "What it shows, in words.")


def words(svg):
    """Return the texts of a picture in order: another version of the drawing library may place them otherwise."""
    return [html.unescape(said) for said in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
@pytest.mark.parametrize("shape", [*SHAPES.values(), *EMPTY.values()], ids=[*SHAPES, *EMPTY])
def test_every_shape_is_drawn_in_every_form(shape, suffix):
    assert draw(made(shape), suffix)[:4] in {b"<?xm", b"\x89PNG", b"%PDF"}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_label_is_neither_mathematics_nor_markup(shape):
    svg = draw(made(shape, HOSTILE), "svg").decode()

    minidom.parseString(svg)
    assert "<script" not in svg
    assert "\x1b" not in svg
    assert any("\\frac{a}{b}" in said for said in words(svg))


def test_what_it_shows_is_told_where_screen_readers_look():
    svg = minidom.parseString(draw(made(SHAPES["heat"]), ".svg")).documentElement

    assert svg.getAttribute("role") == "img"
    assert svg.getElementsByTagName("title")[0].firstChild.data == "A title"
    assert svg.getElementsByTagName("desc")[0].firstChild.data == "What it shows, in words."
    with Image.open(io.BytesIO(draw(made(SHAPES["heat"]), ".png"))) as picture:
        assert picture.text["Description"] == "What it shows, in words."
    assert b"What it shows" in draw(made(SHAPES["heat"]), ".pdf")


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_no_date_name_or_program_is_left_in_a_file(suffix):
    data = draw(made(SHAPES["bars"]), suffix)

    for trace in (b"CreationDate", b"dc:date", b"Software", os.fsencode(Path.home())):
        assert trace not in data


def test_shades_stay_apart_in_grey():
    data = draw(made(Bars(("One",), ("a", "b", "c", "d"), ((5, 5, 5, 5),), "excerpts")), ".png")
    with Image.open(io.BytesIO(data)) as picture:
        grey = picture.convert("L")
        counts = sorted(((count, level) for count, level in grey.getcolors() if 20 < level < 245), reverse=True)[:4]

    levels = sorted(level for _, level in counts)
    assert min(after - before for before, after in itertools.pairwise(levels)) > 20


def test_another_suffix_is_one_line():
    with pytest.raises(UsageError, match=r'cannot draw "\.gif"'):
        draw(made(SHAPES["heat"]), "gif")


def test_without_matplotlib_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    with pytest.raises(MissingExtra, match="pip install"):
        draw(made(SHAPES["heat"]), "svg")


def test_another_process_and_hash_seed_draw_the_same(tmp_path):
    code = (
        "import sys; from thematic.figures import *; from thematic.figures.draw import draw\n"
        "figure = Figure('t', Heat(('a', 'b'), ((4, 1), (1, 2))), 'w')\n"
        "sys.stdout.buffer.write(draw(figure, sys.argv[1]))"
    )

    def drawn(suffix, seed):
        command = [sys.executable, "-c", code, suffix]
        env = {**environment(), "PYTHONHASHSEED": seed}
        return subprocess.run(command, capture_output=True, check=True, env=env, cwd=tmp_path).stdout

    for suffix in (".svg", ".pdf"):
        assert drawn(suffix, "1") == drawn(suffix, "2")


@pytest.mark.parametrize("what", WHAT)
def test_the_pictures_in_the_documentation_are_what_the_program_draws(run, demo, here, what):
    run("-C", "demo", "figure", what, "-o", "f.svg").ok
    picture, path = (here / "f.svg").read_text(encoding="utf-8"), PICTURES / f"figure-{what}.svg"
    if os.environ.get("THEMATIC_UPDATE"):
        path.write_text(picture, encoding="utf-8")
    kept = path.read_text(encoding="utf-8")

    assert words(picture) == words(kept)
    assert re.search(r"<desc>.*</desc>", picture).group() == re.search(r"<desc>.*</desc>", kept).group()


@pytest.mark.parametrize("what", WHAT)
def test_on_the_terminal_it_fits_a_hundred_columns_and_in_words_it_is_one_line(run, demo, what):
    shown = run("-C", "demo", "figure", what).ok.out
    told = run("-C", "demo", "figure", what, "--words").ok.out

    assert max(len(line.rstrip()) for line in shown.splitlines()) <= 100
    assert told.count("\n") == 1
    assert told == run("--plain", "-C", "demo", "figure", what).ok.out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("thems",), 2, 'no figure "thems". Did you mean "themes"?'),
        (("themes", "--transcript", "fg1"), 2, "for coverage"),
        (("coverage", "--transcript", "fg9"), 2, 'no transcript "fg9"'),
        (("themes",), 4, "no themes yet"),
        (("saturation",), 4, "need 6 coded sessions"),
        (("together", "-o", "x.gif"), 2, 'cannot draw ".gif"'),
        (("together", "-o", "x"), 2, "no suffix"),
    ],
)
def test_what_cannot_be_shown_is_one_line_and_nothing_is_written(run, coded, here, arguments, code, told):
    refused = run("-C", "study", "figure", *arguments).fails(code)

    assert told in refused.err
    assert not list(here.glob("x*"))


def test_a_dry_run_draws_and_writes_nothing(run, coded, here):
    assert "Would write" in run("-C", "study", "figure", "codes", "-o", "x.svg", "--dry-run").ok.err
    assert not (here / "x.svg").exists()
