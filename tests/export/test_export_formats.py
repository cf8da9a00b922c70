import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from effort import costs_at_most
from export_samples import HOSTILE, SMALL, text_table, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from thematic.errors import UsageError
from thematic.export import FORMATS, render
from thematic.export.escape import printable
from thematic.export.table import Column, ColumnKind, Table

rows_of_three = st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=4)


def unguard(cell):
    return cell[1:] if cell.startswith(("'=", "'+", "'-", "'@", "'\t", "'\r", "'\n", "''")) else cell


def test_a_table_as_csv():
    expected = (
        "theme,name,groups,groups_of,fit,quotes\n"
        "t1,'=Being | missed,4,6,-0.5,\"“I'd be lost | without it” (P07, FG3)\n"
        '“Nobody <asks> you\nanything there” (unidentified speaker, FG2)"\n'
        "t2,,,6,0,\n"
    )

    assert render(SMALL, "csv").decode() == expected


def test_a_table_as_tsv():
    expected = (
        "theme\tname\tgroups\tgroups_of\tfit\tquotes\n"
        "t1\t'=Being | missed\t4\t6\t-0.5\t\"“I'd be lost | without it” (P07, FG3)\n"
        '“Nobody <asks> you\nanything there” (unidentified speaker, FG2)"\n'
        "t2\t\t\t6\t0\t\n"
    )

    assert render(SMALL, "tsv").decode() == expected


def test_a_table_as_markdown():
    expected = (
        "# Table 1. What was \\*said\\*\n"
        "\n"
        "| Theme | Groups | Fit | Quotes |\n"
        "| --- | ---: | ---: | --- |\n"
        "| \\=Being \\| missed | 4/6 | \\-0.5 | “I'd be lost \\| without it” (P07, FG3)<br>"
        "“Nobody &lt;asks&gt; you<br>anything there” (unidentified speaker, FG2) |\n"
        "|  |  | 0 |  |\n"
        "\n"
        "Of 6 groups &amp; more.\n"
    )

    assert render(SMALL, "md").decode() == expected


def test_a_table_as_json():
    expected = (
        "[\n"
        '  {"theme": "t1", "name": "=Being | missed", "groups": 4, "groups_of": 6, "fit": -0.5, "quotes": '
        '[{"text": "I\'d be lost | without it", "participant": "P07", "group": "FG3", "transcript": "fg1", '
        '"start": 0, "end": 24}, {"text": "Nobody <asks> you\\nanything there", "participant": '
        '"unidentified speaker", "group": "FG2", "transcript": "fg2", "start": 5, "end": 37}]},\n'
        '  {"theme": "t2", "name": null, "groups": null, "groups_of": 6, "fit": 0, "quotes": []}\n'
        "]\n"
    )

    assert render(SMALL, "json").decode() == expected


def test_a_table_as_html():
    expected = (
        "<table>\n<caption><span>Table 1. What was *said*</span></caption>\n<thead>\n<tr>\n"
        '<th scope="col" class="text">Theme</th>\n'
        '<th scope="col" class="number">Groups</th>\n'
        '<th scope="col" class="number">Fit</th>\n'
        '<th scope="col" class="quotes">Quotes</th>\n'
        "</tr>\n</thead>\n<tbody>\n<tr>\n"
        '<th scope="row" class="text">=Being | missed</th>\n'
        '<td class="number">4/6</td>\n'
        '<td class="number">-0.5</td>\n'
        '<td class="quotes"><p><bdi>“I&#x27;d be lost | without it”</bdi> <span>(P07, FG3)</span></p>'
        "<p><bdi>“Nobody &lt;asks&gt; you\nanything there”</bdi> <span>(unidentified speaker, FG2)</span></p></td>\n"
        "</tr>\n<tr>\n"
        '<th scope="row" class="text"></th>\n'
        '<td class="number"></td>\n'
        '<td class="number">0</td>\n'
        '<td class="quotes"></td>\n'
        "</tr>\n</tbody>\n</table>\n"
    )

    page = render(SMALL, "html").decode()

    assert page[page.index("<table>") : page.index("</div>")] == expected


def test_a_page_names_its_language_and_lets_nothing_in_from_outside():
    page = render(SMALL, "html").decode()

    assert page.startswith('<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">')
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in page
    assert not any(word in page for word in ("<script", "http:", "https:", "url(", "@import", 'src="', "href"))


@settings(max_examples=60, deadline=None)
@given(rows_of_three)
def test_csv_reads_back_to_the_same_cells_and_no_cell_is_a_formula(rows):
    table = text_table(*rows)
    for suffix, delimiter in (("csv", ","), ("tsv", "\t")):
        text = io.StringIO(render(table, suffix).decode(), newline="")
        read = list(csv.reader(text, delimiter=delimiter, strict=True))[1:]

        assert not any(cell.startswith(tuple("=+-@\t\r\n")) for row in read for cell in row)
        assert [tuple(map(unguard, row)) for row in read] == rows


def test_a_column_of_empty_cells_keeps_its_rows_in_csv():
    data = render(text_table(("",), ("",)), "csv").decode()

    assert list(csv.reader(io.StringIO(data, newline=""))) == [["c0"], [""], [""]]


@settings(max_examples=60, deadline=None)
@given(rows_of_three)
def test_json_reads_back_to_the_same_cells(rows):
    read = json.loads(render(text_table(*rows), "json"))

    assert [tuple(row.values()) for row in read] == rows


def test_an_empty_table_can_be_written_in_every_format():
    table = Table("", (Column("a", "A"),), ())

    assert json.loads(render(table, "json")) == []
    assert all(render(table, suffix) for suffix in FORMATS)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_lone_surrogate_breaks_no_format(suffix):
    assert render(text_table(("a\ud800b",)), suffix)


class Reader(HTMLParser):
    """The page's text by element, and every tag with its attributes."""

    def __init__(self):
        super().__init__()
        self.cells, self.tags, self.open, self.caption = [], [], None, ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, tuple(attrs)))
        if tag in {"td", "th", "caption"}:
            self.open = tag
            if tag != "caption":
                self.cells.append("")

    def handle_endtag(self, tag):
        if tag == self.open:
            self.open = None

    def handle_data(self, data):
        if self.open == "caption":
            self.caption += data
        elif self.open:
            self.cells[-1] += data


def read_html(page):
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


@settings(max_examples=60, deadline=None)
@given(rows_of_three)
def test_html_reads_back_to_the_same_text_and_no_text_adds_a_tag(rows):
    read = read_html(render(text_table(*rows), "html").decode())
    plain = read_html(render(text_table(*[("x",) * 3 for _ in rows]), "html").decode())

    assert read.cells[3:] == [printable(cell) for row in rows for cell in row]
    assert read.caption == printable(rows[0][0])
    assert [tag for tag, _ in read.tags] == [tag for tag, _ in plain.tags]
    assert {name for _, attrs in read.tags for name, _ in attrs} == {
        name for _, attrs in plain.tags for name, _ in attrs
    }


@settings(max_examples=60, deadline=None)
@given(rows_of_three)
def test_a_markdown_table_keeps_its_columns_and_renders_its_cells_as_they_are(rows):
    page = render(text_table(*rows), "md").decode()
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(page)
    read = read_html(html.replace("<br>", "\n"))

    assert html.count("<table>") == 1
    assert read.cells[3:] == [printable(cell).strip() for row in rows for cell in row]


@pytest.mark.parametrize("suffix", [".CSV", "csv", ".csv", "Csv"])
def test_a_suffix_is_read_in_any_case_with_or_without_its_dot(suffix):
    assert render(SMALL, suffix) == render(SMALL, ".csv")


def test_an_unknown_suffix_names_the_formats_and_the_nearest():
    with pytest.raises(UsageError) as caught:
        render(SMALL, ".doc")

    assert str(caught.value) == (
        'cannot write ".doc". Choose one of .csv, .docx, .html, .json, .md, .tsv. Did you mean ".docx"?'
    )


HASHES = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from export_samples import HOSTILE, SMALL, text_table
from thematic.export import FORMATS, render
for table in (SMALL, text_table(*[(text, text) for text in HOSTILE])):
    for suffix in FORMATS:
        print(suffix, hashlib.sha256(render(table, suffix)).hexdigest())
"""


def test_every_format_gives_the_same_bytes_in_every_process():
    here = [
        f"{suffix} {hashlib.sha256(render(table, suffix)).hexdigest()}"
        for table in (SMALL, text_table(*[(text, text) for text in HOSTILE]))
        for suffix in FORMATS
    ]
    for seed in ("0", "1"):
        ran = subprocess.run(
            [sys.executable, "-c", HASHES, str(Path(__file__).parent)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )

        assert ran.stdout.split("\n")[:-1] == here


def test_importing_the_exports_loads_none_of_the_heavy_packages():
    heavy = "import sys, thematic.export; print(*{'docx', 'lxml', 'jinja2', 'markupsafe'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == ""


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".json", ".md"])
def test_a_hundred_thousand_rows_are_written_in_seconds(suffix):
    columns = tuple(Column(f"t{n}", f"T{n}") for n in range(6))
    columns += tuple(Column(f"n{n}", f"N{n}", ColumnKind.NUMBER) for n in range(4))
    row = ("fg3:t041", "fg3", "belonging", "anna", "suggested", "I'd be lost without it, I would.", 41, 2, 0.123456, 1)
    table = Table("Scores", columns, (row,) * 100_000)

    with costs_at_most(15):
        data = render(table, suffix)

    assert data.count(b"belonging") == 100_000
