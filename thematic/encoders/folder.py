"""A sentence encoder from a folder: weights as safetensors (BERT, MPNet) or ONNX, with its tokenizer.

Nothing else in the folder is used: no code of the model's, no pickle.
"""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol

from thematic.encoders.batches import equally_long
from thematic.encoders.safetensors import read_weights
from thematic.encoders.transformer import FAMILIES, Transformer
from thematic.errors import InputError
from thematic.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from thematic.model import Vectors

__all__ = ["FolderEncoder", "sha256_of"]

_BATCH = 32
_MOST_PIECES = 256
_MOST_CONFIG = 1_000_000
_CHUNK = 1 << 20


class _Model(Protocol):
    """What turns texts of equally many word pieces into normalised vectors."""

    dimensions: int

    def vectors(self, texts: Sequence[Sequence[int]]) -> Vectors: ...


class FolderEncoder:
    """Sentences to vectors by the model in a folder; the same text gives the same bits whatever stands beside it."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Open the model.

        The folder holds `model.safetensors` with `config.json`, or `model.onnx` (or `onnx/model.onnx`); and
        `tokenizer.json`. Its name is the kind of model and the beginning of the hash of its weights, so that vectors of
        another model are never taken for its own.

        Raises:
            InputError: something is missing, damaged, or of a kind that cannot be read.
        """
        weights = _weights_in(folder)
        self._tokenizer, self._threads = _tokenizer(folder / "tokenizer.json"), threads
        self._model, kind = _opened(folder, weights)
        self.name = f"{kind}:{sha256_of(weights)[:8]}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return L2-normalised vectors, float32 of shape (len(texts), dimensions); long texts are cut at 256 pieces."""
        import numpy as np
        from threadpoolctl import threadpool_limits

        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        found = np.zeros((len(pieces), self._model.dimensions), dtype=np.float32)
        batches = list(equally_long(pieces, _BATCH))
        with threadpool_limits(limits=1), ThreadPoolExecutor(self._threads) as pool:
            vectors = pool.map(lambda rows: self._model.vectors([pieces[row] for row in rows]), batches)
            for rows, some in zip(batches, vectors, strict=True):
                found[rows] = some
        return found


class _OnnxModel:
    """A model as an ONNX file: its first output is a state for each word piece, or one vector a text."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception:  # noqa: BLE001  the library's errors have no common kind
            raise InputError(path, "this is no ONNX model, or a damaged one. Fetch it again.") from None
        self._inputs = {one.name for one in self._session.get_inputs()}
        if "input_ids" not in self._inputs:
            raise InputError(path, "this model takes no word pieces (input_ids). Name a sentence encoder.")
        self.dimensions = self.vectors([[0, 1]]).shape[1]

    def vectors(self, texts: Sequence[Sequence[int]]) -> Vectors:
        import numpy as np

        pieces = np.asarray(texts, dtype=np.int64)
        known = {"input_ids": pieces, "attention_mask": np.ones_like(pieces), "token_type_ids": np.zeros_like(pieces)}
        given = {name: value for name, value in known.items() if name in self._inputs}
        states = self._session.run(None, given)[0]
        means = states.mean(axis=1, dtype=np.float32) if states.ndim == 3 else states.astype(np.float32)  # noqa: PLR2004
        lengths = np.sqrt((means * means).sum(axis=1, keepdims=True))
        return np.asarray(means / np.maximum(lengths, np.float32(1e-12)), dtype=np.float32)


def _weights_in(folder: Path) -> Path:
    places = ("model.safetensors", "model.onnx", "onnx/model.onnx")
    found = next((folder / place for place in places if (folder / place).is_file()), None)
    if found is None:
        raise InputError(folder, f"no model in this folder. It should hold {' or '.join(places)}.")
    return found


def _opened(folder: Path, weights: Path) -> tuple[_Model, str]:
    if weights.suffix == ".onnx":
        return _OnnxModel(weights), "own-onnx"
    config = _config(folder / "config.json")
    family = str(config.get("model_type"))
    if family not in FAMILIES:
        reason = f"models of kind {one_line(family, 30)} cannot be read; {' and '.join(FAMILIES)} can."
        raise InputError(folder / "config.json", f"{reason} Name another, or its ONNX file.")
    _refuse_other_pooling(folder / "1_Pooling" / "config.json")
    try:
        heads, epsilon = int(config["num_attention_heads"]), float(config.get("layer_norm_eps", 1e-12))
        named = {_bare(name, family): array for name, array in read_weights(weights).items()}
        model = Transformer(named, FAMILIES[family], heads=heads, epsilon=epsilon)
        model.vectors([[0, 1]])
    except (KeyError, ValueError, IndexError, TypeError, ZeroDivisionError):
        raise InputError(weights, "these weights are not what config.json says. Fetch the model again.") from None
    return model, f"own-{family}"


def _bare(name: str, family: str) -> str:
    return name.removeprefix(f"{family}.")


def _refuse_other_pooling(path: Path) -> None:
    """Refuse a model that was trained to be read in another way than by its mean."""
    if path.is_file() and not _config(path).get("pooling_mode_mean_tokens", True):
        raise InputError(path, "this model is not read by the mean of its states. Name one that is.")


def _config(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes()[:_MOST_CONFIG])
    except OSError as error:
        raise InputError(path, f"{error.strerror or 'it cannot be read'}. The model's folder needs it.") from None
    except ValueError:
        raise InputError(path, "this is no JSON. Fetch the model again.") from None
    if not isinstance(found, dict):
        raise InputError(path, "this is no configuration. Fetch the model again.")
    return found


def _tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    if not path.is_file():
        raise InputError(path, "no tokenizer. The model's folder needs its tokenizer.json.")
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception:  # noqa: BLE001  the library raises bare exceptions
        raise InputError(path, "this is no tokenizer, or a damaged one. Fetch it again.") from None
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=_MOST_PIECES)
    return tokenizer


def sha256_of(path: Path) -> str:
    """Return the hash of a file's bytes, read a piece at a time."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        pieces: Iterable[bytes] = iter(lambda: file.read(_CHUNK), b"")
        for piece in pieces:
            digest.update(piece)
    return digest.hexdigest()
