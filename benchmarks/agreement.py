"""How long agreement takes: 5 coders, 40 codes, 50,000 units of 36 transcripts, every coefficient with its interval.

    python benchmarks/agreement.py [--units 50000]

Judgements are drawn by a seed; a tenth of them is missing. Beside it, in the same run: one pass over the judgements
that only counts them, since machines differ, and so does what else they do. Set-valued alpha is timed apart, on one
tenth of the units: every distinct set is compared with every other.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from thematic.agreement import MISSING, Ratings, per_code, pooled
from thematic.agreement.sets import alpha_of_sets

PREVALENCE, SENSITIVITY, FALSE_YES, GAPS = 0.08, 0.75, 0.02, 0.1
CODERS, CODES, TRANSCRIPTS = ("ana", "ben", "cyd", "dee", "eli"), 40, 36


def main() -> int:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=50_000)
    units = parser.parse_args().units
    random = np.random.default_rng(5)
    groups = np.sort(random.integers(0, TRANSCRIPTS, units))
    said = _said(random, units)
    begun = time.perf_counter()
    for at in range(CODES):
        np.bincount(said[:, :, at].ravel() + 1, minlength=3)
    counting = time.perf_counter() - begun
    begun = time.perf_counter()
    codes = [per_code(f"code-{at}", CODERS, Ratings(said[:, :, at], groups), TRANSCRIPTS) for at in range(CODES)]
    whole = pooled(codes)
    took = time.perf_counter() - begun
    intervals = sum(len(one.figures.intervals) for one in codes)
    print(f"{len(CODERS)} coders, {CODES} codes, {units:,} units, {TRANSCRIPTS} transcripts")
    print(f"all coefficients, {intervals} intervals, pooled: {took:.2f} s ({took / counting:.0f} x counting them once)")
    print(f"mean kappa {whole.mean.values['kappa']:.3f}, stacked alpha {whole.stacked.values['alpha']:.3f}")
    few = said[: units // 10]
    begun = time.perf_counter()
    alpha = alpha_of_sets((few == 1).astype(np.int8), (few != MISSING).all(axis=2))
    print(f"set-valued alpha on {len(few):,} units: {time.perf_counter() - begun:.2f} s ({alpha})")
    return 0


def _said(random: np.random.Generator, units: int) -> np.ndarray:
    truth = random.random((units, 1, CODES)) < PREVALENCE
    seen = random.random((units, len(CODERS), CODES)) < np.where(truth, SENSITIVITY, FALSE_YES)
    gaps = random.random((units, len(CODERS), CODES)) < GAPS / CODES
    return np.where(gaps, MISSING, seen).astype(np.int8)


if __name__ == "__main__":
    raise SystemExit(main())
