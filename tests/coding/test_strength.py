"""What held-out examples say of a codebook. All sentences are invented."""

import dataclasses

from coding_talk import BACKGROUND, CODEBOOK

from thematic.coding.strength import Strength, strength_of
from thematic.model import Code

FRUIT = ("apples", "plums", "cherries", "pears", "quinces", "damsons", "medlars", "figs")
PLACES = ("orchard", "market", "yard", "cellar")


def picked(fruit, place):
    return f"We picked {fruit} and carried the {fruit} down to the {place}."


PICKING = Code(
    id="picking",
    name="Picking",
    definition="The speaker picks fruit.",
    examples=tuple(picked(fruit, place) for fruit in FRUIT for place in PLACES),
)
BOOK = dataclasses.replace(CODEBOOK, codes=(*CODEBOOK.codes, PICKING))


def fared(book):
    return {one.code: one for one in strength_of(book, encoder=None, background=BACKGROUND)}


def test_examples_that_are_alike_find_each_other_again():
    found = fared(BOOK)["picking"]

    assert found.precision > 0.9
    assert found.strength is Strength.STRONG
    assert found.taken_for == ()


def test_a_code_with_a_handful_of_examples_is_thin_and_one_with_fewer_untested():
    few = dataclasses.replace(PICKING, id="few", examples=PICKING.examples[:4])
    found = fared(dataclasses.replace(BOOK, codes=(*BOOK.codes, few)))

    assert found["garden"].strength in {Strength.THIN, Strength.CONFUSED}
    assert found["few"].strength is Strength.UNTESTED
    assert found["few"].precision is None


def test_two_codes_with_the_same_talk_are_taken_for_each_other():
    twin = dataclasses.replace(PICKING, id="twin", examples=tuple(picked(f, "barn") for f in FRUIT for _ in range(2)))
    ours = dataclasses.replace(PICKING, examples=PICKING.examples[:16])
    found = fared(dataclasses.replace(CODEBOOK, codes=(ours, twin, *CODEBOOK.codes)))

    names = {name for code in ("picking", "twin") for name, _ in found[code].taken_for}
    assert names & {"picking", "twin"}


def test_it_is_the_same_every_time():
    assert fared(BOOK) == fared(BOOK)


def test_the_command_says_what_to_do_and_exits_well(run, small_codebook):
    said = run("codebook", "check", small_codebook, "--strength").ok.out

    assert "Untested, fewer than five examples: belonging, support, routine." in " ".join(said.split())
    assert '"strength": "untested"' in run("codebook", "check", small_codebook, "--strength", "--json").ok.out
