"""Qualitative thematic analysis: the machine suggests, a person decides, nothing leaves your laptop."""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = ["__version__"]
