"""Published figures, reproduced to the digits they were printed with. Each names where it is from."""

import numpy as np
import pytest

from thematic.agreement.categories import (
    Level,
    alpha,
    alpha_nominal,
    brennan_prediger,
    cohen,
    conger,
    counts_of,
    fleiss,
    gwet,
    percent,
)
from thematic.agreement.coefficients import Coefficient, values_of
from thematic.agreement.counts import Ratings, tally
from thematic.agreement.spans import alpha_u, digitised


def rated(*coders):
    """Judgements of each coder as a text, a sign a unit, a point where there is none: as (units, coders)."""
    signs = {sign: float(sign) if sign.isdigit() else float(ord(sign)) for coder in coders for sign in coder}
    return np.array([[np.nan if sign == "." else signs[sign] for sign in coder] for coder in coders]).T


FOUR = rated("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
# Gwet's file has unit 12 rated by the third, where Krippendorff's has the second.
GWET_FOUR = rated("123321412...", "1233224125..", ".33323422513", "12332441251.")


def test_krippendorffs_four_observers():
    """Krippendorff (2011), Computing Krippendorff's alpha-reliability, data C."""
    counts, values = counts_of(FOUR)

    assert [round(alpha(counts, values, level), 3) for level in Level] == [0.743, 0.815, 0.849, 0.797]
    assert f"{alpha(counts, values):.6f}" == "0.743421"


def test_gwets_four_raters_with_their_errors():
    """Gwet, R package irrCAC, cac.raw4raters; the README of commit 00b8451 has alpha's error by an older form."""
    counts, _ = counts_of(GWET_FOUR)

    assert f"{percent(counts):.6f}" == "0.818182"
    found = {
        name: made(counts)
        for name, made in {"ac1": gwet, "fleiss": fleiss, "bp": brennan_prediger, "alpha": alpha_nominal}.items()
    }
    assert {name: f"{one.value:.6f} {one.error:.5f}" for name, one in found.items()} == {
        "ac1": "0.775444 0.14295",
        "fleiss": "0.761169 0.15302",
        "bp": "0.772727 0.14472",
        "alpha": "0.743421 0.14557",
    }


def test_congers_kappa_tells_the_two_layouts_apart():
    """irrCAC as above: 0.76282 there, 0.762067 on Krippendorff's layout."""
    assert (f"{conger(GWET_FOUR):.5f}", f"{conger(FOUR):.6f}") == ("0.76282", "0.762067")


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [("0100000010", "1110010000", "0.095"), ("aabbdcccedda", "babbbccceddd", "0.692")],
    ids=["binary, data A", "nominal, data B"],
)
def test_krippendorffs_two_observers(one, two, expected):
    """Krippendorff (2011), data A and B."""
    counts, values = counts_of(rated(one, two))

    assert f"{alpha(counts, values):.3f}" == expected


def test_the_binary_form_gives_krippendorffs_binary_figure():
    one, two = "0100000010", "1110010000"
    values = np.array([[int(a), int(b)] for a, b in zip(one, two, strict=True)], dtype=np.int8)

    sums = tally(Ratings(values, np.zeros(10, dtype=np.int64)), 1)[0]

    assert f"{values_of(sums, Coefficient.ALPHA):.3f}" == "0.095"


def test_gwets_two_abstractors():
    """Gwet (2014), Handbook of Inter-Rater Reliability (4th ed.), 3 x 3 table; irrCAC README."""
    table = np.array([[13.0, 0, 0], [0, 20, 7], [0, 4, 56]])
    rows = np.array([[a, b] for a in range(3) for b in range(3) for _ in range(int(table[a, b]))], dtype=float)
    counts, values = counts_of(rows)
    kappa, ac1 = cohen(table), gwet(counts)

    assert f"{np.trace(table) / table.sum():.2f}" == "0.89"
    assert (f"{kappa.value:.7f}", f"{ac1.value:.7f}") == ("0.7964094", "0.8493305")
    assert f"{fleiss(counts).value:.7f}" == "0.7962397"
    assert f"{brennan_prediger(counts).value:.3f}" == "0.835"
    assert f"{alpha(counts, values):.7f}" == "0.7972585"
    # From a table, Gwet divides by n where from units he divides by n - 1.
    assert (f"{kappa.error:.5f}", f"{ac1.error * (99 / 100) ** 0.5:.5f}") == ("0.05891", "0.04322")


@pytest.mark.parametrize(
    ("table", "kappa", "ac1", "digits"),
    [
        ([[118, 5], [2, 0]], "-0.0234", "0.9408", 4),
        ([[40, 9], [6, 45]], "0.6995", "0.7007", 4),
        ([[80, 10], [5, 5]], "0.3182", "0.808", 4),
        ([[20, 5], [10, 15]], "0.400", None, 3),
    ],
    ids=["paradox", "balanced", "skewed", "textbook"],
)
def test_two_coders_yes_or_no(table, kappa, ac1, digits):
    """The paradox of high agreement and low kappa: Feinstein and Cicchetti (1990); Gwet (2008)."""
    values = np.array([[1 - a, 1 - b] for a in range(2) for b in range(2) for _ in range(table[a][b])], dtype=np.int8)
    sums = tally(Ratings(values, np.zeros(len(values), dtype=np.int64)), 1)[0]

    assert f"{values_of(sums, Coefficient.KAPPA):.{digits}f}" == kappa
    if ac1:
        assert f"{values_of(sums, Coefficient.AC1):.{len(ac1) - 2}f}" == ac1
    assert values_of(sums, Coefficient.KAPPA) == pytest.approx(cohen(np.array(table, dtype=float)).value)


def test_cohens_three_by_three():
    """Cohen (1968), Psychological Bulletin 70, 213-220."""
    assert f"{cohen(np.array([[88.0, 14, 18], [10, 40, 10], [2, 6, 12]])).value:.4f}" == "0.4915"


def test_fleiss_ten_subjects():
    """The worked example of Fleiss' kappa in Wikipedia: ten subjects, five kinds, fourteen raters."""
    counts = np.array([
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ], dtype=float)  # fmt: skip

    assert f"{fleiss(counts).value:.3f}" == "0.210"


def test_digitised_spans():
    """Krippendorff (1995), continuum A: two observers over 24 cells.

    Of all tables of 24 cells only this one, up to who is who and what is marked, has the published kappa and pi.
    """
    ratings = digitised([[(0, 14)], [(0, 6)]], 24)
    sums, counts = tally(ratings, 1)[0], counts_of(ratings.values.astype(float))[0]

    found = values_of(sums, Coefficient.KAPPA), fleiss(counts).value, values_of(sums, Coefficient.ALPHA)
    assert [f"{one:.3f}" for one in found] == ["0.385", "0.314", "0.329"]


def test_krippendorffs_alpha_of_unitising():
    """Krippendorff (2004), Content Analysis (2nd ed.), p. 254; values as in dkpro-statistics' tests."""

    def spans(*pairs):
        return [(start, start + length) for start, length in pairs]

    c = [spans((225, 70), (370, 30)), spans((220, 80), (355, 20), (400, 20))]
    k = [spans((180, 60), (300, 50)), spans((180, 60), (300, 50))]
    (alpha_c, seen_c, chance_c), (alpha_k, seen_k, chance_k) = (alpha_u(one, 150, 300) for one in (c, k))

    assert (f"{alpha_c:.4f}", f"{seen_c:.4f}", f"{chance_c:.4f}") == ("0.7286", "0.0144", "0.0532")
    assert (f"{alpha_k:.1f}", f"{chance_k:.4f}") == ("1.0", "0.0490")
    assert f"{1 - (seen_c + seen_k) / (chance_c + chance_k):.3f}" == "0.859"


def test_gwets_fifteen_patients_and_six_raters():
    """Gwet, irrCAC, README: distrib.6raters (the data of Fleiss 1971, the first fifteen patients)."""
    rows = ["00060", "03003", "01401", "00006", "03030", "20400", "00402", "20310", "20040", "00006",
            "10050", "11040", "03300", "10050", "02031"]  # fmt: skip
    counts = np.array([[int(sign) for sign in row] for row in rows], dtype=float)

    found = gwet(counts).value, fleiss(counts).value, alpha(counts, np.arange(5.0)), brennan_prediger(counts).value
    assert [f"{one:.7f}" for one in found] == ["0.4448007", "0.4139265", "0.4204384", "0.4388889"]
