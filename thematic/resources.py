"""Where the data that ships with the program lies: in an installed wheel, an editable install or a checkout."""

from __future__ import annotations

from pathlib import Path

__all__ = ["bundled"]

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """Return the folder of bundled data called `name` (`codebooks`, `transcripts_example`).

    A wheel carries it under `thematic/_data`; a checkout has it at its root, where readers look for it.
    """
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
