"""The editor that a person has chosen (VISUAL, else EDITOR), opened on a few words."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from thematic.errors import UsageError

__all__ = ["edited"]


def edited(before: str, *, called: str, unset: str) -> str:
    """Return what the editor leaves of `before`. The file that it edits is the user's alone, and removed after.

    `called` is the file's name; `unset` is what to say where no editor is named.

    Raises:
        UsageError: no editor is named, it cannot be started, or it ends with an error.
    """
    command = _command(unset)
    with tempfile.TemporaryDirectory(prefix="thematic-") as folder:
        path = Path(folder) / called
        path.write_text(before, encoding="utf-8")
        try:
            ended = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603  the user's own editor
        except OSError as error:
            raise UsageError(f"your editor {command[0]} cannot be started ({error.strerror}). Set EDITOR.") from None
        if ended:
            raise UsageError("your editor ended with an error; nothing was recorded.")
        return path.read_text(encoding="utf-8", errors="replace")


def _command(unset: str) -> list[str]:
    said = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(said, posix=os.name != "nt")
    except ValueError:
        command = []
    if not command:
        raise UsageError(unset)
    return command
