"""What every command shares: the study's folder, the look of the output, the coder and the clock."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thematic.errors import UsageError
from thematic.model import CONSENSUS
from thematic.text import for_terminal

if TYPE_CHECKING:
    from thematic.workflow.study import Act, Study

__all__ = ["AnywayOption", "CoderOption", "DryRunOption", "JsonOption", "Setting", "setting_of"]

CoderOption = Annotated[
    str | None,
    typer.Option("--coder", help="Who decides, such as ana. Else THEMATIC_CODER, else your configuration."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would happen; change nothing.")]

AnywayOption = Annotated[
    bool, typer.Option("--anyway", help="Go ahead although the study's approach speaks against it; it is recorded.")
]

_CODER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Setting:
    """What was said before the verb."""

    folder: Path
    plain: bool

    def study(self) -> Study:
        """Open the study of the chosen folder."""
        from thematic.workflow.study import Study

        return Study.open(self.folder)

    def act(self, coder: str | None = None) -> Act:
        """Return who acts, empty where nobody is named, and the time."""
        from thematic.workflow.study import Act

        return Act(_coder(coder) or "", now())

    def act_of_a_person(self, coder: str | None) -> Act:
        """Return who decides, and the time. Raises UsageError where nobody is named."""
        from thematic.workflow.study import need_person

        act = self.act(coder)
        need_person(act, "decides")
        return act


def setting_of(context: typer.Context) -> Setting:
    """Return what was said before the verb."""
    found = context.find_object(Setting)
    return found if found is not None else Setting(Path(), plain=False)


def now() -> str:
    """Return the time: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _coder(said: str | None) -> str | None:
    """Return the coder's id: what was said, else the environment, else the configuration; never the login name."""
    name = said or os.environ.get("THEMATIC_CODER") or _configured()
    if name == CONSENSUS:
        raise UsageError(f'"{CONSENSUS}" is what coders come to together (thematic agree reconcile). Say who you are.')
    if name and not _CODER.fullmatch(name):
        shown = for_terminal(name)[:40]
        raise UsageError(f'"{shown}" is no coder id. Use small letters, digits and hyphens, such as ana or ana-k.')
    return name


def _configured() -> str | None:
    path = _configuration()
    if not path.is_file():
        return None
    import tomllib

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("coder")
    except (OSError, ValueError) as error:
        raise UsageError(f'{path}: not readable as TOML ({error}). It needs one line: coder = "ana".') from None
    return found if isinstance(found, str) else None


def _configuration() -> Path:
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA", Path.home()))
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "thematic" / "config.toml"
