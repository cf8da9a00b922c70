"""The same figures by other people's programs, where they are installed: pip install krippendorff statsmodels."""

import importlib.util

import numpy as np
import pytest

from thematic.agreement import MISSING, Coefficient, Ratings, tally
from thematic.agreement.categories import alpha, counts_of, fleiss
from thematic.agreement.coefficients import values_of


def needs(package):
    return pytest.mark.skipif(importlib.util.find_spec(package) is None, reason=f"{package} is not installed here")


def drawn(seed, coders=3, gaps=0.2):
    random = np.random.default_rng(seed)
    truth = random.random(200) < 0.3
    said = np.stack([np.where(random.random(200) < 0.85, truth, ~truth) for _ in range(coders)], axis=1).astype(np.int8)
    said[random.random(said.shape) < gaps] = MISSING
    return said


@needs("krippendorff")
@pytest.mark.parametrize("seed", range(5))
def test_krippendorffs_alpha_is_that_of_the_package_of_its_name(seed):
    import krippendorff

    said = drawn(seed)
    theirs = krippendorff.alpha(np.where(said == MISSING, np.nan, said).T, level_of_measurement="nominal")

    sums = tally(Ratings(said, np.zeros(len(said), dtype=np.int64)), 1)[0]
    assert float(values_of(sums, Coefficient.ALPHA)) == pytest.approx(theirs)
    counts, values = counts_of(np.where(said == MISSING, np.nan, said.astype(float)))
    assert alpha(counts, values) == pytest.approx(theirs)


@needs("statsmodels")
@pytest.mark.parametrize("seed", range(5))
def test_kappas_are_those_of_statsmodels(seed):
    from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa

    said = drawn(seed, coders=2, gaps=0)
    table = np.array([[np.sum((said[:, 0] == a) & (said[:, 1] == b)) for b in (0, 1)] for a in (0, 1)])
    sums = tally(Ratings(said, np.zeros(len(said), dtype=np.int64)), 1)[0]

    assert float(values_of(sums, Coefficient.KAPPA)) == pytest.approx(cohens_kappa(table).kappa)
    counts, _ = counts_of(said.astype(float))
    assert fleiss(counts).value == pytest.approx(fleiss_kappa(counts))
