import csv
import io
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from export_samples import HOSTILE, texts
from hypothesis import example, given, settings
from markdown_it import MarkdownIt

from thematic.export import render
from thematic.export.escape import guard, markdown, markup, printable
from thematic.export.table import Column, ColumnKind, Table
from thematic.ingest.tables import unguard

TRIGGERS = tuple("=+-@\t\r\n")


def local_unguard(text):
    return text[1:] if text.startswith(tuple(f"'{mark}" for mark in (*TRIGGERS, "'"))) else text


@settings(max_examples=60, deadline=None)
@given(texts)
def test_no_guarded_text_is_a_formula_and_the_guard_comes_off_exactly(text):
    guarded = guard(text)

    assert not guarded.startswith(TRIGGERS)
    assert local_unguard(guarded) == text
    assert unguard(guarded) == text


def test_a_dash_of_speech_is_guarded_and_a_plain_word_is_not():
    assert guard("- well, no") == "'- well, no"
    assert guard("'tis") == "''tis"
    assert guard("well - no") == "well - no"


@settings(max_examples=60, deadline=None)
@given(texts)
def test_printable_text_holds_nothing_that_drives_a_terminal_and_keeps_its_length_but_for_line_ends(text):
    shown = printable(text)

    assert not {*shown} & {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))}
    assert len(shown) == len(text.replace("\r\n", "\n"))


def test_direction_marks_and_astral_characters_stay():
    assert printable("\u202eabc\u202c 🌻 \u200d") == "\u202eabc\u202c 🌻 \u200d"


def test_lone_surrogates_and_what_xml_forbids_become_replacement_characters():
    assert printable("a\ud800b\ufffec\uffffd\x00") == "a\ufffdb\ufffdc\ufffdd\ufffd"


@settings(max_examples=60, deadline=None)
@given(texts)
def test_markup_parses_to_the_printable_text_in_elements_and_attributes(text):
    parsed = ET.fromstring(f'<a b="{markup(text)}">{markup(text)}</a>')

    # XML itself folds white space in attributes.
    assert parsed.get("b") == printable(text).replace("\n", " ").replace("\t", " ")
    assert (parsed.text or "") == printable(text)


def rendered(line):
    """The text of Markdown that must be one paragraph of words, breaks and nothing else."""
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(line).strip()
    body = html.removeprefix("<p>").removesuffix("</p>")
    assert html == f"<p>{body}</p>"
    words = body.replace("<br>", "\n")
    assert "<" not in words
    return unescape(words)


@settings(max_examples=60, deadline=None)
@given(texts.filter(lambda text: printable(text).strip()))
@example("1) not a list")
@example("123456789. not a list")
@example("    not code")
@example("===")
@example("***")
@example("[a]: https://example.org")
@example("```")
def test_a_paragraph_of_markdown_renders_as_the_text_itself(text):
    assert rendered(markdown(text)) == printable(text).strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_is_always_one_line(text):
    assert "\n" not in markdown(text)


def test_markdown_reads_well_raw():
    assert markdown("I said *no*, me & Jo | 50 <quid>\n- right?") == (
        "I said \\*no\\*, me &amp; Jo \\| 50 &lt;quid&gt;<br>- right?"
    )
    assert markdown("# 1. – fine") == "\\# 1. – fine"
    assert markdown("3. fine") == "3\\. fine"


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_numbers_are_never_guarded(suffix):
    table = Table("T", (Column("a", "A", ColumnKind.NUMBER),), ((-1,), (-0.25,), (None,)))

    delimiter = "," if suffix == "csv" else "\t"
    rows = list(csv.reader(io.StringIO(render(table, suffix).decode(), newline=""), delimiter=delimiter))

    assert rows == [["a"], ["-1"], ["-0.25"], [""]]
