"""The sizes of what coders are compared on: apart, because the command line names them before anything is loaded."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Size"]


class Size(StrEnum):
    """What is judged by several coders."""

    SENTENCE = "sentence"
    TURN = "turn"
    TRANSCRIPT = "transcript"
