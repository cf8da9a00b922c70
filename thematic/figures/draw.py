"""Figures as SVG, PNG and PDF by matplotlib: equal figures are equal bytes.

Shades run from light to dark in one hue, numbers stand in the cells, and parts are told by words and by edges, so that
a figure reads in grey and to the colour-blind. Nothing in a label is taken for mathematics or markup.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from thematic.errors import MissingExtra, UsageError, did_you_mean
from thematic.figures import FORMATS
from thematic.figures.painters import paint
from thematic.text import one_line

if TYPE_CHECKING:
    from thematic.figures.shapes import Figure

__all__ = ["draw"]

_SETTINGS: Any = {
    "svg.hashsalt": "thematic",
    # Words stay words: they can be searched, read aloud, and set in any font.
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.parse_math": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_DOTS = 200


def draw(figure: Figure, suffix: str) -> bytes:
    """Return a figure in the format that a file's suffix names; without a date, a name or a path in it.

    Raises:
        UsageError: no figure has that suffix.
        MissingExtra: matplotlib is not installed.
    """
    wanted = f".{suffix.lower().removeprefix('.')}"
    if wanted not in FORMATS:
        raise UsageError(
            f'cannot draw "{one_line(wanted, 20)}". Choose one of {", ".join(FORMATS)}.{did_you_mean(wanted, FORMATS)}'
        )
    data = _drawn(figure, wanted.removeprefix("."))
    return _told(data, figure) if wanted == ".svg" else data


def _drawn(figure: Figure, form: str) -> bytes:
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure as Sheet
    except ImportError:
        hint = "pip install 'thematic[figures]'"
        raise MissingExtra(f"figures need matplotlib, which is not installed. Install it: {hint}.") from None
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        # A letter that the font lacks is drawn as a box in .png; that is no reason to stop.
        warnings.simplefilter("ignore")
        sheet = Sheet(layout="constrained")
        paint(sheet, figure)
        out = io.BytesIO()
        sheet.savefig(out, format=form, dpi=_DOTS, metadata=_metadata(figure, form))
    return out.getvalue()


def _metadata(figure: Figure, form: str) -> dict[str, Any]:
    title, told = one_line(figure.title), one_line(figure.alternative)
    known: dict[str, dict[str, Any]] = {
        "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
        "png": {"Software": None, "Title": _latin(title), "Description": _latin(told)},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None, "Title": title, "Subject": told},
    }
    return known[form]


def _latin(text: str) -> str:
    """Return what a PNG's text may hold."""
    return text.encode("latin-1", "replace").decode("latin-1")


def _told(svg: bytes, figure: Figure) -> bytes:
    """Return the SVG with its title and what it shows in words, where a screen reader finds them."""
    text = svg.decode("utf-8")
    at = text.index(">", text.index("<svg ")) + 1
    words = f"\n <title>{escape(one_line(figure.title))}</title>\n <desc>{escape(one_line(figure.alternative))}</desc>"
    return (text[:at].replace("<svg ", '<svg role="img" ', 1) + words + text[at:]).encode("utf-8")
