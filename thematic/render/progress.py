"""Progress of long work, on stderr, where a person is watching."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress as Bar

    from thematic.model import Progress

__all__ = ["progress"]


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """Give a function to call with (done, of how many); it draws a bar only on a terminal.

    The bar comes with the first call that has something to do and goes when all of it is done, so that nothing printed
    between two stretches of work meets it; each further stretch has a bar of its own.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    stretches = _Stretches(what)
    try:
        yield stretches.tick
    finally:
        stretches.stop()


class _Stretches:
    """One bar after another, none between them."""

    def __init__(self, what: str) -> None:
        """Draw nothing yet."""
        self._what = what
        self._bar: Bar | None = None

    def tick(self, done: int, total: int) -> None:
        """Draw `done` of `total`; take the bar away when that is all."""
        if done < total:
            bar = self._bar = self._bar or _started(self._what)
            bar.update(bar.task_ids[0], completed=done, total=total)
        else:
            self.stop()

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()
            self._bar = None


def _started(what: str) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    # Left alone, rich would send what is printed to stdout meanwhile to stderr.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    bar.add_task(what, total=None)
    bar.start()
    return bar
