"""Codebook files: read strictly, each complaint with its line."""

import pytest

from thematic.codebook import builtin_codebooks, check_codebook, find_codebook, load_background, load_codebook
from thematic.errors import InputError

GOOD = """id: small
codes:
  - id: belonging
    name: Belonging
    definition: Feeling accepted.
"""


@pytest.fixture
def write(tmp_path):
    def writing(text, name="book.yaml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return writing


@pytest.mark.parametrize("name", sorted(builtin_codebooks()))
def test_a_built_in_codebook_has_nothing_to_mend(name):
    assert check_codebook(load_codebook(builtin_codebooks()[name])) == ()


def test_the_four_built_in_codebooks_are_there_and_the_background_is_none_of_them():
    assert sorted(builtin_codebooks()) == ["determinants-pathway", "life-rooms", "sp-mechanisms", "wellbeing-outcomes"]
    assert len(load_background()) >= 60


def test_a_code_has_its_own_examples_and_those_of_the_bank_beside_it(write):
    write("codebook: small\ncodes:\n  belonging:\n    examples:\n      - They kept my chair.\n", "book.examples.yaml")
    path = write(GOOD + "    examples:\n      - I am one of them.\n")

    assert load_codebook(path).codes[0].examples == ("I am one of them.", "They kept my chair.")


def test_the_hash_names_the_content_and_not_the_layout_of_the_file(write):
    one = load_codebook(write(GOOD))
    other = load_codebook(write(GOOD.replace("Feeling accepted.", '"Feeling accepted."') + "\n# a remark\n"))
    changed = load_codebook(write(GOOD.replace("accepted", "welcome")))

    assert one.sha256 == other.sha256 != changed.sha256


def test_plain_words_are_words_whatever_yaml_1_1_would_make_of_them(write):
    book = load_codebook(write(GOOD + "    cues: [no, on, 12:30, 007, 1e3]\n"))

    assert book.codes[0].cues == ("no", "on", "12:30", "007", "1e3")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            GOOD + "  - id: belonging\n    name: B\n    definition: x\n",
            r":6: the code id \"belonging\" is taken \(line 3",
        ),
        (GOOD + "    independence: no\n", r":6: \"codes.1.independence\" is not a field"),
        (GOOD + "    definition: again\n", r":6: the key \"definition\" stands here a second time"),
        (GOOD + "    cues: part of it\n", r":6: \"codes.1.cues\" must be a list"),
        (GOOD + "    exmaples: [a]\n", r"Did you mean \"examples\""),
        (
            GOOD + "    near_misses: [{text: x, code: belongin}]\n",
            r":6: no code \"belongin\".*Did you mean \"belonging\"",
        ),
        (GOOD + "    name: *x\n", r":6: "),
        (GOOD.replace("    name: Belonging\n", ""), r"\"codes.1.name\" is missing"),
        (GOOD.replace("id: small", "id: not an id"), r":1: \"id\" must be an id"),
        ("id: x\ncodes: []\n", r"no codes"),
        ("- a\n- b\n", r":1: expected"),
        ("", r":1: expected"),
        ("a: 'b", r":1: not valid YAML"),
        ("[" * 5_000, r"nested too deeply"),
        ("id: !!python/object:os.system x\n", r":1: tags"),
        (b"\x00\x01", r"binary data"),
        (GOOD + "---\nid: other\n", r":6: a second document"),
    ],
)
def test_what_is_wrong_with_a_file_is_one_line_that_names_the_place(write, text, message):
    with pytest.raises(InputError, match=message) as raised:
        load_codebook(write(text))

    assert "\n" not in str(raised.value)


def test_a_bank_for_another_codebook_or_an_unknown_code_is_refused(write):
    path = write(GOOD)
    write("codebook: other\ncodes: {}\n", "book.examples.yaml")
    with pytest.raises(InputError, match=r"book.examples.yaml:1: these examples are for \"other\""):
        load_codebook(path)

    write("codebook: small\ncodes:\n  routine:\n    examples: [x]\n", "book.examples.yaml")
    with pytest.raises(InputError, match=r"book.examples.yaml:3: no code \"routine\""):
        load_codebook(path)


def test_a_codebook_that_is_nowhere_is_named_with_the_closest(tmp_path):
    with pytest.raises(InputError, match='Did you mean "sp-mechanisms"'):
        find_codebook("sp-mechanism", tmp_path)


def test_what_is_thin_is_said_but_does_not_stop_anybody(write):
    said = [finding.message for finding in check_codebook(load_codebook(write(GOOD)))]

    assert any("0 examples" in one for one in said)
    assert any("no source" in one for one in said)
