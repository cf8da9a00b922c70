"""`thematic check`."""

from __future__ import annotations

import typer

from thematic.cli.setting import JsonOption, setting_of
from thematic.errors import Finding

__all__ = ["check"]


def check(context: typer.Context, *, as_json: JsonOption = False) -> None:
    """Check the study: the file, the log's hashes, every stored text, and that each decision stands on its words.

    Exit code 1 if something is wrong.
    """
    from thematic.check import check_study
    from thematic.render.console import output

    setting = setting_of(context)
    with setting.study() as study:
        faults = check_study(study.store)
    say = output(plain=setting.plain)
    if as_json:
        say.json({"ok": not faults, "faults": list(faults)})
    if faults:
        raise Finding("\n".join(faults))
    if not as_json:
        say.line("All is well: the file, the log, the texts, and every decision on its words.")
