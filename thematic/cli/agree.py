"""`thematic agree`, `agree plan`, `agree reconcile`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from thematic.cli.setting import AnywayOption, CoderOption, DryRunOption, JsonOption, Setting, setting_of
from thematic.errors import UsageError
from thematic.workflow.sizes import Size

if TYPE_CHECKING:
    from thematic.workflow.agreement import Asked

__all__ = ["app"]

app = typer.Typer(invoke_without_command=True)

CodersOption = Annotated[
    str | None, typer.Option("--coders", metavar="A,B", help="Only these coders; else all who judged anything.")
]
CodesOption = Annotated[str | None, typer.Option("--codes", metavar="X,Y", help="Only these codes.")]
TranscriptOption = Annotated[str | None, typer.Option("--transcript", help="Only this transcript.")]


@app.callback()
def agree(
    context: typer.Context,
    *,
    unit: Annotated[Size, typer.Option(help="What two coders judged: a sentence, a turn or a transcript.")] = (
        Size.SENTENCE
    ),
    coders: CodersOption = None,
    codes: CodesOption = None,
    transcript: TranscriptOption = None,
    disagreements: Annotated[
        bool, typer.Option("--disagreements", help="List where one gave a code and another did not.")
    ] = False,
    readings: Annotated[
        bool, typer.Option("--readings", help="Show all readings side by side, without any figure.")
    ] = False,
    spans: Annotated[
        bool, typer.Option("--spans", help="Agreement on the words themselves: characters, whole spans, alpha_U.")
    ] = False,
    machine: Annotated[
        bool, typer.Option("--machine", help="What coders made of the machine's suggestions; no agreement of coders.")
    ] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Work one code's figures out, step by step.")
    ] = None,
    labels: Annotated[bool, typer.Option("--labels", help="Add words such as substantial; they are conventions.")] = (
        False
    ),
    anyway: AnywayOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say how far coders agree, code by code, with intervals; on what each coded alone, before any consensus.

    Example: thematic agree --coders ana,ben --unit turn
    """
    if context.invoked_subcommand is not None:
        return
    from thematic.workflow.agreement import Asked

    setting = setting_of(context)
    asked = Asked(unit, _named(coders), _named(codes), transcript)
    asked_for = [disagreements, readings, spans, machine, explain is not None]
    if sum(asked_for) > 1:
        raise UsageError("--disagreements, --readings, --spans, --machine and --explain are five pages. Ask for one.")
    if disagreements or readings:
        _show_places(setting, asked, all_of_them=readings, as_json=as_json)
    elif spans:
        _show_spans(setting, asked, anyway=anyway, as_json=as_json)
    elif machine:
        _show_machine(setting, asked, as_json=as_json)
    elif explain is not None:
        _explain(setting, asked, explain, anyway=anyway)
    else:
        _show_figures(setting, asked, labels=labels, anyway=anyway, as_json=as_json)


def _named(said: str | None) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in (said or "").split(","))))


def _show_figures(setting: Setting, asked: Asked, *, labels: bool, anyway: bool, as_json: bool) -> None:
    from thematic.render.agreement import agreement_json, agreement_page
    from thematic.render.console import output
    from thematic.workflow.agreement import agreement

    with setting.study() as study:
        found = agreement(study, asked, anyway=anyway)
    say = output(plain=setting.plain)
    say.json(agreement_json(found)) if as_json else say.show(agreement_page(found, labels=labels))


def _show_places(setting: Setting, asked: Asked, *, all_of_them: bool, as_json: bool) -> None:
    from thematic.render.agreement import place_page, places_json
    from thematic.render.console import counted, output
    from thematic.workflow.consensus import disagreements, readings

    with setting.study() as study:
        found = (readings if all_of_them else disagreements)(study, asked)
        transcripts, names = study.transcripts, {code.id: code.name for code in study.codebook.codes}
    say = output(plain=setting.plain)
    if as_json:
        say.json(places_json(found, transcripts))
        return
    for one in found:
        say.show(place_page(one, transcripts, names))
    what = "coded." if all_of_them else "where coders differ. Talk them through: thematic agree reconcile."
    say.line(f"{counted(len(found), 'place')} {what}")


def _show_spans(setting: Setting, asked: Asked, *, anyway: bool, as_json: bool) -> None:
    from thematic.render.console import output
    from thematic.render.spans import spans_json, spans_page
    from thematic.workflow.span_agreement import span_agreement

    with setting.study() as study:
        found = span_agreement(study, asked, anyway=anyway)
    say = output(plain=setting.plain)
    say.json(spans_json(found)) if as_json else say.show(spans_page(found))


def _show_machine(setting: Setting, asked: Asked, *, as_json: bool) -> None:
    from thematic.render.console import output
    from thematic.render.machine import machine_json, machine_page
    from thematic.workflow.machine import machine_report

    with setting.study() as study:
        found = machine_report(study, asked)
    say = output(plain=setting.plain)
    say.json(machine_json(found)) if as_json else say.show(machine_page(found))


def _explain(setting: Setting, asked: Asked, code: str, *, anyway: bool) -> None:
    import dataclasses

    from thematic.render.console import output
    from thematic.render.worked import worked_page
    from thematic.workflow.agreement import agreement

    with setting.study() as study:
        found = agreement(study, dataclasses.replace(asked, codes=(code,)), anyway=anyway)
    output(plain=setting.plain).show(worked_page(found.codes[0], found.judged.size.value))


@app.command("plan")
def plan(
    context: typer.Context,
    share: Annotated[
        float | None, typer.Option(help="How much of each transcript all coders judge: 0.2 for 20 %.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="The same seed draws the same turns.")] = 42,
    coders: CodersOption = None,
    coder: CoderOption = None,
    anyway: AnywayOption = False,
    dry_run: DryRunOption = False,
) -> None:
    """Draw what all coders are to judge, of each transcript a share; without --share, show how far they have come.

    Example: thematic agree plan --share 0.2 --coders ana,ben
    """
    from thematic.render.agreement import plan_page
    from thematic.render.console import output
    from thematic.workflow.overlap import Overlap, plan_overlap, show_plan

    setting = setting_of(context)
    with setting.study() as study:
        if share is None:
            drawn_by, drawn = show_plan(study)
            share, seed = drawn_by.share, drawn_by.seed
        else:
            wanted = Overlap(share, seed, _named(coders))
            drawn = plan_overlap(study, wanted, act=setting.act(coder), anyway=anyway, dry_run=dry_run)
    output(plain=setting.plain).show(plan_page(drawn, share, seed))


@app.command("reconcile")
def reconcile(
    context: typer.Context,
    transcript: Annotated[str | None, typer.Argument(help="Only this transcript.")] = None,
    coders: CodersOption = None,
    codes: CodesOption = None,
    coder: CoderOption = None,
) -> None:
    """Walk through where coders differ, and write down what they come to: a line each, from the keyboard or a pipe.

    y WHY gives the code, n WHY does not, s skips, r RULE keeps a rule for the codebook with the next y or n, z takes
    back, q leaves. WHY may be left out. Everything is saved at once; what each had said stays.

    Example: thematic agree reconcile fg1 --coder ana
    """
    from thematic.cli.setting import now
    from thematic.review.reconciling import Reconciling
    from thematic.workflow.agreement import Asked
    from thematic.workflow.study import Act

    setting = setting_of(context)
    who = setting.act_of_a_person(coder).who
    with setting.study() as study:
        asked = Asked(coders=_named(coders), codes=_named(codes), transcript=transcript)
        Reconciling(study, asked, lambda: Act(who, now()), plain=setting.plain).run(sys.stdin)
