"""Web pages: what is read, what is left out, how they are decoded, what is refused."""

import pytest

from thematic.errors import InputError
from thematic.ingest import read_transcript


def words(read, content, **options):
    return read("t.html", content, **options).transcript.text


def test_blocks_are_paragraphs_and_line_breaks_in_the_file_are_spaces(spoken):
    page = (
        "<html><body><p>Anna: One\n two.</p><div>and <b>mo</b>re.</div><ul><li>Bev: Three.</ul>Anna: Four.<hr>Bev: 5."
    )

    assert spoken("t.html", page) == [
        ("Anna", "One two.\nand more."), ("Bev", "Three."), ("Anna", "Four."), ("Bev", "5."),
    ]  # fmt: skip


def test_br_and_preformatted_lines_are_lines(spoken):
    assert spoken("t.htm", "<p>INT: One<br>P1: Two<pre>INT: Three\nP1: Four</pre>") == [
        ("INT", "One"), ("P1", "Two"), ("INT", "Three"), ("P1", "Four"),
    ]  # fmt: skip


def test_entities_are_letters_once(read):
    assert (
        words(read, "<p>P1: Fish &amp; chips &lt;b&gt; caf&eacute; &#8217;tis &amp;amp;")
        == "Fish & chips <b> café ’tis &amp;"
    )


def test_what_no_reader_sees_is_left_out(read):
    page = (
        "<head><title>secret</title><style>secret</style></head><script>secret</script><p>P1: One"
        "<span style='display: none'>secret</span><span hidden>secret</span><!-- secret --> two<svg>secret</svg>"
    )

    assert words(read, page) == "One two"


def test_deletions_comments_notes_and_headings_are_left_out(read):
    page = (
        "<h1>Group one</h1><p>P1: It was <del>bad</del><ins>good</ins>."
        "<div style='mso-element:comment-list'><div style='mso-element:comment'>secret</div></div>"
        "<div id='sdfootnote1'><p>secret</div>"
    )
    imported = read("t.html", page)

    assert imported.transcript.text == "It was good."
    assert imported.source.notes == (
        "1 footnote left out", "1 tracked deletion left out", '1 heading or rule left out: "Group one"',
    )  # fmt: skip


def test_a_table_that_is_no_talk_keeps_its_words(read):
    page = "<p>INT: One?<p>P1: Two.<table><tr><td>Age<td>34<tr><td>Town<td>Leeds</table>"

    assert words(read, page) == "One?\nTwo.\nAge\n34\nTown\nLeeds"


def test_a_table_inside_a_table_that_only_sets_the_page_is_found(spoken):
    rows = "".join(f"<tr><td>{who}<td>{said}" for who, said in [("Anna", "One."), ("Bev", "Two."), ("Anna", "Three.")])

    assert spoken("t.html", f"<table><tr><td><table>{rows}</table></table>") == [
        ("Anna", "One."), ("Bev", "Two."), ("Anna", "Three."),
    ]  # fmt: skip


@pytest.mark.parametrize(("declared", "encoding"), [
    ("<meta charset=cp1251>", "cp1251"), ("<meta charset=latin1>", "cp1252"), ("<meta charset=x-none>", "utf-8"),
    ("<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>", "koi8-r"), ("", "utf-16"),
    ("<meta charset=rot13>", "utf-8"),
])  # fmt: skip
def test_a_page_says_how_it_is_encoded(read, declared, encoding):
    said = {"cp1251": "Да", "koi8-r": "Да", "cp1252": "café “x”"}.get(encoding, "Да é")

    assert words(read, f"{declared}<p>P1: {said}".encode(encoding)) == said


REFUSED = {
    "pdf": (b"%PDF-1.4", "it is a PDF. Rename it to end in .pdf"),
    "binary": (b"\x00\x01\xff" * 50, "not text: it holds binary data"),
    "misdeclared": (b"<meta charset=utf-8><p>\xe9\xff", "not text: byte 23 does not fit utf-8"),
    "deep": (b"<div>" * 100_000, "elements are nested over 200 deep"),
    "empty": (b"<html></html>", "the file holds no talk"),
    "no bytes": (b"", "the file is empty"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_page_is_one_line(case):
    data, reason = REFUSED[case]
    with pytest.raises(InputError) as caught:
        read_transcript("a.html", data, transcript_id="t")

    assert str(caught.value).startswith(f"a.html: {reason}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "mark",
    [
        "<sup><a href='#n1'>1</a></sup>",
        "<a href='#n1'><sup>1</sup></a>",
        "<a class='sdfootnoteanc' name='sdfootnote1anc' href='#sdfootnote1sym'><sup>1</sup></a>",
        "<a style='mso-footnote-id:ftn1' href='#_ftn1'><span>[1]</span></a>",
    ],
)
def test_a_mark_of_a_footnote_is_no_part_of_a_number(read, mark):
    page = f"<p>INT: How old?</p><p>P1: I was 34{mark} then, on the 2<sup>nd</sup> <a href='#x'>day</a>.</p>"
    imported = read("t.html", page)

    assert imported.transcript.text == "How old?\nI was 34 then, on the 2nd day."
    assert imported.source.notes == ("1 footnote's mark left out",)
