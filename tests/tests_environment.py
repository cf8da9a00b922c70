"""The environment of a subprocess that runs the program."""

import os


def environment(**extra: str) -> dict[str, str]:
    """Return this process's environment with warnings as errors."""
    return {**os.environ, "PYTHONWARNINGS": "error", **extra}
