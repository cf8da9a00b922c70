"""How often a 95 % interval holds the true value: the jackknife over transcripts beside a bootstrap of segments.

Simulated coders of sensitivity .75 and specificity .98 judge 80 units a group. Groups differ in prevalence by a normal
draw on the log-odds. The true value is what the same coders would get over very many groups.
"""

import numpy as np
import pytest

from thematic.agreement import Coefficient, Ratings, tally
from thematic.agreement.coefficients import values_of
from thematic.agreement.intervals import jackknife

REPLICATIONS, UNITS = 1_500, 80
SETTINGS = [(6, 0.08, 0.8), (6, 0.25, 0.8), (6, 0.08, 0.0), (20, 0.08, 0.8), (20, 0.25, 0.8)]
NAMES = (Coefficient.KAPPA, Coefficient.AC1)


def draw(random, groups, prevalence, spread):
    """Judgements of two coders, and the group of each unit."""
    odds = np.log(prevalence / (1 - prevalence)) + random.normal(0, spread, groups)
    shares = np.repeat(1 / (1 + np.exp(-odds)), UNITS)
    truth = random.random(groups * UNITS) < shares
    says = [random.random(len(truth)) < np.where(truth, 0.75, 0.02) for _ in range(2)]
    return Ratings(np.stack(says, axis=1).astype(np.int8), np.repeat(np.arange(groups), UNITS))


def bootstrap(random, ratings, name):
    """The percentile interval over units drawn again, as most programs have it."""
    cells = np.bincount(2 * ratings.values[:, 0] + ratings.values[:, 1], minlength=4)
    unit = tally(Ratings(np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.int8), np.arange(4)), 4)
    drawn = random.multinomial(cells.sum(), cells / cells.sum(), 400)
    return np.nanquantile(values_of(drawn @ unit, name), [0.025, 0.975])


@pytest.mark.slow
@pytest.mark.parametrize(("groups", "prevalence", "spread"), SETTINGS)
def test_the_jackknife_covers_where_a_bootstrap_of_segments_does_not(groups, prevalence, spread, capsys):
    random = np.random.default_rng(7)
    far = draw(random, 20_000, prevalence, spread)
    total = tally(far, 20_000).sum(axis=0)
    truth = {name: float(values_of(total, name)) for name in NAMES}
    held = {(name, how): [] for name in NAMES for how in ("jackknife", "bootstrap")}
    for _ in range(REPLICATIONS):
        ratings = draw(random, groups, prevalence, spread)
        by_group = tally(ratings, groups)
        for name in NAMES:
            low, high = jackknife(by_group, lambda sums, name=name: values_of(sums, name)) or (np.nan, np.nan)
            held[name, "jackknife"].append(low <= truth[name] <= high)
            low, high = bootstrap(random, ratings, name)
            held[name, "bootstrap"].append(low <= truth[name] <= high)
    covered = {key: float(np.mean(hits)) for key, hits in held.items()}

    with capsys.disabled():
        said = ", ".join(f"{name} {how} {covered[name, how]:.3f}" for name, how in covered)
        print(f"\n{groups} groups, prevalence {prevalence}, sd {spread}: {said}")  # noqa: T201  the figure is the point
    assert min(covered[name, "jackknife"] for name in NAMES) >= 0.91
    if spread and groups == 6:
        assert covered[Coefficient.AC1, "bootstrap"] < 0.90
