"""How far coders agree: coefficients, intervals, spans and sets of codes. Pure, on numpy; nothing of studies here."""

from thematic.agreement.coefficients import NAMES, Coefficient
from thematic.agreement.counts import MISSING, Ratings, tally
from thematic.agreement.positive import PositiveAgreement, positive_agreement
from thematic.agreement.report import CodeFigures, Figures, Pooled, flags_of, per_code, pooled

__all__ = [
    "MISSING",
    "NAMES",
    "CodeFigures",
    "Coefficient",
    "Figures",
    "Pooled",
    "PositiveAgreement",
    "Ratings",
    "flags_of",
    "per_code",
    "pooled",
    "positive_agreement",
    "tally",
]
