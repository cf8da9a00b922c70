"""The command line. One module a verb or noun; bodies of a handful of lines; one place where errors become one line."""

from __future__ import annotations

import sys

import typer

from thematic.cli import (
    check,
    code,
    codebook,
    demo,
    export,
    import_,
    init,
    log,
    review,
    status,
    themes,
)
from thematic.cli.setting import Setting
from thematic.errors import ThematicError

__all__ = ["app", "main"]

app = typer.Typer(
    name="thematic",
    no_args_is_help=False,
    add_completion=False,
    # A traceback may only ever show code: local variables hold participants' words.
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback(invoke_without_command=True)(status.everything)
app.command("init")(init.init)
app.command("import")(import_.import_)
app.add_typer(codebook.app, name="codebook")
app.command("code")(code.code)
app.command("review")(review.review)
app.add_typer(themes.app, name="themes")
app.command("export")(export.export)
app.add_typer(log.app, name="log")
app.command("check")(check.check)
app.command("status")(status.status)
app.command("demo")(demo.demo)

_INTERRUPTED = 130


def main() -> None:
    """Run the program; what a user can mend becomes one line on stderr and a documented exit code."""
    try:
        app()
    except ThematicError as error:
        sys.stderr.write(f"{Setting.safe(str(error))}\n")
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. What was decided is saved.\n")
        raise SystemExit(_INTERRUPTED) from None
