"""How fast coding is: units a second, each stage beside the encoder alone, memory, and what a second run costs.

    python benchmarks/speed.py [--sizes 1000,10000] [--skip-study]

Talk is made from a list of words by a seeded draw (nobody said it). The first part runs stages in this process; the
second drives the installed program over 36 interviews: first run, run again, run after one was corrected, run after one
code's definition changed. Ratios of one run are what counts: machines differ, and so does what else they do.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from threadpoolctl import threadpool_limits

from thematic.codebook import find_codebook, load_background
from thematic.coding.material import gather
from thematic.coding.reader import Reader
from thematic.coding.scores import Reading
from thematic.coding.suggest import suggestions_from
from thematic.encoders.minilm import MiniLM
from thematic.model import Span, Unit, UnitKind

BOOK = "sp-mechanisms"
WORDS = [
    "i",
    "we",
    "they",
    "he",
    "she",
    "the",
    "a",
    "my",
    "our",
    "his",
    "it",
    "them",
    "go",
    "went",
    "come",
    "came",
    "sit",
    "sat",
    "walk",
    "walked",
    "dig",
    "dug",
    "sing",
    "sang",
    "cook",
    "cooked",
    "talk",
    "talked",
    "bus",
    "hall",
    "tea",
    "rain",
    "hill",
    "garden",
    "spade",
    "song",
    "soup",
    "chair",
    "week",
    "friday",
    "morning",
    "night",
    "kids",
    "dog",
    "street",
    "door",
    "phone",
    "key",
    "and",
    "but",
    "then",
    "so",
    "because",
    "when",
    "in",
    "on",
    "at",
    "with",
    "for",
    "from",
    "to",
    "up",
    "down",
    "out",
    "back",
    "again",
    "always",
    "never",
    "every",
    "same",
    "new",
    "old",
    "cold",
    "quiet",
    "loud",
    "good",
    "bad",
    "first",
    "last",
    "long",
    "little",
    "laughed",
    "cried",
    "waited",
    "helped",
    "rang",
    "asked",
    "told",
    "knew",
    "felt",
    "thought",
    "liked",
]
INTERVIEWS, TURNS, SENTENCES = 36, 90, 5


class Known:
    """An encoder that has been asked before: its vectors are looked up, so that the other stages can be timed alone."""

    def __init__(self, encoder: MiniLM) -> None:
        """Know nothing yet."""
        self.name, self._encoder, self._vectors = encoder.name, encoder, {}

    def encode(self, texts):  # noqa: ANN001, ANN201  as `Encoder`
        """Return vectors, making those that are not known."""
        import numpy as np

        missing = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if missing:
            self._vectors.update(zip(missing, self._encoder.encode(missing), strict=True))
        return np.stack([self._vectors[text] for text in texts])


def main() -> int:
    """Print both parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="numbers of units, by commas; 100000 takes minutes")
    parser.add_argument("--skip-study", action="store_true", help="leave out the 36 interviews")
    arguments = parser.parse_args()
    stages([int(size) for size in arguments.sizes.split(",")])
    if not arguments.skip_study:
        study()
    return 0


def sentence(dice: random.Random) -> str:
    """Return one made-up sentence of four to twenty words."""
    return " ".join(dice.choices(WORDS, k=dice.randint(4, 20))).capitalize() + "."


def stages(sizes: list[int]) -> None:
    """Print each stage's time at each size, beside the encoder's with one thread and with two."""
    print(
        f"{'units':>8}{'encoder':>10}{'2 threads':>11}{'reading':>9}{'signals':>9}{'choosing':>9}"
        f"{'all but':>9}{'RSS MB':>8}"
    )
    book, background = find_codebook(BOOK, Path()), load_background()
    for size in sizes:
        dice = random.Random(size)  # noqa: S311
        units = [
            Unit(f"t:{at}", UnitKind.SENTENCE, "t", Span(0, len(text)), text, turn=at, sentence=1)
            for at, text in enumerate(sentence(dice) for _ in range(size))
        ]
        texts = [unit.text for unit in units]
        one = timed(lambda texts=texts: MiniLM(threads=1).encode(texts))
        two = timed(lambda texts=texts: MiniLM(threads=2).encode(texts))
        known = Known(MiniLM(threads=2))
        known.encode([*texts, *background])
        gather(texts[:1], book, known, background, Reader(book))
        # As the program does it: in one thread, so that sums are the same sums everywhere.
        with threadpool_limits(limits=1):
            reading = timed(lambda texts=texts, known=known: gather(texts, book, known, background, Reader(book)))
            started = time.perf_counter()
            read = Reading(units, book, encoder=known, background=background)
            signals = time.perf_counter() - started - reading
            choosing = timed(lambda read=read: suggestions_from(read.scores()))
        rest = (reading + signals + choosing) / two
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{size:8}{one:9.1f}s{two:10.1f}s{reading:8.1f}s{signals:8.1f}s{choosing:8.1f}s{rest:8.0%} {memory:7}"
            f"   {size / (two + reading + signals + choosing):.0f} units/s",
            flush=True,
        )
    print("all but: everything but the encoder, beside the encoder with 2 threads")


def timed(work) -> float:  # noqa: ANN001
    """Return how many seconds some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def study() -> None:
    """Print what the program takes for 36 interviews, first and again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dice = random.Random(36)  # noqa: S311
        for number in range(INTERVIEWS):
            (folder / f"p{number:02}.txt").write_text(interview(dice), encoding="utf-8")
        place = folder / "study"
        thematic("init", place)
        thematic("-C", place, "import", *sorted(folder.glob("p*.txt")))
        thematic("-C", place, "codebook", "use", BOOK, "--coder", "bench")
        first = timed(lambda: thematic("-C", place, "code"))
        again = timed(lambda: thematic("-C", place, "code"))
        changed = folder / "again.txt"
        changed.write_text(
            (folder / "p00.txt").read_text(encoding="utf-8").replace(" tea ", " coffee "), encoding="utf-8"
        )
        thematic("-C", place, "import", "--revises", "p00", changed)
        one = timed(lambda: thematic("-C", place, "code"))
        sentences = INTERVIEWS * TURNS // 2 * SENTENCES
        print(f"\n{INTERVIEWS} interviews, about {sentences} sentences, by the program:")
        print(f"first run                       {first:7.1f} s")
        print(f"again, nothing changed          {again:7.1f} s  {again / first:6.1%} of the first")
        print(f"again, one interview corrected  {one:7.1f} s  {one / first:6.1%}")


def interview(dice: random.Random) -> str:
    """Return a made-up interview: a moderator and one participant by turns."""
    turns = []
    for at in range(TURNS):
        said = " ".join(sentence(dice) for _ in range(1 if at % 2 == 0 else SENTENCES))
        turns.append(f"{'Moderator' if at % 2 == 0 else 'Ann'}: {said}")
    return "\n\n".join(turns) + "\n"


def thematic(*arguments: object) -> None:
    """Run the installed program; where it fails, say what it said and stop."""
    command = [sys.executable, "-m", "thematic", *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the program failed: {done.stderr.strip()}")


if __name__ == "__main__":
    sys.exit(main())
