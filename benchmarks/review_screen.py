"""How long the review screen takes to open and to answer a key, on a study of 36 interviews and 20,000 suggestions.

The real program runs in a terminal of its own, as a person would run it; a key is answered when the last byte of the
next page has arrived. The talk is invented, and so are the suggestions; 2,000 decisions stand in the log beforehand.

    python benchmarks/review_screen.py [--keys 200]
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

from thematic.model import Evidence, EvidenceKind, Span, Suggestion, Verdict
from thematic.store.runs import suggestion_id
from thematic.text import sha256
from thematic.workflow.deciding import Judgement, decide
from thematic.workflow.study import Act, Study

INTERVIEWS, SUGGESTIONS, DECISIONS = 36, 20_000, 2_000
ROWS, COLUMNS = 24, 80
QUIET_SECONDS, LONGEST_SECONDS = 0.06, 20.0
WORDS = [
    "well",
    "I",
    "went",
    "down",
    "there",
    "on",
    "the",
    "Tuesday",
    "because",
    "my",
    "sister",
    "said",
    "it",
    "might",
    "do",
    "me",
    "good",
    "and",
    "you",
    "know",
    "I",
    "had",
    "not",
    "been",
    "out",
    "of",
    "the",
    "house",
    "since",
    "the",
    "winter",
    "so",
    "it",
    "was",
    "a",
    "big",
    "thing",
    "really",
    "but",
    "they",
    "put",
    "the",
    "kettle",
    "on",
    "and",
    "somebody",
    "asked",
    "my",
    "name",
]
AT = "2026-01-01T00:00:00Z"


def interview(draw: random.Random) -> str:
    """Return an invented interview of 120 questions and answers."""
    turns = []
    for _ in range(120):
        turns.append(f"Interviewer: {' '.join(draw.choices(WORDS, k=9)).capitalize()}?")
        said = (f"{' '.join(draw.choices(WORDS, k=draw.randint(4, 22))).capitalize()}." for _ in range(5))
        turns.append(f"Speaker: {' '.join(said)}")
    return "\n\n".join(turns)


def thematic(*arguments: str, folder: Path) -> None:
    """Run the program."""
    subprocess.run([sys.executable, "-m", "thematic", *arguments], cwd=folder, check=True, capture_output=True)


def make(folder: Path) -> None:
    """Make the study."""
    draw = random.Random(1)  # noqa: S311
    for number in range(INTERVIEWS):
        (folder / f"i{number + 1:02d}.txt").write_text(interview(draw), encoding="utf-8")
    thematic("init", "study", folder=folder)
    thematic("-C", "study", "import", *(path.name for path in sorted(folder.glob("*.txt"))), folder=folder)
    thematic("-C", "study", "codebook", "use", "sp-mechanisms", folder=folder)
    with Study.open(folder / "study") as study:
        keep(study, draw)


def keep(study: Study, draw: random.Random) -> None:
    """Keep suggestions as a run would, and decide on some."""
    codes = [code.id for code in study.codebook.codes]
    places = [
        (one.id, span)
        for one in study.transcripts.values()
        for turn in one.turns
        if turn.participant
        for span in turn.sentences
    ]
    hashes = {one.id: sha256(one.text) for one in study.transcripts.values()}
    rows = []
    pairs = [(place, code) for place in places for code in codes]
    for (name, span), code in sorted(draw.sample(pairs, SUGGESTIONS), key=str):
        evidence = (
            Evidence(EvidenceKind.CUE, "the kettle on", Span(span.start, span.start + 3), 0.8),
            Evidence(EvidenceKind.EXAMPLE, "They kept my chair for me when I was away that winter.", None, 0.6),
            Evidence(EvidenceKind.AGAINST, "She rang me at home when I was poorly.", None, 0.4, codes[0]),
        )
        one = Suggestion(name, span, code, draw.random(), evidence)
        rows.append((suggestion_id(one, text_sha256=hashes[name], codebook="x", suggester="built-in/0"), 1, one))
    settings = {"suggester": "built-in/0", "codebook": study.codebook.sha256}
    study.store.runs.keep_suggestions(rows, codebook=study.codebook.sha256, at=AT, settings=settings)
    some = [one for _id, _revision, one in rows[:DECISIONS]]
    decide(study, [Judgement(o.transcript, o.span, o.code, Verdict.ACCEPT) for o in some], act=Act("ana", AT))


class Terminal:
    """The program in a terminal."""

    def __init__(self, *command: str) -> None:
        """Start it."""
        self.began = time.perf_counter()
        self.pid, self.at = pty.fork()
        if self.pid == 0:
            os.environ |= {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(ROWS)}
            os.execv(command[0], command)  # noqa: S606
        fcntl.ioctl(self.at, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def answer(self, key: str = "", until: bytes = b"") -> float:
        """Press a key and return the seconds until the last byte of what it changed; at least `until` must come."""
        began = time.perf_counter() if key else self.began
        os.write(self.at, key.encode())
        seen, last = b"", 0.0
        while time.perf_counter() - began < LONGEST_SECONDS:
            ready, _, _ = select.select([self.at], [], [], QUIET_SECONDS)
            if ready:
                seen, last = seen + os.read(self.at, 65536), time.perf_counter() - began
            elif last and until in seen:
                return last
        raise TimeoutError(f"no answer to {key!r} in {LONGEST_SECONDS} s")

    def kill(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def measure(folder: Path, keys: int) -> None:
    """Print the figures."""
    command = (sys.executable, "-m", "thematic", "-C", str(folder / "study"), "review", "--coder", "ana")
    opened = []
    for _ in range(5):
        terminal = Terminal(*command)
        opened.append(terminal.answer(until=b"SUGGESTED"))
        terminal.kill()
    print(f"opens in {statistics.median(opened):.2f} s (median of 5; {min(opened):.2f} to {max(opened):.2f})")
    terminal = Terminal(*command)
    terminal.answer(until=b"SUGGESTED")
    draw = random.Random(2)  # noqa: S311
    took: dict[str, list[float]] = {}
    for _ in range(keys):
        key = draw.choice("aaarrrusj+-z")
        took.setdefault(key, []).append(1000 * terminal.answer(key))
    terminal.kill()
    every = sorted(one for some in took.values() for one in some)
    most = every[int(0.95 * len(every))]
    print(f"{len(every)} keys: median {statistics.median(every):.1f} ms, 95th percentile {most:.1f} ms")
    for key, some in sorted(took.items()):
        print(f"  {key}: median {statistics.median(some):.1f} ms, longest {max(some):.1f} ms, {len(some)} times")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--keys", type=int, default=200)
    with tempfile.TemporaryDirectory() as made:
        make(Path(made))
        measure(Path(made), parser.parse_args().keys)
