"""Files made to exhaust a reader: each is refused, or read where it is harmless, quickly and in little memory."""

import json
import subprocess
import sys
from pathlib import Path

import bombs
import pytest
from effort import affordable

MOST_SECONDS = 2
MOST_MEGABYTES = 250


@pytest.fixture(scope="module")
def read_bombs(tmp_path_factory):
    """Read them all in one process of its own, and return what it says of each by name."""
    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("this system does not say how much memory a process had at its peak")
    folder = tmp_path_factory.mktemp("bombs")
    for number, (suffix, build) in enumerate(bombs.BOMBS.values()):
        (folder / f"{number}.{suffix}").write_bytes(build())
    ended = subprocess.run([sys.executable, bombs.__file__, folder], check=True, capture_output=True, text=True)
    names = list(bombs.BOMBS)
    return {names[number]: said for number, *said in map(json.loads, ended.stdout.splitlines())}


@pytest.mark.parametrize("name", bombs.BOMBS)
def test_a_bomb_costs_little(read_bombs, name):
    seconds, megabytes, said = read_bombs[name]

    assert affordable(seconds, MOST_SECONDS)
    assert megabytes < MOST_MEGABYTES
    assert said == "read" or (said.startswith("a.") and "could not be read as" not in said)
