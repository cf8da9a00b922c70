"""JSON from strangers to plain values, once it is sure that it is JSON. May hold what is refused, no meaning."""

from __future__ import annotations

import json
from typing import Any

from thematic.errors import InputError

__all__ = ["load_json"]

_MOST_LETTERS = 100_000_000
_LONGEST_NUMBER = 40


class _RefusedError(ValueError):
    """What the standard's grammar lets pass, or Python's reader does, and no program writes."""


def load_json(name: str, text: str) -> Any:
    """Return the value that `text` is.

    Raises:
        InputError: it is no JSON, holds a key twice, NaN, a huge number, half a character, or is nested too deep.
    """
    if len(text) > _MOST_LETTERS:
        raise InputError(name, f"it has over {_MOST_LETTERS // 1_000_000} million characters; no transcript has")
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
    return value


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
