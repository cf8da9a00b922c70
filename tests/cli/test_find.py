"""`thematic find`: passages by their words, codes and speakers."""

import json

import pytest

from thematic.model import Span
from thematic.workflow import patterns
from thematic.workflow.patterns import matches_of, places_of


def ids(run, *options):
    found = json.loads(run("-C", "study", "find", *options, "--json").ok.out)
    return [one["segment"] for one in found["passages"]]


def imported(run, here, text):
    (here / "fg2.txt").write_text(text, encoding="utf-8")
    run("-C", "study", "import", "fg2.txt").ok


def test_words_are_found_in_either_case_and_shown_in_brackets(run, coded):
    said = run("-C", "study", "find", "PART of Something").ok.out

    assert "“I felt [part of something] for once.”" in said
    assert "fg1:t003.s1  fg1-p2 in fg1  belonging (ana)" in said
    assert "1 sentence." in said


def test_a_moderators_words_are_found_only_when_asked_for(run, coded):
    assert ids(run, "how did you") == []
    assert ids(run, "how did you", "--moderators") == ["fg1:t001.s1"]


def test_a_pattern_finds_what_it_matches(run, coded):
    assert ids(run, "--regex", r"\bnobod[yi]\b|alarm") == ["fg1:t002.s2", "fg1:t003.s2"]


def test_codes_may_both_hold_or_either(run, coded):
    assert ids(run, "--code", "belonging", "--code", "support") == []
    assert ids(run, "--code", "support", "--or", "routine") == ["fg1:t002.s2", "fg1:t005.s2"]
    assert ids(run, "--code", "belonging", "nobody") == ["fg1:t003.s2"]


def test_near_counts_turns(run, coded):
    assert ids(run, "--code", "belonging", "--near", "routine", "--within", "1") == ["fg1:t003.s1", "fg1:t003.s2"]
    assert ids(run, "--code", "support", "--near", "routine") == ["fg1:t005.s2"]
    assert ids(run, "--code", "support", "--near", "routine", "--within", "2") == []


def test_a_coder_alone_shows_what_they_coded(run, coded):
    assert len(ids(run, "--coder", "ana")) == 5
    assert 'Did you mean "ana"?' in run("-C", "study", "find", "--coder", "anna").fails(2).err


def test_an_attribute_chooses_who_speaks(run, coded, here):
    table = "participant_id,session,label,site\nP1,fg1,Maya,north\nP2,fg1,Tom,south\n"
    (here / "people.csv").write_text(table, encoding="utf-8")
    run("-C", "study", "import", "--participants", "people.csv").ok

    assert ids(run, "--where", "site=South", "--code", "belonging") == ["fg1:t003.s1", "fg1:t003.s2"]
    assert 'Did you mean "site"?' in run("-C", "study", "find", "--where", "sitte=south").fails(2).err
    assert "attribute=value" in run("-C", "study", "find", "--where", "site").fails(2).err


def test_negative_shows_what_speaks_against_and_who_has_no_coding(run, coded):
    found = json.loads(run("-C", "study", "find", "--negative", "belonging", "--json").ok.out)
    said = run("-C", "study", "find", "--negative", "support").ok.out

    assert "fg1:t005.s1" in [one["segment"] for one in found["passages"]]
    assert found["without"] == {"code": "belonging", "participants": [], "groups": []}
    assert "Without a coding of support: 1 participant: fg1-p2." in said


def test_negative_shows_what_a_coder_gave_as_a_negative_case_and_counts_it_as_no_coding(run, suggested):
    run("-C", "study", "review", "--coder", "ana", stdin="n\nq\n").ok
    found = json.loads(run("-C", "study", "find", "--negative", "routine", "--json").ok.out)
    said = run("-C", "study", "find", "--negative", "routine").ok.out

    (one,) = [one for one in found["passages"] if one["codes"]]
    assert one["codes"] == [{"code": "routine", "coders": ["ana"], "negative": ["ana"]}]
    assert found["without"]["groups"] == ["fg1"]
    assert "routine (ana as a negative case)" in said


def test_json_gives_places_in_the_transcript(run, coded):
    (one,) = json.loads(run("-C", "study", "find", "alarm", "--json").ok.out)["passages"]

    (place,) = one["found"]
    assert one["text"][place["start"] - one["start"] : place["end"] - one["start"]] == "alarm"
    assert one["codes"] == [{"code": "routine", "coders": ["ana"], "negative": []}]


def test_a_limit_says_how_many_there_are(run, coded):
    assert "5 sentences, 2 of them shown." in run("-C", "study", "find", "--coder", "ana", "--limit", "2").ok.out


def test_nothing_found_is_one_line(run, coded):
    assert run("-C", "study", "find", "zeppelin").ok.out == "Nothing found.\n"


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ((), "find what?"),
        ((" ",), "no words"),
        (("--regex", "(a"), "no regular expression"),
        (("--regex", "a" * 501), "at most 500"),
        (("a", "--regex", "a"), "Give one"),
        (("--code", "belongin"), 'Did you mean "belonging"?'),
        (("--negative", "belongin"), 'Did you mean "belonging"?'),
        (("--transcript", "fg"), 'Did you mean "fg1"?'),
        (("a", "--within", "2"), "--near CODE"),
    ],
)
def test_what_cannot_be_meant_is_one_line(run, coded, options, line):
    said = run("-C", "study", "find", *options).fails(2).err

    assert line in said
    assert said.count("\n") == 1


def test_a_pattern_that_would_never_end_is_stopped(monkeypatch, run, study, here):
    monkeypatch.setattr(patterns, "_SECONDS", 1.0)
    imported(run, here, f"Ana: Well {'a' * 60} no.\n\nBo: I see.\n")

    assert "takes too long" in run("-C", "study", "find", "--regex", "(a+)+$").fails(2).err


def test_escapes_and_markup_in_the_talk_do_nothing(run, study, here):
    imported(
        run,
        here,
        "Ana: It was [red]odd[/red] \x1b[31m\u202ethere for us.\n\n" + "Bo: I see what you mean by that.\n\n" * 9,
    )
    said = run("-C", "study", "find", "odd").ok.out

    assert "[red][odd][/red]" in said
    assert not {"\x1b", "\u202e"} & set(said)


def test_folding_keeps_places():
    assert places_of("strasse", ["Die Straße  hier"]) == [(Span(4, 10),)]
    assert places_of("don't  go", ["I don’t\ngo, don't go"]) == [(Span(2, 10), Span(12, 20))]


def test_a_pattern_that_matches_nothing_at_all_finds_nothing():
    assert matches_of("x*", ["abc", "axx"]) == [(), (Span(1, 3),)]
