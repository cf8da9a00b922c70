"""`thematic themes saturation` from the command line. All talk is invented."""

import json

import pytest

BOOK = """id: own
title: Own
version: '1'
source: invented
codes:
  - {id: given, name: Given, definition: Given.}
"""


@pytest.fixture
def seven(run, here):
    """A study of seven talks, some coded with codes that it made itself."""
    run("init", "study").ok
    (here / "own.yaml").write_text(BOOK)
    run("-C", "study", "codebook", "use", "own.yaml", "--coder", "ana").ok
    for at in range(1, 8):
        (here / f"s{at}.txt").write_text(f"Moderator: Well?\n\nAnn: We sat and talked of it, time {at}.\n")
        run("-C", "study", "import", f"s{at}.txt").ok
    return here / "study"


def decide(run, here, rows):
    (here / "d.csv").write_text("segment_id,code,verdict\n" + "".join(f"{row},accept\n" for row in rows))
    run("-C", "study", "review", "--batch", "d.csv", "--coder", "ana").ok


@pytest.fixture
def made_here(run, here, seven):
    more = [f"  - {{id: {code}, name: {code}, definition: It is {code}.}}\n" for code in ("warm", "cold")]
    (here / "own.yaml").write_text(BOOK.replace("'1'", "'2'") + "".join(more))
    run("-C", "study", "codebook", "use", "own.yaml", "--coder", "ana").ok
    decide(run, here, ["s1:t002,given", "s1:t002,warm", "s2:t002,cold", *(f"s{at}:t002,warm" for at in range(3, 7))])
    return seven


def test_codes_that_the_study_made_are_counted_and_the_others_are_not(run, made_here):
    shown = run("-C", "study", "themes", "saturation").ok.out

    assert "4+2" in shown
    assert "codes that the study made, 2 in 6 sessions" in shown
    assert "There is one run" in shown
    assert "Left out, as they carry no coding: s7" in shown


def test_the_order_as_they_came_never_stands_alone(run, made_here):
    found = json.loads(run("-C", "study", "themes", "saturation", "--json").ok.out)

    assert found["orders"]["tried"] == 1000
    assert 0 < found["orders"]["never"] < 1000
    assert found["observed"]["reached"] == 4


def test_codes_that_came_with_the_codebook_cannot_be_new(run, here, seven):
    decide(run, here, [f"s{at}:t002,given" for at in range(1, 8)])

    assert "--all-codes" in run("-C", "study", "themes", "saturation").fails(2).err
    assert "all codes, at their first use" in run("-C", "study", "themes", "saturation", "--all-codes").ok.out


def test_too_few_coded_sessions_are_one_line(run, here, made_here):
    refused = run("-C", "study", "themes", "saturation", "--base", 6)

    assert "a base of 6 and a run of 2 need 8 coded sessions, and there are 6" in refused.fails(4).err


def test_a_reflexive_study_is_not_offered_it(run, here):
    run("init", "study", "--approach", "reflexive").ok

    assert "--anyway" in run("-C", "study", "themes", "saturation").fails(2).err
