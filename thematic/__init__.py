"""Qualitative thematic analysis: the machine suggests, a person decides, nothing leaves your laptop.

`from thematic import Study` gives programs the same verbs as the command line (docs/how-to/use-from-python.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thematic.workflow.library import Study

__version__ = "0.1.0"

__all__ = ["Study", "__version__"]


def __getattr__(name: str) -> object:
    # Imported when it is asked for: `thematic --help` must stay light.
    if name == "Study":
        from thematic.workflow.library import Study

        return Study
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
