"""`thematic codebook edit|rename|merge|split|retire|unite|diff`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thematic.cli.setting import CoderOption, DryRunOption, JsonOption, setting_of
from thematic.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from thematic.workflow.changing import Impact, Make
    from thematic.workflow.study import Act, Study

__all__ = ["diff", "edit", "merge", "rename", "retire", "split", "unite"]

Code = Annotated[str, typer.Argument(help="The code's id.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it; without this, what it would touch is shown.")]
Reason = Annotated[str, typer.Option(help="Why; it is kept with the change.")]
Texts = list[str] | None
_HOW = "Say --yes to do it."


def edit(
    context: typer.Context,
    code: Code,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    definition: Annotated[str | None, typer.Option(help="Another definition.")] = None,
    include: Annotated[str | None, typer.Option(help="What counts.")] = None,
    exclude: Annotated[str | None, typer.Option(help="What does not, and which code takes it.")] = None,
    add_cue: Annotated[Texts, typer.Option(metavar="TEXT", help="One cue more; several times for several.")] = None,
    drop_cue: Annotated[Texts, typer.Option(metavar="TEXT", help="One cue less.")] = None,
    add_example: Annotated[Texts, typer.Option(metavar="TEXT", help="One example more.")] = None,
    drop_example: Annotated[Texts, typer.Option(metavar="TEXT", help="One example less.")] = None,
    add_counter_example: Annotated[Texts, typer.Option(metavar="TEXT", help="One counter-example more.")] = None,
    drop_counter_example: Annotated[Texts, typer.Option(metavar="TEXT", help="One counter-example less.")] = None,
    reason: Reason = "",
    yes: Yes = False,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Give a code other wording, as a new version of the codebook; its codings stay. Without options your EDITOR opens.

    Example: thematic codebook edit belonging --add-cue "one of the lot" --coder ana
    """
    from thematic.codebook.changes import edited, with_lists

    said = {"name": name, "definition": definition, "include": include, "exclude": exclude}
    texts = {field: text.strip() for field, text in said.items() if text is not None}
    lists = {
        "cues": (add_cue or (), drop_cue or ()),
        "examples": (add_example or (), drop_example or ()),
        "counter_examples": (add_counter_example or (), drop_counter_example or ()),
    }
    written = not texts and not any(add or drop for add, drop in lists.values())
    fields = _written(context, code, coder, yes=yes, dry_run=dry_run) if written else texts
    _change(
        context,
        lambda book: edited(book, code, {**fields, **with_lists(book, code, lists)}),
        reason,
        coder,
        yes=yes and not dry_run,
    )


def rename(
    context: typer.Context,
    code: Code,
    new: Annotated[str, typer.Argument(help="Its new id.")],
    name: Annotated[str, typer.Option(help="A new name, too.")] = "",
    reason: Reason = "",
    yes: Yes = False,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Call a code something else; its codings go along, those in colleagues' copies too.

    Example: thematic codebook rename routine rhythm --coder ana
    """
    from thematic.codebook.changes import renamed

    _change(context, lambda book: renamed(book, code, new, name), reason, coder, yes=yes and not dry_run)


def merge(
    context: typer.Context,
    codes: Annotated[list[str], typer.Argument(help="The codes' ids.")],
    into: Annotated[str, typer.Option(help="The id of the one code: one of these, or a new one.")],
    name: Annotated[str, typer.Option(help="A name for it.")] = "",
    reason: Reason = "",
    yes: Yes = False,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Make one code of several; their codings, cues and examples go along.

    Example: thematic codebook merge friendship support --into company --coder ana
    """
    from thematic.codebook.changes import merged

    _change(context, lambda book: merged(book, codes, into, name), reason, coder, yes=yes and not dry_run)


def split(
    context: typer.Context,
    code: Code,
    into: Annotated[list[str], typer.Option(metavar="ID[=NAME]", help="One of the new codes; at least twice.")],
    reason: Reason = "",
    yes: Yes = False,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Put several codes in the place of one; what was coded so waits for you to say which.

    Example: thematic codebook split support --into "help=Practical help" --into "advice=Advice" --coder ana
    """
    from thematic.codebook.changes import split as splitting

    pairs = [(new.strip(), name.strip()) for new, _, name in (one.partition("=") for one in into)]
    _change(context, lambda book: splitting(book, code, pairs), reason, coder, yes=yes and not dry_run)


def retire(
    context: typer.Context,
    code: Code,
    reason: Reason = "",
    yes: Yes = False,
    coder: CoderOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Give a code no more; its codings stay what they were.

    Example: thematic codebook retire routine --reason "nobody speaks of it" --coder ana
    """
    from thematic.codebook.changes import retired

    _change(context, lambda book: retired(book, code), reason, coder, yes=yes and not dry_run)


def unite(context: typer.Context, yes: Yes = False, coder: CoderOption = None, dry_run: DryRunOption = False) -> None:
    """Bring together versions of the codebook that colleagues made apart: one that has the codes of all.

    Example: thematic codebook unite --coder ana
    """
    from thematic.workflow import changing

    _show(context, changing.plan_unite, changing.unite, coder, yes=yes and not dry_run)


def diff(
    context: typer.Context,
    before: Annotated[
        str | None, typer.Argument(help="A version in this study, a built-in codebook or a file; else the one before.")
    ] = None,
    after: Annotated[str | None, typer.Argument(help="The same; else the one in use.")] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Say what tells two versions of a codebook apart.

    Example: thematic codebook diff 1.0 1.0+2
    """
    from thematic.codebook.differences import difference
    from thematic.render.changes import difference_json, difference_page
    from thematic.render.console import output
    from thematic.workflow.versions import two_versions

    setting = setting_of(context)
    one, other = two_versions(setting.folder, before, after, Path())
    found, say = difference(one, other), output(plain=setting.plain)
    say.json(difference_json(one, other, found)) if as_json else say.show(difference_page(one, other, found))


def _written(
    context: typer.Context, code: str, coder: str | None, *, yes: bool, dry_run: bool
) -> dict[str, str | tuple[str, ...]]:
    """Return what a person writes of a code in their editor; what would keep it from being done is said before."""
    from thematic.cli.code_editor import fields_from_editor

    setting = setting_of(context)
    if not yes and not dry_run and sys.stdin is not None and sys.stdin.isatty():
        raise UsageError("what you write would be lost. Say --yes to do it, or --dry-run to see what it would touch.")
    if yes and not dry_run:
        setting.act_of_a_person(coder)
    with setting.study() as study:
        book = study.codebook
    return fields_from_editor(book, code)


def _change(context: typer.Context, make: Make, reason: str, coder: str | None, *, yes: bool) -> None:
    from thematic.workflow import changing

    doing = partial(changing.change_codebook, make=make, reason=reason)
    _show(context, partial(changing.plan_change, make=make), doing, coder, yes=yes)


def _show(
    context: typer.Context,
    plan: Callable[[Study], Impact],
    do: Callable[..., Impact],
    coder: str | None,
    *,
    yes: bool,
) -> None:
    from thematic.render.changes import impact_page
    from thematic.render.console import output

    setting = setting_of(context)
    act: Act | None = setting.act_of_a_person(coder) if yes else None
    with setting.study() as study:
        impact = plan(study) if act is None else do(study, act=act)
    output(plain=setting.plain).show(impact_page(impact, done=yes, how=_HOW))
