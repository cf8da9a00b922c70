"""Sittings in lines that are killed with -9, one after the other; a program, so that each begins in milliseconds.

    python killed_sittings.py STUDY TIMES SEED

Each sitting is the program's own `review` in a process of its own, with keys on its standard input. It is killed at
some moment after it first said that something was done; then all it had said must be in the log. Prints how many were
killed and how much they had acknowledged.
"""

import io
import os
import random
import select
import signal
import sqlite3
import sys
import time
from pathlib import Path

from thematic.check import check_study
from thematic.cli import main
from thematic.workflow.study import Study

# What each of these says it did is one event: codes given and taken back, memos, undos.
KEYS = ["c 1", "m A thought.", "c 2", "c 1", "z", "j", "c 3", "z", "k", "m reflexive: Mine.", "z"] * 30
CHECK_EVERY = 50


def events(study):
    """Return how many events the study's log has, as another program sees it."""
    with sqlite3.connect(study / "study.db") as log:
        (count,) = log.execute("SELECT count(*) FROM event").fetchone()
    log.close()
    return count


def sit(study, keys, said):
    """Be the program: review the study with keys from a file descriptor, saying what was done to another."""
    sys.stdin = io.TextIOWrapper(os.fdopen(keys, "rb"))
    sys.stdout = io.TextIOWrapper(os.fdopen(said, "wb"))
    sys.argv = ["thematic", "--plain", "-C", str(study), "review", "--coder", "ana"]
    main()


def killed(study, wait):
    """Kill a sitting `wait` seconds after it first acknowledged something; return how often it did."""
    (keys, to_it), (from_it, said) = os.pipe(), os.pipe()
    os.write(to_it, "".join(f"{key}\n" for key in KEYS).encode())
    pid = os.fork()
    if pid == 0:
        os.close(to_it)
        os.close(from_it)
        sit(study, keys, said)
        os._exit(0)
    os.close(keys)
    os.close(said)
    printed = read(from_it, until=None)
    printed += read(from_it, until=time.monotonic() + wait)
    os.kill(pid, signal.SIGKILL)
    while more := os.read(from_it, 65536):
        printed += more
    os.waitpid(pid, 0)
    os.close(to_it)
    os.close(from_it)
    return printed.count(b"\n-> ")


def read(pipe, until):
    """Read until a moment, or until something was acknowledged."""
    printed = b""
    while b"\n-> " not in printed if until is None else time.monotonic() < until:
        left = None if until is None else max(until - time.monotonic(), 0)
        if select.select([pipe], [], [], left)[0]:
            more = os.read(pipe, 65536)
            if not more:
                break
            printed += more
    return printed


def whole(study):
    """Fail where `thematic check` would find anything wrong."""
    with Study.open(study) as opened:
        found = check_study(opened.store)
    assert found == (), found


def kill_many(study, times, seed):
    """Kill sittings; fail where something that was acknowledged is not in the log. Returns how much was."""
    acknowledged, draw, fresh = 0, random.Random(seed), (study / "study.db").read_bytes()
    for number in range(times):
        before = events(study)
        done = killed(study, draw.choice([0.0, 0.003, 0.01, 0.03, 0.08]))
        recorded = events(study) - before
        assert done >= 1, "a sitting ended before it had acknowledged anything"
        assert done <= recorded <= done + 1, (number, done, recorded)
        acknowledged += done
        if number % CHECK_EVERY == 0:
            whole(study)
            (study / "study.db").write_bytes(fresh)
    whole(study)
    return acknowledged


if __name__ == "__main__":
    count = kill_many(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(f"killed {sys.argv[2]}, acknowledged {count}, lost 0\n")
