"""Whether the large encoder could be kept for the units that the small one cannot settle: gain kept, time taken.

    python benchmarks/cascade.py [--bench DIR] [--most 1500]

Scores every unit with both encoders; then takes the large one's scores for a share of the units alone, chosen by how
unsettled the small one's are: near the level that selects (margin), or between the best two codes (rivalry). Vectors
of two encoders lie in no common space, so scores are mixed, each standardised per code. The time is that of encoding,
which is nearly all of a first run; the codebook's own sentences have to be encoded by both in any case.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from coding_quality import BENCH, SETS, as_transcript, read, turns
from measures import worth

from thematic.codebook import load_background
from thematic.coding import score_transcripts
from thematic.coding.similarity import standard
from thematic.encoders import default_encoder
from thematic.encoders.large import large_encoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coding_quality import Labelled
    from numpy.typing import NDArray

    from thematic.model import Encoder, Vectors

    Matrix = NDArray[np.float64]

SHARES = (0.1, 0.2, 0.33, 0.5)


class Timed:
    """An encoder that keeps what it made and how long it took."""

    def __init__(self, encoder: Encoder) -> None:
        """Wrap an encoder."""
        self.name, self._encoder = encoder.name, encoder
        self.seconds, self.texts = 0.0, 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode, and count."""
        start = time.perf_counter()
        found = self._encoder.encode(texts)
        self.seconds += time.perf_counter() - start
        self.texts += len(texts)
        return found


def main() -> int:
    """Print one table for each set that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=BENCH, help="the folder of labelled sets")
    parser.add_argument("--most", type=int, default=1500, help="how many segments of each set")
    arguments = parser.parse_args()
    there = [name for name in SETS if (arguments.bench / f"{name}.csv").is_file()]
    small = default_encoder(None)
    if not there or small is None:
        print("cascade: skipped, no labelled sets or no encoder here")
        return 0
    for name in there:
        report(first(read(arguments.bench, name), arguments.most), Timed(small), Timed(large_encoder()))
    return 0


def first(labelled: Labelled, most: int) -> Labelled:
    """Return the first segments of a set."""
    return dataclasses.replace(
        labelled, ids=labelled.ids[:most], texts=labelled.texts[:most], gold=labelled.gold[:most]
    )


def report(labelled: Labelled, small: Timed, large: Timed) -> None:
    """Print what each share of the units is worth, by each rule."""
    one, other = scored(labelled, small), scored(labelled, large)
    low, high = (worth(labelled.gold, values, None).ap for values, _ in (one, other))
    ratio = (small.seconds / small.texts) / (large.seconds / large.texts)
    print(
        f"\n{labelled.name}: {len(labelled.ids)} segments; AP {low:.3f} small, {high:.3f} large, gain {high - low:+.3f}"
    )
    print(f"a text takes the small encoder {ratio:.2f} of the large one's time")
    print(f"{'rule':10}{'share':>7}{'AP':>8}{'gain kept':>11}{'time':>7}")
    for rule, order in (("margin", by_margin(*one)), ("rivalry", by_rivalry(one[0])), ("chance", by_chance(one[0]))):
        for share in SHARES:
            chosen = order[: int(share * len(order))]
            mixed = standard(one[0])
            mixed[chosen] = standard(other[0])[chosen]
            ap = worth(labelled.gold, mixed, None).ap
            kept = f"{(ap - low) / (high - low):10.0%}" if high != low else ""
            print(f"{rule:10}{share:7.0%}{ap:8.3f} {kept}{ratio + share:7.2f}", flush=True)


def scored(labelled: Labelled, encoder: Timed) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return each segment's scores and first choices with an encoder."""
    found = turns(
        score_transcripts([as_transcript(labelled)], labelled.codebook, encoder=encoder, background=load_background())
    )
    return found.values, found.selected


def by_margin(values: Matrix, selected: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return units by how near any of their codes is to the lowest score that is selected, nearest first."""
    level = np.where(selected.any(axis=0), np.where(selected, values, np.inf).min(axis=0), np.nan)
    spread = values.std(axis=0)
    near = np.abs(values - level) / np.where(spread > 0, spread, 1.0)
    return np.argsort(np.nan_to_num(np.nanmin(near, axis=1), nan=np.inf), kind="stable")


def by_rivalry(values: Matrix) -> NDArray[np.int64]:
    """Return units by how little parts their best two codes, least first."""
    ranked = np.sort(standard(values), axis=1)
    return np.argsort(ranked[:, -1] - ranked[:, -2], kind="stable")


def by_chance(values: Matrix) -> NDArray[np.int64]:
    """Return units in a random order, to compare with."""
    return np.random.default_rng(0).permutation(len(values))


if __name__ == "__main__":
    sys.exit(main())
