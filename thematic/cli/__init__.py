"""The command line. One module a verb or noun; bodies of a handful of lines; one place where errors become one line."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import NoReturn

import typer

from thematic.cli import (
    agree,
    check,
    code,
    codebook,
    demo,
    export,
    figure,
    find,
    import_,
    init,
    log,
    matrix,
    memo,
    merge,
    review,
    status,
    themes,
)
from thematic.cli.misuse import line_of
from thematic.errors import ThematicError, UsageError
from thematic.text import for_terminal

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
app.add_typer(code.app, name="code")
app.command("review")(review.review)
app.add_typer(agree.app, name="agree")
app.command("find")(find.find)
app.add_typer(themes.app, name="themes")
app.command("matrix")(matrix.matrix)
app.command("figure")(figure.figure)
app.command("export")(export.export)
app.add_typer(log.app, name="log")
app.add_typer(memo.app, name="memo")
app.command("merge")(merge.merge)
app.command("check")(check.check)
app.command("status")(status.status)
app.command("demo")(demo.demo)

_STOPPED = 1
_USAGE = 2
_INTERRUPTED = 130


def main() -> None:
    """Run the program; what a user can mend becomes one line on stderr and a documented exit code."""
    _speak_plainly()
    try:
        _refuse_unreadable_arguments()
        code = app(standalone_mode=False)
    except typer.TyperException as error:
        _fail(line_of(error), _USAGE)
    except typer.Abort:
        _fail("Stopped: there was nothing more to read.", _STOPPED)
    except ThematicError as error:
        _fail(str(error), error.exit_code)
    except OSError as error:
        _let_go_of_stdout()
        _fail(f"cannot write the output ({error.strerror}). Make room, or send it elsewhere.", _USAGE)
    except KeyboardInterrupt:
        _fail("Stopped. What was decided is saved.", _INTERRUPTED)
    if code:
        raise SystemExit(code)


def _fail(line: str, code: int) -> NoReturn:
    with suppress(OSError, ValueError):
        sys.stderr.write(f"{for_terminal(line)}\n")
    raise SystemExit(code) from None


def _let_go_of_stdout() -> None:
    # Nothing more can be written there; without this, Python would try once more at its end, and complain.
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_plainly() -> None:
    """Let no letter that the terminal's encoding lacks end in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _refuse_unreadable_arguments() -> None:
    for argument in sys.argv[1:]:
        if not argument.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in argument):
            shown = argument.encode("utf-8", "replace").decode()
            raise UsageError(f"{shown}: this name or argument is not UTF-8. Rename the file, or type it anew.")
