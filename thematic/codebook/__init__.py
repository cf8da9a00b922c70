"""Codebooks: files to values, and what a careful editor would say of them."""

from __future__ import annotations

from thematic.codebook.files import (
    builtin_codebooks,
    codebook_from,
    content_hash,
    find_codebook,
    load_background,
    load_codebook,
)
from thematic.codebook.lint import Finding, check_codebook
from thematic.codebook.lookup import code_of
from thematic.codebook.tabular import document_from_rows

__all__ = [
    "Finding",
    "builtin_codebooks",
    "check_codebook",
    "code_of",
    "codebook_from",
    "content_hash",
    "document_from_rows",
    "find_codebook",
    "load_background",
    "load_codebook",
]
