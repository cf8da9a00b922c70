import contextlib

import numpy as np

from thematic.encoders import CachedEncoder
from thematic.text import sha256


class Lengths:
    """An encoder whose vectors are the texts' lengths, and which remembers what it was asked."""

    name = "lengths:1"

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked.extend(texts)
        return np.asarray([[len(text), 1] for text in texts], dtype=np.float32).reshape(-1, 2)


class Shelf:
    def __init__(self):
        self.kept = {}

    def vectors(self, model, keys):
        return {key: self.kept[model, key] for key in keys if (model, key) in self.kept}

    def keep(self, model, vectors):
        self.kept.update({(model, key): vector for key, vector in vectors.items()})


def test_each_distinct_text_is_encoded_once_and_comes_back_in_order():
    inner = Lengths()

    vectors = CachedEncoder(inner).encode(["bb", "a", "bb", "ccc", "a"])

    assert vectors[:, 0].tolist() == [2, 1, 2, 3, 1]
    assert sorted(inner.asked) == ["a", "bb", "ccc"]


def test_what_the_cache_knows_is_never_encoded_again():
    shelf, inner = Shelf(), Lengths()
    CachedEncoder(Lengths(), shelf).encode(["a", "bb"])

    vectors = CachedEncoder(inner, shelf).encode(["bb", "new"])

    assert inner.asked == ["new"]
    assert vectors[:, 0].tolist() == [2, 3]
    assert ("lengths:1", sha256("new")) in shelf.kept


def test_another_model_s_vectors_are_not_mistaken_for_its_own():
    shelf, inner = Shelf(), Lengths()
    shelf.keep("other:1", {sha256("a"): np.asarray([9, 9], dtype=np.float32)})

    assert CachedEncoder(inner, shelf).encode(["a"]).tolist() == [[1, 1]]


def test_progress_counts_the_texts_that_were_not_known():
    seen, shelf = [], Shelf()
    texts = [f"{n:04d}" for n in range(1200)]
    CachedEncoder(Lengths(), shelf).encode(texts[:100])

    CachedEncoder(Lengths(), shelf, on_progress=lambda done, total: seen.append((done, total))).encode(texts)

    assert seen == [(512, 1100), (1024, 1100), (1100, 1100)]


def test_an_interrupted_run_keeps_what_was_done():
    class Tired(Lengths):
        def encode(self, texts):
            if self.asked:
                raise KeyboardInterrupt
            return super().encode(texts)

    shelf = Shelf()
    with contextlib.suppress(KeyboardInterrupt):
        CachedEncoder(Tired(), shelf).encode([f"{n:04d}" for n in range(1200)])

    assert len(shelf.kept) == 512


def test_no_texts_give_no_vectors():
    assert CachedEncoder(Lengths()).encode([]).shape == (0, 2)
