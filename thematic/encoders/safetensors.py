"""Weights from a .safetensors file: a JSON header and raw numbers, nothing that could be run. See its format's README.

Read here in forty lines, since the package of that name brings more than is needed; every size is checked against the
file before anything is read.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from thematic.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Weights = Mapping[str, NDArray[np.float32]]

__all__ = ["read_weights"]

_LENGTH = 8
_MOST_HEADER = 10_000_000
_KINDS = {"F32": "<f4", "F16": "<f2", "F64": "<f8", "I64": "<i8"}


def read_weights(path: Path) -> Weights:
    """Return the named arrays of a file, float32.

    Raises:
        InputError: the file cannot be read, or is not what it says.
    """
    import numpy as np

    try:
        data = np.memmap(path, dtype=np.uint8, mode="r")
        header = _header(data)
        body = data[_LENGTH + int.from_bytes(data[:_LENGTH].tobytes(), "little") :]
        return {name: _array(body, entry) for name, entry in header.items() if name != "__metadata__"}
    except OSError as error:
        raise InputError(path, f"{error.strerror or 'it cannot be read'}. Name a folder that holds a model.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(path, "this is no safetensors file, or a damaged one. Fetch it again.") from None


def _header(data: NDArray[np.uint8]) -> dict[str, Any]:
    length = int.from_bytes(data[:_LENGTH].tobytes(), "little")
    if not 0 < length <= min(_MOST_HEADER, len(data) - _LENGTH):
        raise ValueError
    header: dict[str, Any] = json.loads(data[_LENGTH : _LENGTH + length].tobytes())
    return header


def _array(body: NDArray[np.uint8], entry: Mapping[str, Any]) -> NDArray[np.float32]:
    import numpy as np

    kind, shape, (start, end) = np.dtype(_KINDS[entry["dtype"]]), tuple(entry["shape"]), entry["data_offsets"]
    if not 0 <= start <= end <= len(body) or end - start != math.prod(shape) * kind.itemsize:
        raise ValueError
    return np.asarray(body[start:end].view(kind).reshape(shape), dtype=np.float32)
