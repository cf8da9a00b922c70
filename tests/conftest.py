"""What all tests share: the program run as its user runs it, in a folder of its own, and small invented material."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from thematic.cli import main

TALK = """Moderator: How did you find the group?

Maya: It was the Tuesday that did it. I set my alarm for it now.

Tom: I felt part of something for once. Nobody judges you there.

Moderator: And you, Maya?

Maya: I wouldn't say I feel like an outsider. They check on me when I'm off.

Tom: Mm.
"""

CODEBOOK = """id: small
title: A small codebook
version: "1.0"
source: invented for the tests
codes:
  - id: belonging
    name: Belonging
    definition: Feeling accepted as a member of the group.
    include: Being one of the group.
    exclude: A tie with one person (friendship).
    cues: [part of something, nobody judges you]
    counter_cues: [feel like an outsider]
    examples:
      - They kept my chair for me when I was away.
      - I walk in and I am just one of the lot of them.
    near_misses:
      - {text: She rang me at home when I was poorly., code: support}
  - id: support
    name: Support
    definition: Help given or received among members.
    include: Being checked on.
    exclude: The felt membership of the group (belonging).
    cues: [check on me]
    examples:
      - Somebody drove me to the hospital.
  - id: routine
    name: Routine
    definition: The activity gives the week a shape.
    cues: [set my alarm]
    examples:
      - Tuesdays I get up and get dressed for it.
"""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def ok(self) -> "Ran":
        assert self.code == 0, f"exit {self.code}: {self.err}{self.out}"
        return self

    def fails(self, code: int) -> "Ran":
        assert self.code == code, f"exit {self.code}, not {code}: {self.err}{self.out}"
        assert "Traceback" not in self.err
        return self


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def quiet_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No coder, configuration or colour of the machine the tests run on."""
    monkeypatch.delenv("THEMATIC_CODER", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, and the tests stand in it."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], here: Path) -> Run:
    """Runs `thematic` with arguments, in this process, and returns what it did."""

    def running(*arguments: object, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["thematic", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capfdbinary.readouterr()
        try:
            main()
            code = 0
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else int(bool(stopped.code))
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return running


@pytest.fixture
def talk(here: Path) -> Path:
    """A small transcript."""
    path = here / "fg1.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


@pytest.fixture
def small_codebook(here: Path) -> Path:
    """A small codebook."""
    path = here / "small.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return path


@pytest.fixture
def study(run: Run, here: Path, talk: Path, small_codebook: Path) -> Path:
    """A study with one transcript and the small codebook in use; the folder of its file."""
    run("init", "study").ok
    run("-C", "study", "import", talk).ok
    run("-C", "study", "codebook", "use", small_codebook).ok
    return here / "study"


@pytest.fixture
def coded(run: Run, study: Path) -> Path:
    """The same study with suggestions and one coder's decisions."""
    run("-C", "study", "code").ok
    decisions = study.parent / "decisions.csv"
    decisions.write_text(
        "segment_id,code,verdict\n"
        "fg1:t002.s2,routine,accept\n"
        "fg1:t003.s1,belonging,accept\n"
        "fg1:t003.s2,belonging,accept\n"
        "fg1:t005.s1,belonging,accept\n"
        "fg1:t005.s2,support,accept\n"
        "fg1:t002.s1,routine,reject\n",
        encoding="utf-8",
    )
    run("-C", "study", "review", "--batch", decisions, "--coder", "ana").ok
    return study
