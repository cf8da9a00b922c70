"""Tables in documents: whose words a cell holds, by its column's title or its neighbours. All of it is invented."""

import pytest

WHY, MONEY, AND, ALONE = "Why did you come?", "Money, mostly.", "And was it so?", "Not alone, no."
SAID = [("INT", WHY), ("Maya", MONEY), ("INT", AND), ("Maya", ALONE)]


@pytest.fixture
def table(word):
    """Build a .docx whose only content, or what stands behind `before`, is a table of the rows."""

    def build(*rows, before=()):
        cells = "".join(
            "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{one}</w:t></w:r></w:p></w:tc>" for one in row) + "</w:tr>"
            for row in rows
        )
        return word(*before, f"<w:tbl>{cells}</w:tbl>")

    return build


@pytest.mark.parametrize(
    "rows",
    [
        [("Speaker", "Text"), *SAID],
        [("Text", "Speaker"), *((words, who) for who, words in SAID)],
        [(words, who) for who, words in SAID],
        [("Timespan", "Content", "Speaker"), *(("0:01.0 - 0:05.2", words, who) for who, words in SAID)],
        [("No.", "Who", "Transcript"), *((str(n), who, words) for n, (who, words) in enumerate(SAID))],
    ],
    ids=["speaker, text", "text, speaker", "words, speaker", "NVivo", "numbered"],
)
def test_columns_are_known_by_their_titles_or_by_what_they_hold(read, spoken, table, rows):
    assert spoken("t.docx", table(*rows)) == SAID
    assert not any("table" in doubt for doubt in read("t.docx", table(*rows)).doubts)


def test_the_columns_of_the_researcher_are_left_out_and_counted(read, spoken, table):
    noted = [(str(n), who, words, "income" if n == 1 else "") for n, (who, words) in enumerate(SAID)]
    data = table(("Line", "Speaker", "Text", "Comments"), *noted)

    assert spoken("t.docx", data) == SAID
    assert '1 cell of the column "comments" left out' in read("t.docx", data).source.notes


def test_a_third_column_of_a_few_short_pieces_is_left_out_with_a_doubt(read, spoken, table):
    data = table(*((who, words, "income" if who == "Maya" else "") for who, words in SAID))

    assert spoken("t.docx", data) == SAID
    doubt = "paragraph 1: column 3 of the table has 2 short entries, which were left out as somebody's notes"
    assert doubt in read("t.docx", data).doubts


def test_a_third_column_of_words_is_kept_with_a_doubt(read, table):
    imported = read("t.docx", table(*((who, words, f"{words} Or so I think it was said.") for who, words in SAID)))

    assert "Or so I think" in imported.transcript.text
    assert any("was read as more words" in doubt for doubt in imported.doubts)


def test_cells_side_by_side_that_name_their_speakers_are_turns(spoken, table):
    data = table(("Maya: It was good.", "Tom: It was not."), ("Maya: Was it?", "Tom: No."))

    assert spoken("t.docx", data) == [
        ("Maya", "It was good."), ("Tom", "It was not."), ("Maya", "Was it?"), ("Tom", "No."),
    ]  # fmt: skip


def test_a_table_that_is_no_talk_names_nobody(read, table):
    rows = [("Maya", "Tom", "Bev"), ("Bev", "Maya", "Tom"), ("Tom", "Bev", "Maya"), ("Maya", "Bev", "Tom")]
    imported = read("t.docx", table(*rows))

    assert all(turn.speaker is None for turn in imported.transcript.turns)


def test_a_table_amid_the_talk_that_is_none_is_doubted(read, table):
    talk = [f"{who}: {words}" for who, words in SAID]
    data = table(("Sheet", "Northside"), ("Weather", "dry"), before=talk)
    plain = table(("INT", WHY), ("Maya", MONEY), before=talk)

    doubt = "paragraph 5: a table that seems to be no talk was read as words of who speaks above it"
    assert doubt in read("t.docx", data).doubts
    assert not read("t.docx", plain).doubts


def test_a_turn_of_somebody_called_participant_is_no_title(spoken, table):
    said = [("Participant", "Hello."), ("INT", "Hello, and why did you come?"), ("Participant", "Money.")]

    assert spoken("t.docx", table(*said)) == said
