"""How much work something costs, as a ratio to fixed work done beside it, so that a slow or busy machine fails nothing.

What these budgets are for is work that grows with the square of its input, which exceeds any of them many times.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

PIECE = 0.02  # seconds that a piece of the fixed work takes where the budgets were set
LEEWAY = 4  # what a neighbour on the same core may cost


def affordable(took: float, seconds: float) -> bool:
    """Tell whether `took` seconds of work are within a budget of `seconds`, seen against what the fixed work takes."""
    return took < seconds or took * PIECE / max(_piece() for _ in range(3)) < seconds * LEEWAY


@contextmanager
def costs_at_most(seconds: float) -> Iterator[None]:
    """Fail if what is done inside costs more work than `seconds` allow."""
    begun = time.process_time()
    yield
    took = time.process_time() - begun
    assert affordable(took, seconds), f"{took:.2f} s of work where {seconds} were allowed"


def _piece() -> float:
    begun = time.process_time()
    text = "".join(chr(97 + number % 26) for number in range(200_000))
    assert "z" in text
    return time.process_time() - begun
