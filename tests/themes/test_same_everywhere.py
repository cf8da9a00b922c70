"""The same excerpts give the same candidates, to the byte, in any process. Sentences are made from a list of words."""

import json
import random
import subprocess
import sys

import numpy as np
import pytest

from thematic.model import Span
from thematic.store.codec import themes_to
from thematic.themes import Excerpt, suggest_themes
from thematic.themes.cluster import Clusterer
from thematic.themes.space import landmarks, space_of

WORDS = ["spade", "kettle", "bus", "choir", "soup", "ladder", "river", "stitch", "bread", "drum", "paint", "hill"]


def excerpts(size, seed=1):
    dice = random.Random(seed)
    for at in range(size):
        words = dice.choices(WORDS[3 * (at % 4) :][:3], k=3) + dice.choices(WORDS, k=4)
        text = " ".join(words) + f" {at % 7}"
        yield Excerpt(
            f"fg{at % 6}", Span(at * 100, at * 100 + len(text)), text, f"P{at % 9}", ("a", "b")[: at % 3], turn=at
        )


def suggested(size, order=1):
    given = list(excerpts(size))
    random.Random(order).shuffle(given)
    return themes_to(suggest_themes(given, encoder=None).themes)


if __name__ == "__main__":
    sys.stdout.write(suggested(int(sys.argv[1]), int(sys.argv[2])))


def in_a_process(size, order, hash_seed, threads):
    from tests_environment import environment

    env = environment(PYTHONHASHSEED=hash_seed, OMP_NUM_THREADS=threads, OPENBLAS_NUM_THREADS=threads)
    command = [sys.executable, __file__, str(size), str(order)]
    return subprocess.run(command, capture_output=True, check=True, env=env).stdout


def test_processes_hash_seeds_threads_and_orders_make_no_difference():
    assert in_a_process(700, 1, "1", "1") == in_a_process(700, 2, "77", "2")


@pytest.mark.slow
def test_twenty_thousand_excerpts_have_an_answer_and_it_is_the_same():
    found = in_a_process(20_000, 1, "1", "1")

    assert sum(len(theme["excerpts"]) for theme in json.loads(found)) == 20_000
    assert found == in_a_process(20_000, 2, "2", "2")


def about(directions, size, spread=0.05):
    rng = np.random.default_rng(5)
    points = np.eye(12)[np.arange(size) % directions] + rng.normal(0, spread, (size, 12))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("size", [149, 150, 151, 599, 600, 601, 5_000, 5_001])
def test_at_every_edge_of_the_method_planted_groups_are_found(size):
    labels = Clusterer(4).fit(space_of(about(4, size))).labels_

    assert len({(int(a), int(b)) for a, b in zip(np.arange(size) % 4, labels, strict=True)}) == 4


@pytest.mark.parametrize("size", [1, 2, 149, 150, 5_000, 20_000])
def test_landmarks_are_rows_in_order_no_more_than_there_are(size):
    rows = landmarks(size)

    assert len(rows) == min(size, 5_000)
    assert rows.tolist() == sorted(set(rows.tolist()))
    assert (rows[0], rows[-1]) == (0, size - 1)


def test_a_space_of_equal_vectors_and_of_none_has_an_answer():
    same = np.tile(np.eye(4, dtype=np.float32)[0], (200, 1))

    assert Clusterer(3).fit(space_of(same)).labels_.max() <= 2
    assert Clusterer(3).fit(space_of(np.zeros((200, 4), dtype=np.float32))).labels_.shape == (200,)
