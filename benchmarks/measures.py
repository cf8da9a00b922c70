"""What a ranking of units is worth against human codes: shared by the benchmarks of coding."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Mask = NDArray[np.bool_]

__all__ = ["Worth", "f1_of", "per_code_ap", "work_saved", "worth"]

RECALL = 0.95


class Worth(NamedTuple):
    """Macro averages over the codes that somebody gave and somebody did not; `f1` is nan where nothing is selected."""

    ap: float
    auc: float
    f1: float
    wss: float


def worth(truth: Mask, values: Matrix, selected: Mask | None = None) -> Worth:
    """Return what scores are worth, arrays of shape (units, codes)."""
    codes = _both_kinds(truth)
    pairs = [(truth[:, code], values[:, code]) for code in codes]
    auc = float(np.mean([roc_auc_score(*pair) for pair in pairs]))
    saved = float(np.mean([work_saved(*pair) for pair in pairs]))
    f1 = np.nan if selected is None else np.mean([f1_of(truth[:, code], selected[:, code]) for code in codes])
    return Worth(float(np.mean(per_code_ap(truth, values))), auc, float(f1), saved)


def per_code_ap(truth: Mask, values: Matrix) -> list[float]:
    """Return the average precision of each code that somebody gave and somebody did not."""
    return [float(average_precision_score(truth[:, code], values[:, code])) for code in _both_kinds(truth)]


def _both_kinds(truth: Mask) -> list[int]:
    return [code for code in range(truth.shape[1]) if 0 < truth[:, code].sum() < len(truth)]


def f1_of(truth: Mask, chosen: Mask) -> float:
    """Return the harmonic mean of precision and recall, 0 where nothing is both chosen and true."""
    return float(2 * (truth & chosen).sum() / max(1, truth.sum() + chosen.sum()))


def work_saved(truth: Mask, values: Matrix) -> float:
    """Return work saved over sampling at 95 % recall (Cohen et al. 2006); a tied group is read whole."""
    needed = int(np.ceil(RECALL * truth.sum()))
    lowest = np.sort(values[truth])[::-1][needed - 1]
    return float((values < lowest).mean() - (1 - RECALL))
