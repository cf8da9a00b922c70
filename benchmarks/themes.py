"""How well excerpts are brought together: candidates against human codes, beside other clusterers, and what it costs.

    python benchmarks/themes.py [--growth 1250,5000,20000] [--bench FOLDER]

The first part imports one-code rows of a labelled set through the installed program, lets it suggest themes from all
that was said with a number of its own choosing, exports who is in which, and compares (normalised mutual information,
NMI). Beside it stand other clusterers on the same vectors, told the true number of codes. The second part times
suggesting with vectors that are there already, at three sizes. It skips what is not there: the data, UMAP, HDBSCAN.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

NOT_OF_ITS_MATTER = "agency_independence"
ROWS = 1_000


def main() -> int:
    """Print both parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--growth", default="1250,5000,20000", help="numbers of excerpts, by commas; empty for none")
    arguments = parser.parse_args()
    source = arguments.bench / "moments.csv"
    if source.is_file():
        quality(source, leaving_out=NOT_OF_ITS_MATTER)
        quality(source, leaving_out="")
    else:
        print(f"{source}: not here, so the first part is left out.")
    example()
    growth([int(size) for size in arguments.growth.split(",") if size])
    return 0


def example() -> None:
    """Print how the candidates of the example study agree with the themes that were recorded for it, and how steady."""
    from sklearn.metrics import normalized_mutual_info_score

    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "demo"
        thematic("demo", "--folder", place)
        for theme in json.loads(said_by("-C", place, "themes", "list", "--json")):
            thematic("-C", place, "themes", "drop", theme["id"], "--reason", "measured anew", "--coder", "ana")
        themes = csv.DictReader((example_folder() / "themes.csv").open(encoding="utf-8", newline=""))
        of_code = {code: row["name"] for row in themes for code in row["codes"].split(";")}
        print("\nexample study: candidates beside the recorded themes")
        for lens in ("meaning", "codes"):
            for count in ((), ("--count", 5)):
                found = json.loads(
                    said_by("-C", place, "themes", "suggest", "--lens", lens, *count, "--json", "--dry-run")
                )
                pairs = [
                    (one["id"], of_code[code["code"]])
                    for one in found
                    for code in one["codes"]
                    for _ in range(code["excerpts"])
                ]
                nmi = normalized_mutual_info_score([theme for _, theme in pairs], [one for one, _ in pairs])
                steady = ", ".join(f"{one['stability']:.2f}" for one in found)
                asked = "5 asked for" if count else "own number"
                print(f"  {lens:8}{asked:12}{len(found):3} candidates   NMI {nmi:.2f}   stability {steady}")


def example_folder() -> Path:
    """Return where the example study lies."""
    return Path(__file__).parents[1] / "transcripts_example"


def said_by(*arguments: object) -> str:
    """Run the installed program and return what it prints; where it fails, stop."""
    command = [sys.executable, "-m", "thematic", *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the program failed: {done.stderr.strip()}")
    return done.stdout


def quality(source: Path, leaving_out: str) -> None:
    """Print the NMI of our candidates and of others with the codes of rows that have one."""
    texts, truth = one_code_rows(source, leaving_out)
    found = suggested(texts)
    kinds = len(set(truth))
    print(f"\n{len(texts)} rows of one code, {kinds} codes{f', {leaving_out} left out' if leaving_out else ''}")
    print(f"{'':34}{'groups':>8}{'NMI':>8}{'left out':>10}{'seconds':>9}{'MB':>7}")
    row("the program, number its own", found.labels, truth, found.seconds, found.memory)
    vectors = encoded(texts)
    for name, cluster in others(kinds):
        started = time.perf_counter()
        try:
            labels = cluster(vectors)
        except ImportError:
            print(f"{name:34}  not installed")
            continue
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        row(name, labels, truth, time.perf_counter() - started, memory)


def row(name: str, labels, truth, seconds: float, memory: int) -> None:  # noqa: ANN001
    """Print one line; of an outlier group (-1) it says how many it holds."""
    from sklearn.metrics import normalized_mutual_info_score

    groups, out = len(set(labels) - {-1}), sum(label == -1 for label in labels)
    print(f"{name:34}{groups:8}{normalized_mutual_info_score(truth, labels):8.3f}{out:10}{seconds:9.1f}{memory:7}")


def one_code_rows(source: Path, leaving_out: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return (id, text) of the first rows by id that have exactly one code, and that code."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = [name for name in rows[0] if name not in {"segment_id", "text", leaving_out}]
    kept = sorted((one for one in rows if sum(one[code] == "1" for code in codes) == 1), key=lambda r: r["segment_id"])
    kept = kept[:ROWS]
    return [(one["segment_id"], one["text"]) for one in kept], [
        next(code for code in codes if one[code] == "1") for one in kept
    ]


class Found:
    """Who is in which candidate, and what it took; seconds and memory of `themes suggest` as a whole process."""

    def __init__(self, labels: list[str], seconds: float, memory: int) -> None:
        """Keep them."""
        self.labels, self.seconds, self.memory = labels, seconds, memory


def suggested(texts: list[tuple[str, str]]) -> Found:
    """Return what the installed program suggests; its vectors are there already when it is timed."""
    with tempfile.TemporaryDirectory() as name:
        folder, place = Path(name), Path(name) / "study"
        with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("segment_id", "text"), *texts])
        thematic("init", place)
        columns = ("--text-column", "text", "--id-column", "segment_id")
        thematic("-C", place, "import", folder / "rows.csv", *columns)
        thematic("-C", place, "themes", "suggest", "--from", "all")
        started = time.perf_counter()
        thematic("-C", place, "themes", "suggest", "--from", "all")
        seconds = time.perf_counter() - started
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        thematic("-C", place, "export", "members", "-o", folder / "members.csv")
        with (folder / "members.csv").open(encoding="utf-8", newline="") as file:
            themes = {one["segment_id"]: one["theme"] for one in csv.DictReader(file)}
    return Found([themes.get(key, -1) for key, _ in texts], seconds, memory)


def encoded(texts: list[tuple[str, str]]):  # noqa: ANN201
    """Return the vectors of the shipped encoder, less their mean."""
    from thematic.encoders.minilm import MiniLM

    vectors = MiniLM(threads=2).encode([text for _, text in texts]).astype(float)
    vectors -= vectors.mean(axis=0)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def others(count: int):  # noqa: ANN201
    """Yield other clusterers by name, told the true number of groups where they take one."""
    from sklearn.cluster import HDBSCAN, AgglomerativeClustering, KMeans
    from sklearn.decomposition import PCA

    def umap_hdbscan(vectors):  # noqa: ANN001, ANN202
        import hdbscan
        import umap

        reduced = umap.UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=42)
        return hdbscan.HDBSCAN(min_cluster_size=10).fit_predict(reduced.fit_transform(vectors))

    def pca_hdbscan(vectors):  # noqa: ANN001, ANN202
        return HDBSCAN(min_cluster_size=10, copy=True).fit_predict(PCA(5, svd_solver="full").fit_transform(vectors))

    yield "KMeans, true number", lambda v: KMeans(count, n_init=10, random_state=42).fit_predict(v)
    yield "Ward, true number", lambda v: AgglomerativeClustering(count).fit_predict(v)
    yield "PCA and HDBSCAN", pca_hdbscan
    yield "UMAP and HDBSCAN", umap_hdbscan


def growth(sizes: list[int]) -> None:
    """Print what suggesting costs with vectors at hand, stability included, each size in a process of its own."""
    print(f"\n{'excerpts':>10}{'seconds':>9}{'MB':>7}   vectors made by a seeded draw about 12 directions")
    for size in sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], check=True, capture_output=True, text=True
        )
        print(done.stdout, end="", flush=True)


def one(size: int) -> None:
    """Print one row of `growth`."""
    from thematic.model import Span
    from thematic.themes import Excerpt, suggest_themes

    dice = random.Random(size)  # noqa: S311
    words = ["spade", "kettle", "bus", "choir", "soup", "ladder", "river", "stitch", "bread", "drum", "paint", "hill"]
    topics = [dice.randrange(12) for _ in range(size)]
    texts = [f"{words[topic]} {' '.join(dice.choices(words, k=6))} {at}" for at, topic in enumerate(topics)]
    excerpts = [
        Excerpt(f"t{at % 36:02}", Span(at * 100, at * 100 + len(text)), text, f"P{at % 36:02}")
        for at, text in enumerate(texts)
    ]
    rng = np.random.default_rng(size)
    directions = rng.normal(size=(12, 384))
    points = directions[topics] + rng.normal(scale=3.0, size=(size, 384))
    vectors = (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)
    known = dict(zip(texts, vectors, strict=True))

    class Known:
        name = "known"

        def encode(self, texts):  # noqa: ANN001, ANN202
            return np.stack([known[text] for text in texts])

    started = time.perf_counter()
    suggest_themes(excerpts, encoder=Known())
    seconds = time.perf_counter() - started
    print(f"{size:10}{seconds:9.1f}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:7}")


def thematic(*arguments: object) -> None:
    """Run the installed program; where it fails, stop."""
    said_by(*arguments)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
        sys.exit(0)
    sys.exit(main())
