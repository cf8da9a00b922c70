"""What the screen looks like: its pictures in the documentation are those that the program draws."""

import html
import os
import re
from pathlib import Path

import pytest

from thematic.review.views import Wish

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
ROW = re.compile(r"<text[^>]* y=\"([\d.]+)\"[^>]*>(.*?)</text>")


def words(picture):
    """Return the rows of text of a picture: another version of the drawing library may draw them otherwise."""
    rows = {}
    for height, said in ROW.findall(picture):
        rows.setdefault(float(height), []).append(html.unescape(said).replace("\xa0", " ").strip())
    return [" ".join(filter(None, rows[height])) for height in sorted(rows)]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize(
    ("name", "keys", "wish"),
    [
        ("review", ("s", "a"), Wish()),
        ("choose-a-code", ("c", "b"), Wish()),
        ("blind", (), Wish(blind=True)),
        ("read", ("space",), Wish(read=True)),
        ("keys", ("question_mark",), Wish()),
    ],
)
def test_the_screen_looks_like_its_picture(at_the_screen, name, keys, wish, size):
    async def draw(screen):
        await screen.press(*keys)
        return FONT.sub("", screen.app.export_screenshot(title=f"thematic review, {size[0]}x{size[1]}"))

    picture, path = at_the_screen(draw, wish=wish, size=size), PICTURES / f"{name}-{size[0]}x{size[1]}.svg"
    if os.environ.get("THEMATIC_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(picture, encoding="utf-8")

    assert words(picture) == words(path.read_text(encoding="utf-8"))
