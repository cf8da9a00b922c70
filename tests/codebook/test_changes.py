"""Codes edited, renamed, merged, split and retired: what the next version of a codebook holds. All of it invented."""

import pytest

from thematic.codebook.changes import edited, merged, renamed, retired, split, united, with_lists
from thematic.codebook.differences import difference
from thematic.codebook.files import content_hash
from thematic.errors import UsageError
from thematic.model import Code, Codebook, NearMiss

BOOK = Codebook(
    id="small",
    title="Small",
    version="1.0",
    source="invented",
    codes=(
        Code("belonging", "Belonging", "One of the group.", cues=("part of",), examples=("I fit in.",),
             near_misses=(NearMiss("She rang me.", "support"), NearMiss("It rained.", None)), may_overlap=("support",)),
        Code("support", "Support", "Help.", cues=("helped me",), counter_examples=("I fit in.", "Nobody rang.")),
        Code("routine", "Routine", "A shape to the week.", may_overlap=("belonging",)),
    ),
)  # fmt: skip


def ids(change):
    return [code.id for code in change.book.codes]


def test_a_changed_codebook_is_a_new_version_with_its_own_hash():
    once = renamed(BOOK, "routine", "rhythm").book
    twice = retired(once, "rhythm").book

    assert (once.version, twice.version) == ("1.0+1", "1.0+2")
    assert once.sha256 == content_hash(once) != twice.sha256


def test_a_renamed_code_keeps_its_place_and_others_name_it_so():
    change = renamed(BOOK, "support", "help", "Help")

    assert ids(change) == ["belonging", "help", "routine"]
    assert change.codes == {"support": "help"}
    assert change.book.code("belonging").near_misses[0].code == "help"
    assert change.book.code("belonging").may_overlap == ("help",)
    assert change.book.code("help").name == "Help"


def test_merged_codes_hold_what_each_held_and_nothing_that_told_them_apart():
    change = merged(BOOK, ["belonging", "support"], "company")
    whole = change.book.code("company")

    assert ids(change) == ["company", "routine"]
    assert change.codes == {"belonging": "company", "support": "company"}
    assert whole.cues == ("part of", "helped me")
    assert whole.near_misses == (NearMiss("It rained.", None),)
    assert whole.counter_examples == ("Nobody rang.",)
    assert whole.may_overlap == ()
    assert change.book.code("routine").may_overlap == ("company",)


def test_codes_merged_into_one_of_them_take_its_wording():
    change = merged(BOOK, ["belonging"], "support")

    assert ids(change) == ["support", "routine"]
    assert change.codes == {"belonging": "support"}
    assert change.book.code("support").definition == "Help."
    assert change.changed == {"belonging", "support"}


def test_a_split_code_gives_way_to_several_that_wait_for_a_definition():
    change = split(BOOK, "support", [("advice", "Advice"), ("lifts", "")])

    assert ids(change) == ["belonging", "advice", "lifts", "routine"]
    assert change.codes == {}
    assert change.changed == {"support"}
    assert "To be defined" in change.book.code("advice").definition
    assert change.book.code("belonging").near_misses[0].code is None


def test_a_split_may_keep_the_code_as_one_of_its_parts():
    change = split(BOOK, "support", [("support", "Support"), ("lifts", "Lifts")])

    assert ids(change) == ["belonging", "support", "lifts", "routine"]
    assert change.book.code("belonging").near_misses[0].code == "support"


def test_a_retired_code_is_named_by_no_other():
    change = retired(BOOK, "belonging")

    assert ids(change) == ["support", "routine"]
    assert change.book.code("routine").may_overlap == ()


def test_an_edited_code_touches_no_other():
    lists = with_lists(BOOK, "support", {"cues": (["drove me"], ["helped me"])})
    change = edited(BOOK, "support", {"definition": "Help given.", **lists})

    assert change.book.code("support").cues == ("drove me",)
    assert change.changed == {"support"}
    assert [one for one in change.book.codes if one.id != "support"] == [BOOK.codes[0], BOOK.codes[2]]


def test_versions_made_apart_are_brought_together_with_the_codes_of_each():
    one, other = retired(BOOK, "routine").book, renamed(BOOK, "support", "help").book

    assert ids(united(one, [other])) == ["belonging", "support", "help", "routine"]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: renamed(BOOK, "rutine", "x"), 'no code "rutine" in small. Did you mean "routine"?'),
        (lambda: renamed(BOOK, "routine", "support"), "has a code support already"),
        (lambda: renamed(BOOK, "routine", "two words"), "is no id"),
        (lambda: merged(BOOK, ["routine", "routine"], "x"), "at least two"),
        (lambda: merged(BOOK, ["routine", "support"], "<b>"), "is no id"),
        (lambda: split(BOOK, "routine", [("x", ""), ("x", "")]), "at least two"),
        (lambda: split(BOOK, "routine", [("x", ""), ("support", "")]), "has a code support already"),
        (lambda: edited(BOOK, "routine", {"name": "Routine"}), "says that already"),
        (lambda: edited(BOOK, "routine", {"definition": ""}), "needs a name and a definition"),
        (lambda: with_lists(BOOK, "support", {"cues": ([], ["nope"])}), 'has no "nope" among its cues'),
        (lambda: retired(retired(retired(BOOK, "routine").book, "support").book, "belonging"), "the last code"),
        (lambda: united(BOOK, [BOOK]), "has all codes"),
    ],
)
def test_what_cannot_be_done_says_why(make, says):
    with pytest.raises(UsageError) as refused:
        make()
    assert says in str(refused.value)


def test_a_difference_names_codes_that_came_and_went_and_what_fields_say_now():
    after = edited(merged(BOOK, ["support"], "belonging").book, "routine", {"definition": "The week."}).book
    found = difference(BOOK, after)

    assert [code.id for code in found.removed] == ["support"]
    assert [one.code for one in found.changed] == ["belonging", "routine"]
    (field,) = found.changed[1].fields[:1]
    assert (field.name, field.before, field.after) == ("definition", ("A shape to the week.",), ("The week.",))
    assert difference(BOOK, BOOK).nothing
