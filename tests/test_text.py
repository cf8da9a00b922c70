"""Bytes to text, and text to what a terminal may show."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thematic.text import NotTextError, decode, for_terminal, normalise, one_line

SPOKEN = "“I’d never,” she said – café, £5…\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_is_read_by_its_mark_or_as_utf_8(encoding):
    decoded = decode(SPOKEN.encode(encoding))

    assert normalise(decoded.text) == SPOKEN
    assert not decoded.assumed


def test_what_is_not_utf_8_is_read_as_windows_1252_and_says_that_it_was_assumed():
    decoded = decode(SPOKEN.encode("cp1252"))

    assert (decoded.text, decoded.encoding, decoded.assumed) == (SPOKEN, "cp1252", True)


def test_a_named_encoding_has_the_last_word():
    assert decode("canõt".encode("mac_roman"), "mac_roman").text == "canõt"


def test_a_named_encoding_that_does_not_exist_or_fit_is_refused():
    with pytest.raises(NotTextError, match="not an encoding"):
        decode(b"a", "klingon")
    with pytest.raises(NotTextError, match="byte 0 does not fit"):
        decode("é".encode("cp1252"), "utf-8")


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"PK\x03\x04\x00\x00", bytes(range(256)), b"\x81\x8d\x8f\x90\x9d"])
def test_binary_data_is_not_text(data):
    with pytest.raises(NotTextError):
        decode(data)


@given(st.text(alphabet=st.characters(exclude_characters="\r\ufeff", exclude_categories=["Cs", "Cc"])))
def test_text_comes_back_whatever_the_line_ends_and_the_normal_form(text):
    lines = f"{text}\nend"

    for written in (lines, lines.replace("\n", "\r\n"), lines.replace("\n", "\r"), unicodedata.normalize("NFD", lines)):
        assert normalise(decode(written.encode()).text) == unicodedata.normalize("NFC", lines)


@given(st.text())
def test_nothing_that_drives_a_terminal_gets_through(text):
    safe = for_terminal(text)

    assert not any(unicodedata.category(sign) == "Cc" and sign not in "\t\n" for sign in safe)
    assert not set(safe) & set("\u202a\u202e\u2066\u2069")


def test_one_line_folds_white_space_and_cuts_with_an_ellipsis():
    assert one_line("a\n\tb \x1b[31m c") == "a b [31m c"
    assert one_line("abcdef", 4) == "abc…"
