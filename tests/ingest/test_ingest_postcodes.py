"""What a postcode looks like, and which columns hold one. Whether a code exists is beside the point."""

import pytest
from effort import costs_at_most

from thematic.ingest.people.postcodes import (
    holds_postcode,
    is_lsoa,
    is_lsoa_header,
    is_postcode_column,
    is_split_postcode,
    nation,
    postcode,
)


@pytest.mark.parametrize(("written", "code"), [
    ("L4 0TH", "L40TH"), ("l40th", "L40TH"), (" SW1A  1AA ", "SW1A1AA"), ("EC1A 1BB", "EC1A1BB"), ("M1 1AE", "M11AE"),
    ("CR2 6XH", "CR26XH"), ("L4", None), ("L4 OTH", None), ("", None), ("FG1 2nd", None), ("P07AB", None),
    ("L4 0TC", None), ("unknown", None),
])  # fmt: skip
def test_a_full_postcode_is_told_by_its_form(written, code):
    assert postcode(written) == code


@pytest.mark.parametrize(("code", "where"), [
    ("EH11AA", "Scotland"), ("CF101AA", "Wales"), ("BT11AA", "Northern Ireland"), ("JE23AA", "Channel Islands"),
    ("IM11AA", "Isle of Man"), ("L40TH", None), ("SY11AA", None), ("TD151AA", None),
])  # fmt: skip
def test_an_area_outside_england_is_told_by_its_letters_and_one_across_a_border_is_not(code, where):
    assert nation(code) == where


@pytest.mark.parametrize("value", [
    "12 Invented Road, L4 0TH", "lives at sw1a 1aa", "M1-1AE", "Ｍ１ １ＡＥ", "near L4\u200b0TH", "road_L4 0TH_east",
    "L4, 0TH", "(m1.1ae)",
])  # fmt: skip
def test_a_postcode_is_found_among_other_words_however_it_is_written(value):
    assert holds_postcode(value)


def test_what_may_be_a_postcode_is_taken_for_one_and_plain_words_are_not():
    assert holds_postcode("the l4 2nd bus"), "a value too many left out is counted, one too few gives somebody away"
    assert not any(
        map(holds_postcode, ("Allotment", "25-34", "P07 1st", "imd 2019", "2024-05-03", "Year 7", "L4 only"))
    )


@pytest.mark.parametrize("title", ["postcode", "Post Code", "post_code", "POSTCODE (home)", "pcds", "Postal code"])
def test_a_postcode_column_is_known_by_its_header(title):
    assert is_postcode_column(title, [])


@pytest.mark.parametrize("title", ["code", "post", "case", "poscode2", "age"])
def test_other_columns_are_no_postcodes(title):
    assert not is_postcode_column(title, [])


def test_a_column_is_one_of_postcodes_where_most_of_its_values_are():
    assert is_postcode_column("where", ["L4 0TH", "", "M1 1AE", "not said"])
    assert not is_postcode_column("where", ["L4 0TH", "north", "south"])
    assert not is_postcode_column("where", ["", ""])


@pytest.mark.parametrize("title", ["lsoa", "lsoa11", "LSOA21CD", "lsoa_code", "LSOA code (2011)", "lsoa11cd"])
def test_a_column_of_small_areas_is_known_by_its_header(title):
    assert is_lsoa_header(title)
    assert not is_lsoa_header("LSOA name (2011)")


def test_the_code_of_a_small_area_has_nine_signs():
    assert is_lsoa("E01006512")
    assert not is_lsoa("Liverpool 027C")


def test_hostile_values_are_read_in_no_time():
    with costs_at_most(2):
        for value in ("A" * 1_000_000, "A1" * 500_000, "A1 " * 300_000, " " * 1_000_000):
            holds_postcode(value)


def test_postcodes_split_over_two_columns_are_told_by_most_of_their_values():
    assert is_split_postcode(["SW1A", "m1", ""], ["1AA", "1ae", "n/k"])
    assert not is_split_postcode(["SW1A", "M1"], ["20", "31"])
    assert not is_split_postcode(["P07", "P08"], ["1AA", "1AE"])
