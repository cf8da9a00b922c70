"""The environment of a subprocess that runs the program."""

import os
import pty
import subprocess
import sys


def environment(**extra: str) -> dict[str, str]:
    """Return this process's environment with warnings as errors."""
    return {**os.environ, "PYTHONWARNINGS": "error", **extra}


def on_a_terminal(here, editor, *arguments):
    """Run the program with a real terminal for its stdin, and an editor."""
    master, terminal = pty.openpty()
    try:
        return subprocess.run(
            [sys.executable, "-m", "thematic", "-C", "study", *arguments],
            cwd=here,
            stdin=terminal,
            capture_output=True,
            text=True,
            check=False,
            env=environment(EDITOR=editor, VISUAL=""),
        )
    finally:
        os.close(master)
        os.close(terminal)
