"""Tables as one HTML page that needs nothing beside it: no script, no font, no picture, nothing to fetch."""

from __future__ import annotations

import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from thematic.export import escape
from thematic.export.table import quoted, source

if TYPE_CHECKING:
    from jinja2 import Template

    from thematic.export.table import Table

__all__ = ["to_html"]


def to_html(table: Table) -> bytes:
    """Return what people read of a table as an accessible page: for screens light and dark, paper, screen readers.

    Every text is escaped (`escape.markup`), and the page's own policy forbids scripts and everything from elsewhere.
    """
    page = io.BytesIO()
    _template().stream(table=table).dump(page, encoding="utf-8")
    return page.getvalue()


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    page = files(__package__).joinpath("page.html.j2").read_text(encoding="utf-8")
    # Autoescape lets through only what our own rule has escaped, and would escape anything that slipped past it.
    environment = Environment(
        autoescape=True, finalize=_escaped, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(quoted=quoted, source=source)
    return environment.from_string(page)


def _escaped(value: object) -> object:
    from markupsafe import Markup

    return Markup(escape.markup(value)) if isinstance(value, str) else value  # noqa: S704  this is the escaping
