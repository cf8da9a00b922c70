import pytest
from export_samples import QUOTES, SMALL

from thematic.export.table import Column, ColumnKind, Table, cell_text, number

NUMBER = ColumnKind.NUMBER


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (-12, "-12"),
        (10**20, "100000000000000000000"),
        (0.5, "0.5"),
        (3.0, "3"),
        (100.0, "100"),
        (1e-6, "0.000001"),
        (1e-7, "0"),
        (-1e-9, "0"),
        (2 / 3, "0.666667"),
        (1e22, "10000000000000000000000"),
    ],
)
def test_numbers_are_written_without_exponents_and_with_six_decimals_at_most(value, written):
    assert number(value) == written


def test_people_read_a_count_with_its_denominator_and_no_column_without_a_heading():
    assert [column.key for column in SMALL.reading_columns] == ["name", "groups", "fit", "quotes"]

    assert list(SMALL.reading_rows()) == [("=Being | missed", "4/6", "-0.5", QUOTES), ("", "", "0", ())]


def test_quotations_read_one_to_a_line_with_who_said_them():
    assert cell_text(QUOTES) == (
        "“I'd be lost | without it” (P07, FG3)\n“Nobody <asks> you\nanything there” (unidentified speaker, FG2)"
    )


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (ColumnKind.TEXT, 1),
        (ColumnKind.TEXT, QUOTES),
        (NUMBER, "1"),
        (NUMBER, True),
        (NUMBER, float("nan")),
        (NUMBER, float("inf")),
        (ColumnKind.QUOTES, None),
        (ColumnKind.QUOTES, "words"),
        (ColumnKind.QUOTES, ("words",)),
    ],
)
def test_a_cell_of_another_kind_than_its_column_is_refused_without_naming_its_words(kind, cell):
    with pytest.raises(ValueError, match=r'^row 1, column "a": the cell is not of kind (text|number|quotes)$'):
        Table("T", (Column("a", "A", kind),), ((cell,),))


def test_a_row_of_another_width_is_refused():
    with pytest.raises(ValueError, match="row 2 has 2 cells for 1 columns"):
        Table("T", (Column("a", "A"),), (("x",), ("x", "y")))


@pytest.mark.parametrize(
    "columns",
    [
        (Column("a", "A"), Column("a", "A")),
        (Column("a"),),
        (),
        (Column("Not Snake", "A"),),
        (Column("a", "A"), Column("a_of", of="a")),
        (Column("a_of", kind=NUMBER, of="a"), Column("a", "A", NUMBER)),
        (Column("a", "A", NUMBER), Column("a_of", "Of", NUMBER, of="a")),
    ],
)
def test_malformed_columns_are_refused(columns):
    with pytest.raises(ValueError, match=r"key|denominator|heading"):
        Table("T", columns, ())
