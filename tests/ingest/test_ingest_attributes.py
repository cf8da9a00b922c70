"""The kinds of attributes, read off their values, and what may give a person away. All values are invented."""

import pytest
from effort import costs_at_most

from thematic.ingest.people.attributes import AttributeKind, attribute_doubts, attributes_of, described
from thematic.model import Participant, Role


def people(name, *values):
    return [Participant(f"P{n}", attributes={name: value} if value else {}) for n, value in enumerate(values)]


def attribute(name, *values):
    return attributes_of(people(name, *values))[0]


@pytest.mark.parametrize(("name", "values", "kind"), [
    ("site", ("north", "south"), "text"), ("age", ("41", "7"), "number"), ("income", ("12,500", "9.5"), "number"),
    ("share", ("12%", "-3"), "number"), ("carer", ("Yes", "no", "Y"), "yes/no"), ("flag", ("1", "0"), "number"),
    ("joined", ("2024-05-03", "3/5/2024", "2024-05-03 00:00:00"), "date"), ("joined", ("31/02/2024",), "text"),
    ("age_band", ("25-34", "35–44", "under 25", "75+"), "band"),
    ("age_band", ("25 to 34 years", "75 and over"), "band"),
    ("income", ("£10,000-£19,999", "<£10,000"), "band"), ("children", ("0", "1", "3+"), "band"),
    ("imd_decile", ("1", "10"), "decile"), ("decile", ("1", "11"), "number"), ("wards", ("34-25",), "text"),
    ("age", ("41", "about forty"), "text"), ("age", ("41", "n/a"), "number"), ("age", ("٤١",), "text"),
])  # fmt: skip
def test_a_column_is_of_the_kind_that_all_its_values_are_of(name, values, kind):
    assert attribute(name, *values).kind == kind


def test_values_that_say_nothing_are_empty_whatever_the_kind():
    found = attribute("age", "41", "", "n/a", "Prefer not to say", "unknown", "40")

    assert (found.kind, found.filled, found.empty, found.values) == (AttributeKind.NUMBER, 2, 4, ("40", "41"))


def test_bands_are_in_order_of_size_and_not_of_letters():
    found = attribute("age_band", "75+", "5-17", "under 5", "25-34", "18-24")

    assert found.values == ("under 5", "5-17", "18-24", "25-34", "75+")


def test_dates_are_in_order_of_time():
    assert attribute("joined", "3/12/2023", "2024-05-03", "01/02/2024").values == (
        "3/12/2023",
        "01/02/2024",
        "2024-05-03",
    )


def test_the_attributes_of_moderators_are_no_data():
    host = Participant("M1", Role.MODERATOR, attributes={"age": "many"})

    assert [described(one) for one in attributes_of([host, *people("age", "41", "42")])] == ["age: number, 2 of 2"]


@pytest.mark.parametrize(("name", "values", "line"), [
    ("age", ("41", "42", ""), "age: number, 2 of 3"), ("site", ("n", "s", "s", ""), "site: text, 2 values; 1 empty"),
    ("imd_decile", ("1",), "imd_decile: decile, 1 of 1"), ("carer", ("yes", "yes"), "carer: yes/no, 1 value"),
])  # fmt: skip
def test_an_attribute_is_said_in_a_line(name, values, line):
    assert described(attribute(name, *values)) == line


@pytest.mark.parametrize(("name", "values"), [
    ("Surname", ("Example", "Sample")), ("e-mail", ("a@example.org",)), ("reach at", ("a.b@example.org",)),
    ("reach at", ("07700 900123",)), ("number", ("+44 7700 900123",)), ("date of birth", ("1951-02-03",)),
    ("occupation", tuple(f"keeper of lighthouse {n}" for n in range(6))),
])  # fmt: skip
def test_values_that_may_name_somebody_are_doubted_and_not_repeated(name, values):
    [doubt] = attribute_doubts([attribute(name, *values)])

    assert "may identify people" in doubt
    assert not any(value in doubt for value in values)


@pytest.mark.parametrize(("name", "values"), [
    ("site", ("north", "south") * 8), ("age", tuple(map(str, range(20, 60)))), ("age_band", ("25-34", "35-44")),
    ("session_date", ("2024-05-03",)), ("occupation", ("cook", "nurse")),
])  # fmt: skip
def test_ordinary_attributes_are_not_doubted(name, values):
    assert list(attribute_doubts([attribute(name, *values)])) == []


def test_values_that_differ_in_capitals_only_are_doubted():
    assert list(attribute_doubts([attribute("site", "North", "north", "south")])) == [
        '"site": "North" and "north" differ in capitals only, and count as 2 values'
    ]


def test_a_band_that_a_spreadsheet_took_for_a_date_is_doubted():
    [doubt] = attribute_doubts([attribute("hours", "12-Oct", "13-20", "5-9")])

    assert "a spreadsheet took for a date" in doubt


def test_hostile_values_are_read_in_no_time():
    with costs_at_most(3):
        for value in (
            "1" * 1_000_000,
            "1," * 500_000,
            "a@" * 300_000,
            "-" * 1_000_000,
            "£" * 1_000_000,
            "5 " * 500_000,
        ):
            list(attribute_doubts([attribute("x", value)]))
            list(attribute_doubts([attribute("decile", value)]))
