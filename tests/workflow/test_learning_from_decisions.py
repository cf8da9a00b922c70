"""Decisions change what is suggested next, through the program. The talk is invented."""

import csv
import io
import itertools
import json
import shutil

import pytest
from small_study import made

DONE = ("dug", "watered", "weeded", "raked", "planted", "picked", "pruned", "hoed", "sowed", "tied up")
GROWN = ("the beans", "the leeks", "the roses")
BROKEN = ("bus", "lift", "door", "boiler", "phone", "printer", "kettle", "light", "gate", "tap")
CODEBOOK = """id: plot
title: The plot
version: "1"
source: invented for the tests
codes:
  - id: tending
    name: Tending
    definition: The speaker tends something that grows.
    cues: [the beans, the bus]
  - id: outing
    name: Outing
    definition: The speaker goes out for the day.
    cues: [day trip]
"""
YES = [f"I {verb} {what} on my own." for verb, what in itertools.product(DONE, GROWN)]
NO = [f"The {what} was late or broken {when}." for what, when in itertools.product(BROKEN, ("again", "today", "too"))]


@pytest.fixture(scope="module")
def plots(tmp_path_factory):
    """The study with its suggestions, made once; tests take copies."""
    folder = tmp_path_factory.mktemp("plots")
    (folder / "plot.yaml").write_text(CODEBOOK, encoding="utf-8")
    rows = [("id", "text"), *((f"y{n}", text) for n, text in enumerate(YES)), *((f"n{n}", t) for n, t in enumerate(NO))]
    write(folder / "answers.csv", rows)
    made(folder, "init", "plot")
    made(folder, "-C", "plot", "import", "answers.csv", "--text-column", "text", "--id-column", "id")
    made(folder, "-C", "plot", "codebook", "use", "plot.yaml")
    made(folder, "-C", "plot", "code")
    return folder


@pytest.fixture
def plot(plots, here):
    shutil.copytree(plots, here, dirs_exist_ok=True)
    return here


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def decide(run, here, verdicts, code="tending"):
    write(here / "d.csv", [("segment_id", "code", "verdict"), *((name, code, verdict) for name, verdict in verdicts)])
    run("-C", "plot", "review", "--batch", "d.csv", "--coder", "ana").ok


def alternately(count):
    return [(f"{kind}{n}", "accept" if kind == "y" else "reject") for n in range(count) for kind in "yn"]


def scores(run):
    rows = csv.DictReader(io.StringIO(run("-C", "plot", "export", "scores", "-o", "-").ok.out))
    return {(row["segment_id"], row["code"]): (float(row["score"]), row["selected"]) for row in rows}


def test_what_was_refused_is_suggested_less_and_what_is_like_what_was_kept_more(run, plot):
    before = scores(run)
    decide(run, plot, alternately(20))

    after = scores(run)

    def margin(of):
        return of["y25", "tending"][0] - of["n25", "tending"][0]

    assert margin(after) > margin(before)
    assert after["y25", "tending"][1] == "1"
    assert after["n25", "tending"][1] == "0"
    assert {key: value for key, value in after.items() if key[1] == "outing"} == {
        key: value for key, value in before.items() if key[1] == "outing"
    }


def test_unsure_and_the_machine_teach_nothing(run, plot):
    before = scores(run)
    decide(run, plot, [(name, "unsure") for name, _ in alternately(20)])
    run("-C", "plot", "code").ok

    assert scores(run) == before


def test_undone_decisions_are_forgotten(run, plot):
    before = scores(run)
    decide(run, plot, [("y0", "accept"), ("n0", "reject")])
    assert scores(run) != before

    undo_last(run, 2)

    assert scores(run) == before


def undo_last(run, count):
    events = json.loads(run("-C", "plot", "log", "--json").ok.out)
    decisions = [event["hash"] for event in events if event["kind"] == "decision"]
    for name in decisions[-count:]:
        run("-C", "plot", "log", "undo", name, "--coder", "ana").ok


def test_the_run_says_what_it_learned_and_review_what_a_score_was_worth(run, plot):
    assert "Learned" not in run("-C", "plot", "code").ok.out
    assert "score untested" in run("-C", "plot", "review", "--coder", "ben").ok.out

    decide(run, plot, alternately(20))
    said = run("-C", "plot", "code").ok.out

    assert "Learned from 40 decisions; the scores of 1 of 2 codes are tested by enough of them." in said
    assert "of 20 judged at this score" in run("-C", "plot", "review", "--coder", "ben").ok.out


def test_a_precision_that_no_score_reaches_silences_the_code_and_says_so(run, plot):
    mixed = [(f"{kind}{n}", "accept" if n % 3 == 0 else "reject") for n in range(20) for kind in "yn"]
    decide(run, plot, mixed)

    said = run("-C", "plot", "code", "--precision", "0.95").ok.out

    assert "tending cannot reach it and suggests nothing" in " ".join(said.split())
    assert not any(chosen == "1" for (_, code), (_, chosen) in scores(run).items() if code == "tending")
    run("-C", "plot", "code").ok
    assert any(chosen == "1" for (_, code), (_, chosen) in scores(run).items() if code == "tending")


def test_a_precision_is_a_share(run, plot):
    assert "--precision" in run("-C", "plot", "code", "--precision", "1.5").fails(2).err
