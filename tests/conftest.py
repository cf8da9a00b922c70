"""What all tests share: the program run as its user runs it, in a folder of its own, and small invented material."""

import fcntl
import io
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from small_study import CODEBOOK, DECISIONS, TALK, made

from thematic.cli import main


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
def study(here: Path, talk: Path, small_codebook: Path, studies: Path) -> Path:
    """A study with one transcript and the small codebook in use; the folder of its file."""
    shutil.copytree(studies / "study", here / "study")
    return here / "study"


@pytest.fixture
def coded(here: Path, talk: Path, small_codebook: Path, studies: Path) -> Path:
    """The same study with suggestions and one coder's decisions."""
    shutil.copytree(studies / "coded", here / "study")
    (here / "decisions.csv").write_text(DECISIONS, encoding="utf-8")
    return here / "study"


@pytest.fixture
def suggested(here: Path, talk: Path, small_codebook: Path, studies: Path) -> Path:
    """The same study with suggestions, and nothing decided."""
    shutil.copytree(studies / "suggested", here / "study")
    return here / "study"


@pytest.fixture(scope="session")
def demo_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo, run once for all workers: the folder it made, to be copied and not changed, and what it printed."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "the-demo"
    folder.mkdir(exist_ok=True)
    printed = folder / "printed.txt"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not printed.exists():
            printed.write_text(made(folder, "demo"), encoding="utf-8")
    return folder / "thematic-demo", printed.read_text(encoding="utf-8")


@pytest.fixture
def demo(here: Path, demo_run: tuple[Path, str]) -> Path:
    """The example study, carried to its theme table; a folder of its own."""
    shutil.copytree(demo_run[0], here / "demo")
    return here / "demo"


@pytest.fixture(scope="session")
def studies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the studies that tests take copies of: made once by the program itself, as its user makes them."""
    folder = tmp_path_factory.mktemp("studies")
    (folder / "fg1.txt").write_text(TALK, encoding="utf-8")
    (folder / "small.yaml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "decisions.csv").write_text(DECISIONS, encoding="utf-8")
    made(folder, "init", "study")
    made(folder, "-C", "study", "import", "fg1.txt")
    made(folder, "-C", "study", "codebook", "use", "small.yaml")
    shutil.copytree(folder / "study", folder / "coded")
    made(folder, "-C", "coded", "code")
    shutil.copytree(folder / "coded", folder / "suggested")
    made(folder, "-C", "coded", "review", "--batch", "decisions.csv", "--coder", "ana")
    return folder


@pytest.fixture(scope="session")
def grouped(studies: Path) -> Path:
    """A folder with the coded study and two candidate themes; apart, because BERTopic takes its time to load."""
    shutil.copytree(studies / "coded", studies / "clustered")
    made(studies, "-C", "clustered", "themes", "suggest", "--count", "2")
    return studies / "clustered"


@pytest.fixture
def clustered(here: Path, talk: Path, grouped: Path) -> Path:
    """The coded study with two candidate themes that nobody made anything of."""
    shutil.copytree(grouped, here / "study")
    return here / "study"
