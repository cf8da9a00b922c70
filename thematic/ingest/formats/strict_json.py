"""JSON from strangers to plain values, once it is sure that it is JSON. May hold what is refused, no meaning."""

from __future__ import annotations

import json
from typing import Any

from thematic.errors import InputError
from thematic.text import Decoded, NotTextError, decode

__all__ = ["load_json"]

# Five hours of words, each with its times, have about ten million characters and two hundred thousand parts.
_MOST_LETTERS = 12_000_000
_MOST_PARTS = 1_000_000
_LONGEST_NUMBER = 40


class _RefusedError(ValueError):
    """What the standard's grammar lets pass, or Python's reader does, and no program writes."""


def load_json(name: str, data: bytes, encoding: str | None = None) -> tuple[Any, Decoded]:
    """Return the value that a JSON file holds, and its text. All of it may stand on one line, however long that is.

    Raises:
        InputError: it is no JSON, holds a key twice, NaN, a huge number, half a character, or is nested too deep.
    """
    decoded = _decoded(name, data, encoding)
    text = decoded.text
    if len(text) > _MOST_LETTERS:
        raise InputError(name, f"it has over {_MOST_LETTERS // 1_000_000} million characters; no transcript has")
    if text.count("{") + text.count("[") > _MOST_PARTS:
        raise InputError(name, f"it has over {_MOST_PARTS:,} parts; no transcript has")
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer, parse_float=_fraction
        )
        # Written out again only to find halves of characters, which the grammar allows: "\\ud800".
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise InputError(name, f"it is no JSON ({error.msg}). Export it again", line=error.lineno) from None
    except UnicodeEncodeError:
        raise InputError(name, "it holds half a character (a lone surrogate). Export it again") from None
    except RecursionError:
        raise InputError(name, "its parts are nested too deep to be a transcript") from None
    except _RefusedError as error:
        raise InputError(name, f"{error}. Export it again") from None
    return value, decoded


def _decoded(name: str, data: bytes, encoding: str | None) -> Decoded:
    try:
        return decode(data, encoding)
    except NotTextError as error:
        raise InputError(name, f"not text: {error}. If it is text, say its --encoding") from None
    except (UnicodeError, ValueError) as error:
        raise InputError(name, f"not text in the encoding asked for ({type(error).__name__})") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RefusedError("a key stands twice in one object")
    return found


def _constant(_: str) -> float:
    raise _RefusedError("it holds NaN or Infinity, which are no JSON")


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise _RefusedError(f"a number has over {_LONGEST_NUMBER} digits")
    return int(digits)


def _fraction(digits: str) -> float:
    if len(digits) > _LONGEST_NUMBER:
        raise _RefusedError(f"a number has over {_LONGEST_NUMBER} digits")
    return float(digits)
