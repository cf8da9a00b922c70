"""Tables of answers: rows to turns."""

import csv
import io

import pytest
from effort import costs_at_most
from hypothesis import example, given, settings
from hypothesis import strategies as st

from thematic.errors import InputError
from thematic.ingest import read_answers
from thematic.ingest.raw import clean
from thematic.ingest.tables import unguard
from thematic.model import Kind, Participant

TABLE = 'id,text,who,site\na1,"It helped.\nA lot. Really.",Q1,North\na2,  ,Q2,South\na3,No.,Q2,South\n'


def answers(table, **columns):
    data = table if isinstance(table, bytes) else table.encode()
    return read_answers("a.csv", data, transcript_id="survey", text_column=columns.pop("text", "text"), **columns)


def test_every_row_with_words_is_one_turn():
    imported = answers(TABLE, id_column="id", participant_column="who")
    transcript = imported.transcript

    assert (transcript.kind, transcript.text) == (Kind.ANSWERS, "It helped.\nA lot. Really.\nNo.")
    assert [(turn.number, turn.given_id, turn.participant) for turn in transcript.turns] == [
        (1, "a1", "Q1"),
        (2, "a3", "Q2"),
    ]
    assert [transcript.words_at(span) for span in transcript.turns[0].sentences] == ["It helped.", "A lot.", "Really."]
    assert imported.source.notes == ("1 row without words left out",)


def test_other_columns_are_attributes():
    assert answers(TABLE, id_column="id", participant_column="who").participants == (
        Participant("Q1", labels=(("survey", "Q1"),), attributes={"site": "North"}),
        Participant("Q2", labels=(("survey", "Q2"),), attributes={"site": "South"}),
    )


def test_who_answers_is_named_after_the_row_s_id_else_its_number():
    assert [turn.participant for turn in answers(TABLE, id_column="id").transcript.turns] == [
        "survey-a1", "survey-a3",
    ]  # fmt: skip
    assert [turn.participant for turn in answers(TABLE).transcript.turns] == ["survey-p1", "survey-p3"]


def test_what_differs_between_the_rows_of_one_person_is_not_theirs():
    imported = answers("text,who,q,site\nOne.,A,1,N\nTwo.,A,2,N\nThree.,B,1,S", participant_column="who")

    assert [who.attributes for who in imported.participants] == [{"site": "N"}, {"q": "1", "site": "S"}]
    assert imported.source.notes == ('"q" differs between the rows of one participant and is not kept as theirs',)


@pytest.mark.parametrize(("table", "columns", "reason"), [
    (TABLE, {"text": "txt"}, 'a.csv:1: there is no column "txt"; there is id, text, who, site. Did you mean "text"?'),
    (TABLE, {"id_column": "nr"}, 'a.csv:1: there is no column "nr"'),
    ('id,text\na,"One\ntwo"\nb,Two\na,Three', {"id_column": "id"}, 'a.csv:5: the id "a" stands in line 2 too'),
    ("id,text\na,One\n,Two", {"id_column": "id"}, "a.csv:3: this row has no id"),
    ("id,text\na,\n", {}, 'a.csv: no row has words in the column "text"'),
    ('id,text\na,"x\ny\nb,Two\n', {}, "a.csv:2: quotation marks do not match"),
    ('id,text\na,"x"y\n', {}, "a.csv:2: quotation marks do not match"),
    ("id,text\na,b,c\n", {}, "a.csv:2: this row has 3 cells, the header 2"),
    (",".join(f"c{n}" for n in range(2001)), {}, "a.csv:1: the header names 2001 columns"),
    (b"\x00\x01", {}, "a.csv: not text"),
    (b"PK\x03\x04", {}, "a.csv: it is a zip archive"),
    (b"", {}, "a.csv: the file is empty"),
])  # fmt: skip
def test_a_broken_table_is_one_line_with_its_number(table, columns, reason):
    with pytest.raises(InputError) as caught:
        answers(table, **columns)

    assert str(caught.value).startswith(reason)
    assert "\n" not in str(caught.value)


def test_a_table_of_tabs_is_read_by_its_suffix():
    data = b"id\ttext\na\tOne, two; three.\n"

    assert read_answers("a.tsv", data, transcript_id="t", text_column="text").transcript.text == "One, two; three."


@pytest.mark.parametrize(("cell", "bare"), [
    ("'=1+1", "=1+1"), ("'+44", "+44"), ("'- no", "- no"), ("'@x", "@x"), ("'\tx", "\tx"), ("'\nx", "\nx"),
    ("''tis", "'tis"),
    ("'tis", "'tis"), ("'", "'"), ("=1", "=1"), ("", ""), ("'''", "''"),
])  # fmt: skip
def test_the_guard_of_our_own_exports_is_taken_off_once(cell, bare):
    assert unguard(cell) == bare


def guarded(cell):
    """What DESIGN section 5 says an export writes."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "'")) else cell


@given(
    st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=30), min_size=1, max_size=8)
)
@example(["=SUM(A1)", "'quoted'", "- and then", '"', ",;\t"])
@settings(max_examples=100, deadline=None)
def test_any_answers_written_as_we_export_come_back_verbatim(texts):
    texts = [f"{text}." for text in texts]
    buffer = io.StringIO()
    csv.writer(buffer).writerows([("id", "text"), *((f"r{n}", guarded(text)) for n, text in enumerate(texts))])

    transcript = answers(buffer.getvalue(), id_column="id").transcript

    assert [transcript.words_at(turn.span) for turn in transcript.turns] == [clean(text) for text in texts]


def test_six_thousand_rows_are_quick():
    rows = "".join(f'r{n},"It got me out of the house. I went, number {n}.",site {n % 3}\n' for n in range(6000))
    answers(TABLE)  # loads the sentencizer
    with costs_at_most(5):
        imported = answers("id,text,site\n" + rows, id_column="id")

    assert len(imported.transcript.turns) == 6000


WORDS = "My sister cried all night"


@pytest.mark.parametrize(("table", "columns", "reason"), [
    (f"id,text\n{WORDS},One\n{WORDS},Two", {"id_column": "id"},
     "a.csv:3: what stands there for an id stands in line 2 too. Give every row its own"),
    (f"{WORDS},I left,a1\nWell then,Yes,a2", {},
     "a.csv:1: the first row does not look like column names. Put a header above the data."),
    (f"id,{WORDS},words\na1,One,x", {}, 'a.csv:1: there is no column "text"; there is id, words and 1 more.'),
    (f"{WORDS},{WORDS},text\na,b,c", {}, "a.csv:1: two columns are called what stands there. Rename one"),
    (",".join(f"c{n}" for n in range(20)), {},
     'a.csv:1: there is no column "text"; there is c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 and 8 more.'),
])  # fmt: skip
def test_a_message_about_a_table_never_repeats_what_may_be_somebody_s_words(table, columns, reason):
    with pytest.raises(InputError) as caught:
        answers(table, **columns)

    assert str(caught.value) == reason


def test_a_cell_as_long_as_any_we_export_is_read_and_the_process_s_limit_is_left_as_it_was():
    limit = csv.field_size_limit()
    words = "It helped me. " * 20_000

    assert answers(f'id,text\na1,"{words}"\n').transcript.text == words.strip()
    with pytest.raises(InputError):
        answers('id,text\na1,"open\n')
    assert csv.field_size_limit() == limit


def test_rows_of_two_tables_with_one_id_are_two_people():
    first, second = (
        read_answers("a.csv", b"id,text\n1,One.\n", transcript_id=table, text_column="text", id_column="id")
        for table in ("before", "after")
    )

    assert [first.participants[0].id, second.participants[0].id] == ["before-1", "after-1"]
    assert [read.transcript.turns[0].given_id for read in (first, second)] == ["1", "1"]


def test_row_ids_that_differ_only_in_their_signs_stay_different_people():
    table = "id,text,who\na 1,One.,\na/1,Two.,\n???,Three.,\np3,Four.,\na_1,Five.,survey-a-1-2\n"

    alone = answers(table, id_column="id").transcript.turns
    named = answers(table, id_column="id", participant_column="who").transcript.turns

    assert [turn.participant for turn in alone] == [
        "survey-a-1",
        "survey-a-1-2",
        "survey-p3",
        "survey-p3-2",
        "survey-a_1",
    ]
    assert [turn.participant for turn in named][:2] == ["survey-a-1", "survey-a-1-3"]
    assert [turn.given_id for turn in alone] == ["a 1", "a/1", "???", "p3", "a_1"]


QUALTRICS = [
    "ResponseId,Q1",
    'Response ID,"What, if anything, helped you?"',
    '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1_TEXT""}"',
    "R_1,Going out.",
    "R_2,My sister.",
]


def test_the_other_headers_that_qualtrics_writes_are_left_out_and_counted():
    def read(*rows):
        return read_answers(
            "q.csv", "\n".join(rows).encode(), transcript_id="q", text_column="Q1", id_column="ResponseId"
        )

    for rows, note in ((QUALTRICS, "2 rows"), ([QUALTRICS[0], *QUALTRICS[2:]], "1 row")):
        imported = read(*rows)
        assert imported.transcript.text == "Going out.\nMy sister."
        assert imported.source.notes == (f"{note} of Qualtrics's own below the header left out",)


def test_who_asks_in_a_table_of_talk_is_a_moderator_and_said():
    talk = b"who,text\nINT,Why?\nMaya,Money.\nINT,And now?\nMaya,I like it.\n"
    imported = read_answers("a.csv", talk, transcript_id="a", text_column="text", participant_column="who")

    assert [turn.role.value for turn in imported.transcript.turns] == ["moderator", "participant"] * 2
    assert [who.id for who in imported.participants] == ["Maya"]
    said = '"INT" was read as a moderator, by its words: 2 rows are not coded. If it takes part, call it otherwise'
    assert imported.doubts == (said,)


def test_letters_that_count_participants_moderate_nothing():
    talk = b"who,text\nH,One.\nI,Two.\nQ,Three.\n"
    imported = read_answers("a.csv", talk, transcript_id="a", text_column="text", participant_column="who")

    assert {turn.role.value for turn in imported.transcript.turns} == {"participant"}
    assert imported.doubts == ()
