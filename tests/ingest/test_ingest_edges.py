"""Round the talk: heads, tails, titles, dates and line ends, which are shown or doubted, never silent. All invented."""

import pytest

from thematic.model import Kind, Role

TALK = "INT: Why?\n\nMaya: Money.\n\nINT: And?\n\nMaya: No.\n\nTom: Okay then.\n"
ASKED = [("Helen Marsh", "Why?"), ("Bev Hill", "Money."), ("Helen Marsh", "When were you born?"),
         ("Bev Hill", "3 March 1985"), ("Helen Marsh", "And now?"), ("Bev Hill", "Fine.")]  # fmt: skip
HEADERS = [
    "{who}  0:{when:02}\n{said}\n",
    "{who}   0:{when:02}\n{said}\n",
    "00:00:{when:02} {who}\n{said}\n",
    "{who}\n{said}\n",
]


@pytest.mark.parametrize("form", HEADERS)
def test_a_date_that_somebody_says_makes_no_field_notes_of_an_interview(read, form):
    text = "\n".join(form.format(who=who, when=place, said=said) for place, (who, said) in enumerate(ASKED))

    imported = read("t.txt", text, moderators=["Helen Marsh"])

    transcript = imported.transcript
    assert transcript.kind is Kind.INTERVIEW
    assert [(turn.speaker, transcript.words_at(turn.span)) for turn in transcript.turns] == ASKED
    assert imported.doubts == ()


def test_a_date_on_a_line_of_its_own_in_a_turn_is_a_doubt(read):
    text = "".join(f"{who}\n{said}\n\n" for who, said in ASKED).replace("3 March", "Oh,\n3 March")

    assert "line 12: a date stands alone there, and was read as talk" in read("t.txt", text).doubts


@pytest.mark.parametrize("head", [
    "Participants:\nMaya: 34, nurse\nTom: 41, teacher", "INT: Interviewer\nMaya: participant\nCAPS: loud speech",
    "INT: Dr Helen Marsh, School of Gardens, University of Nowhere\nMaya: P07 (F, 34)",
])  # fmt: skip
def test_who_took_part_and_what_labels_mean_is_no_talk_and_is_shown(read, head):
    imported = read("t.txt", f"{head}\n\n{TALK}")

    assert imported.transcript.text.startswith("Why?\n")
    first = head.split("\n")[0][:40]
    assert any(f'left out: "{first}' in note for note in imported.source.notes)


@pytest.mark.parametrize(
    "first", ["Date: 3 May\nINT: Hello, all\nMaya: Hi", "INT: Moderator?\nMaya: Yes", "INT: Maya\nMaya: Tom"]
)
def test_a_first_exchange_is_still_talk(spoken, first):
    assert spoken("t.txt", f"{first}\n\n{TALK}")[0][0] == "INT"


@pytest.mark.parametrize("tail", [
    "End of interview", "Notes: She seemed tired.", "Duration: 45 minutes", "Transcribed by: KS", "[End of recording]",
    "Field notes\n\nIt rained.", "Page 4 of 4",
])  # fmt: skip
def test_what_stands_below_the_talk_is_doubted(read, tail):
    assert read("t.txt", f"{TALK}\n{tail}\n").doubts == (
        "line 11: this and what follows may be no talk; it was read as the last speaker's",
    )


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x0c\n"])
@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_a_label_is_found_whatever_ends_its_line(spoken, word, end, suffix):
    first = f"INT: Why?{end}Maya: Money, {'and so on ' * 6}as ever.{end}INT: And?"
    data = word(first, "Maya: No.") if suffix == ".docx" and end >= "\x85" else f"{first}\nMaya: No." + " Well." * 200
    name = "t.docx" if isinstance(data, bytes) else "t.txt"

    assert [who for who, _ in spoken(name, data)] == ["INT", "Maya", "INT", "Maya"]


def test_an_interviewer_s_question_in_italics_is_kept_and_is_nobody_s(read):
    imported = read("t.md", "**INT:** Hi.\n\n**Maya:** Hello.\n\n*Why did you come?*\n\n**Maya:** For money.\n")

    turn = imported.transcript.turns[2]
    assert (turn.role, imported.transcript.words_at(turn.span)) == (Role.UNKNOWN, "*Why did you come?*")
    assert imported.doubts == ("line 5: 1 turn has no speaker: the file names none there",)


def test_a_long_paragraph_in_italics_is_no_direction(read):
    said = "*" + "and then it rained again " * 8 + "on us.*"

    imported = read("t.md", f"**INT:** Hi.\n\n**Maya:** Hello.\n\n{said}\n")

    assert said in imported.transcript.text
    assert imported.doubts == ("1 paragraph in italics read as words of the turn before: line 5",)


def test_what_is_left_out_is_shown(read):
    page = f"# A walk\n\n## Later\n\n---\n\n### Again\n\n#### {'Long ' * 20}\n\n{TALK}"

    assert read("t.md", page).source.notes == (
        '5 headings and rules left out: "# A walk", "## Later", "### Again", ...',
    )


@pytest.mark.parametrize("line", ["Arrived at 2pm. The gate was locked", "So I have been here 10 years"])
def test_words_with_a_number_in_them_are_no_title(read, line):
    assert line in read("t.txt", f"{line}\n\n12 March 2026\n\nWet.\n").transcript.text
    assert line in read("t.txt", f"{line}\n\n{TALK}").transcript.text


@pytest.mark.parametrize(
    "line", ["Friday 7th", "8 March 2026 (Saturday) with Priya", "Monday 10 March 2026, Northside"]
)
def test_a_line_that_begins_with_a_date_in_field_notes_is_doubted(read, line):
    assert read("t.txt", f"6 March 2026\n\nWet.\n\n{line}\n\nDry.\n").doubts == (
        "line 5: this line begins with a date and was read as words, in the entry before it",
    )


@pytest.mark.parametrize("line", ["8 March 2026 was a Sunday.", "Friday was wet", "7 of them", "May came"])
def test_words_that_begin_with_a_date_or_a_number_are_no_doubt(read, line):
    assert read("t.txt", f"6 March 2026\n\nWet.\n\n{line}\n\nDry.\n").doubts == ()


def test_dates_among_labels_may_be_field_notes(read):
    notes = "4/3/26\nSun.\nMaya: Hello.\nMaya: Bye.\n5/3/26\nRain.\nTom: No.\nMaya: Bye.\n"

    assert any("If these are field notes, say --kind field-notes" in doubt for doubt in read("t.txt", notes).doubts)


@pytest.mark.parametrize("heading", [("Why did you come?", "Heading2"), "## Why did you come?"])
def test_a_question_in_a_heading_is_a_doubt(read, word, heading):
    lines = ["INT: Hi.", "Maya: Money.", heading, "Maya: For that."]
    name, data = ("t.md", "\n\n".join(lines)) if isinstance(heading, str) else ("t.docx", word(*lines))

    assert any("left out though a question: " in doubt for doubt in read(name, data).doubts)


def test_a_heading_that_is_a_label_of_the_file_is_one(spoken):
    page = "**INT:** Hi.\n\n**Maya:** Money.\n\n**Tom:** No.\n\n**Tom:** So.\n\n### Maya\n\nFor that.\n"

    assert spoken("t.md", page)[-1] == ("Maya", "For that.")


@pytest.mark.parametrize("number", ["42", "4"])
def test_a_number_somebody_says_in_captions_is_kept(spoken, number):
    text = f"1\n00:00:01,000 --> 00:00:02,000\nMAYA: I am\n\n{number}\n\n2\n00:00:03,000 --> 00:00:04,000\nINT: Oh.\n"

    assert spoken("t.srt", text)[0] == ("MAYA", f"I am {number}")


def test_a_cue_s_number_that_an_empty_line_parts_from_it_is_no_talk(spoken):
    text = "1\n\n00:00:01,000 --> 00:00:02,000\nMAYA: So.\n\n2\n\n00:00:03,000 --> 00:00:04,000\nINT: Oh.\n\n3\n"

    assert spoken("t.srt", text) == [("MAYA", "So."), ("INT", "Oh.")]


def test_a_name_with_an_initial_that_begins_a_line_does_not_hide_q_and_a(spoken):
    talk = "Q. Why?\nA. Money.\n" * 6 + "B. Smith ran it.\n"

    assert spoken("t.txt", talk)[-1] == ("A", "Money.\nB. Smith ran it.")


def test_a_number_that_is_said_in_numbered_lines_is_kept(spoken):
    talk = "1. INT: Why?\n2. Maya: Well.\n10 years ago.\n3. and more\n4. INT: And?\n5. Maya: No.\n"

    assert spoken("t.txt", talk)[1] == ("Maya", "Well.\n10 years ago.\nand more")
