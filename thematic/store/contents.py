"""What machines made of texts, by the hash of the text: a cache that can be thrown away, and never a decision."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from thematic.errors import StudyError
from thematic.text import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thematic.model import Vectors
    from thematic.store.file import StudyFile

__all__ = ["StoredTexts", "StoredVectors"]

_CHUNK = 500


class StoredVectors:
    """Vectors kept in the study, by model and text hash (a `VectorCache`)."""

    def __init__(self, file: StudyFile) -> None:
        """Touch nothing yet."""
        self._file = file

    def vectors(self, model: str, keys: Sequence[str]) -> dict[str, Vectors]:
        """Return the vectors known for these text hashes, each of shape (dimensions,), float32."""
        import numpy as np

        return {key: np.frombuffer(data, dtype="<f4") for key, data in _known(self._file, model, keys).items()}

    def keep(self, model: str, vectors: Mapping[str, Vectors]) -> None:
        """Remember vectors by text hash."""
        _keep(self._file, model, {text: vector.astype("<f4").tobytes() for text, vector in vectors.items()})


class StoredTexts:
    """What suggesters read in texts, kept in the study (a `suggester.TextCache`)."""

    def __init__(self, file: StudyFile) -> None:
        """Touch nothing yet."""
        self._file = file

    def known(self, maker: str, way: str, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what a maker made of texts, by their hashes, in this way and no other."""
        return _known(self._file, f"{maker}:{way}", keys)

    def remember(self, maker: str, way: str, made: Mapping[str, bytes]) -> None:
        """Keep what was made by text hash, and forget what the maker made in other ways."""
        family, name = f"{maker}:", f"{maker}:{way}"
        with suppress(StudyError), self._file.writing() as db:
            db.execute("DELETE FROM vector WHERE substr(model, 1, ?) = ? AND model != ?", (len(family), family, name))
            _keep(self._file, name, made)


def _known(file: StudyFile, maker: str, keys: Sequence[str]) -> dict[str, bytes]:
    """Return what is kept, but for what is not what was kept: that is made anew."""
    found: dict[str, bytes] = {}
    with file.reading() as db:
        for chunk in _chunks(keys):
            marks = ",".join("?" * len(chunk))
            query = f"SELECT text, data, sha256 FROM vector WHERE model = ? AND text IN ({marks})"  # noqa: S608 only marks
            rows = db.execute(query, (maker, *chunk))
            found.update({text: data for text, data, digest in rows if sha256(data) == digest})
    return found


def _keep(file: StudyFile, maker: str, made: Mapping[str, bytes]) -> None:
    """Keep what was made; in a study that cannot be written nothing is kept, and nothing is lost but time."""
    rows = ((maker, text, data, sha256(data)) for text, data in made.items())
    with suppress(StudyError), file.writing() as db:
        db.executemany("INSERT OR REPLACE INTO vector (model, text, data, sha256) VALUES (?, ?, ?, ?)", rows)


def _chunks(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK)]
