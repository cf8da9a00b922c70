"""What a label looks like, and which labels are speakers."""

import pytest
from effort import costs_at_most

from thematic.ingest.talk.labels import before_sign, key, opening, plausible, role_of, seconds, speaks_role
from thematic.model import Role


@pytest.mark.parametrize(
    ("line", "label", "rest", "start"),
    [
        ("Anna: hello", "Anna", "hello", None),
        ("Anna:", "Anna", "", None),
        ("Anna :\tbonjour", "Anna", "bonjour", None),
        ("**Anna:** hello", "Anna", "hello", None),
        ("**Anna**: hello", "Anna", "hello", None),
        ("__Anna__: hello", "Anna", "hello", None),
        ("*Anna:* hello", "Anna", "hello", None),
        ("[00:01:02] Anna: hello", "Anna", "hello", 62),
        ("[00:01:02.5] Anna: hello", "Anna", "hello", 62.5),
        ("00:01:02 Anna: hello", "Anna", "hello", 62),
        ("[00:01:02 --> 00:01:05] Anna: hello", "Anna", "hello", 62),
        ("(01:02) Anna: hello", "Anna", "hello", 62),
        ("[00:01:02] **Anna:** hello", "Anna", "hello", 62),
        ("**[00:01:02] Anna:** hello", "Anna", "hello", 62),
        ("Anna [00:01:02]: hello", "Anna", "hello", 62),
        ("Anna (00:01:02): hello", "Anna", "hello", 62),
        ("**Anna (1:02)**: hello", "Anna", "hello", 62),
        ("Anna: [01:02] hello", "Anna", "hello", 62),
        ("Anna： 你好", "Anna", "你好", None),
        ("\u200eAnna\u200f: hello", "Anna", "hello", None),
        ("Bev's iPad: hello", "Bev's iPad", "hello", None),
        ("Anna (laughing): hello", "Anna", "(laughing) hello", None),
        ("Anna (she/her): hello", "Anna (she/her)", "hello", None),
        ("[00:01:02] and on it went", None, "and on it went", 62),
    ],
)
def test_a_label_is_read_in_every_form_typists_give_it(line, label, rest, start):
    begun = opening(line)

    assert (begun.label, begun.rest.strip(), begun.start) == (label, rest, start)


@pytest.mark.parametrize(
    "line",
    [
        "10:30",
        "at 10:30: packed",
        "I looked in at 10:30: packed",
        "https://example.org: the page",
        "See https://example.org",
        "no colon at all",
        ": nothing before it",
        "a" * 65 + ": too long for a label",
        "",
        ":",
    ],
)
def test_times_of_day_addresses_and_long_clauses_are_no_labels(line):
    label = opening(line).label

    assert label is None or not plausible(label)


@pytest.mark.parametrize(
    "line",
    [
        "a" * 1_000_000,
        " " * 1_000_000,
        "a " * 500_000,
        "(" * 1_000_000,
        "**" * 500_000,
        "[00:00:00] " * 90_000,
        "a:" * 500_000,
        "*a" * 500_000,
        "\u0301" * 1_000_000,
    ],
)
def test_a_line_of_a_million_characters_is_judged_at_once(line):
    with costs_at_most(0.1):
        opening(line)
        before_sign(line)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Moderator", Role.MODERATOR), ("MOD", Role.MODERATOR), ("Interviewer 2", Role.MODERATOR),
        ("INT1", Role.MODERATOR), ("Int.", Role.MODERATOR), ("I", Role.MODERATOR), ("Q", Role.MODERATOR),
        ("Kate (Moderator)", Role.MODERATOR), ("Co-facilitator", Role.MODERATOR), ("Researcher", Role.MODERATOR),
        ("Participant 3", Role.PARTICIPANT), ("Respondent", Role.PARTICIPANT), ("R", Role.PARTICIPANT),
        ("A", Role.PARTICIPANT), ("Unknown", Role.UNKNOWN), ("Several", Role.UNKNOWN), ("ALL", Role.UNKNOWN),
        ("Unidentified female speaker", Role.UNKNOWN), ("Inaudible speaker", Role.UNKNOWN),
        ("Irene", None), ("Quentin", None), ("All Saints", None), ("Modesty", None), ("P07", Role.PARTICIPANT),
    ],
)  # fmt: skip
def test_a_label_s_words_give_its_role(label, role):
    assert role_of(label) is role
    assert speaks_role(label) == (role is not None and "Kate" not in label)


def test_spellings_of_one_label_share_a_key():
    assert key("INT. ") == key("int") == key(" Int")


@pytest.mark.parametrize(("label", "well_spelt"), [
    ("Anna-Maria O’Neill", True), ("Dr. A. Smith", True), ("Zoë", True), ("अनीता", True), ("李", True), ("P07", True),
    ("7up", False), ("one two three four five", False), ("Anna, Bev", False), ("x" * 41, False), ("🙂", False),
    ("", False),
])  # fmt: skip
def test_labels_are_spelt_with_letters_of_any_script(label, well_spelt):
    assert plausible(label) is well_spelt


def test_times_are_read_in_seconds():
    assert [seconds(time) for time in ("01:02", "1:00:00", "00:01:02,345")] == [62, 3600, 62.345]


TALK = "Anna: One thing.\nBev: Another.\nAnna: A third.\nBev: A fourth.\n"


@pytest.mark.parametrize("line", [
    "Remember: nobody came.", "Note: no boots.", "NB: no boots.", "at 10:30: packed", "10:30", "https://example.org",
    "Honestly: no.", "My point is: no.", "so: no.", "Thursday: nothing on.", "I’d say: no.", "Reason: none given.",
    "Time: 10:30", "And then he said: no.",
])  # fmt: skip
def test_talk_with_a_colon_goes_on_in_the_turn_before(spoken, line):
    assert spoken("t.txt", TALK + line)[-1] == ("Bev", f"A fourth.\n{line}")


def test_an_opener_stays_talk_even_when_it_occurs_twice(spoken):
    assert {who for who, _ in spoken("t.txt", TALK + "Remember: one.\nRemember: two.")} == {"Anna", "Bev"}


@pytest.mark.parametrize(
    "label", ["Colette", "Mary Ann Hill", "P07", "FG1-3", "S2", "Unknown", "Several", "R", "Int 2"]
)
def test_a_name_an_id_or_a_role_is_a_speaker_even_once(spoken, label):
    assert spoken("t.txt", f"{TALK}{label}: Just this.")[-1] == (label, "Just this.")


def test_a_name_that_occurs_once_needs_a_file_whose_paragraphs_are_labelled(spoken, read):
    notes = "Anna: One.\nAnna: Two.\n" + "More of it.\n" * 4 + "Colette: Just this."

    assert spoken("t.txt", notes)[-1][0] == "Anna"
    assert 'line 7: "Colette:" was read as talk, not as a speaker' in read("t.txt", notes).doubts


def test_what_was_nearly_a_speaker_is_a_doubt(read):
    assert read("t.txt", TALK + "Remember: no.\n").doubts[0] == (
        'line 5: "Remember:" was read as talk, not as a speaker'
    )


def test_doubts_about_words_before_a_colon_are_few_however_many_there_are(read):
    openers = ["Remember", "Basically", "Anyway", "Honestly", "Look", "Listen", "Actually", "Literally", "Obviously",
               "Clearly", "Frankly", "Seriously", "Firstly", "Secondly", "Finally", "Maybe"]  # fmt: skip

    doubts = read("t.txt", TALK + "".join(f"{word}: no.\n" for word in openers), moderators=["Anna"]).doubts

    assert len(doubts) == 13
    assert doubts[-1] == "4 more such words before a colon were read as talk: lines 17, 18, 19, 20"


def test_a_label_without_a_space_is_read_where_it_can_be_nothing_else(spoken):
    assert spoken("t.txt", "INT:How so?\nP1:Well.\nINT:And?\nP1:See http://example.org") == [
        ("INT", "How so?"), ("P1", "Well."), ("INT", "And?"), ("P1", "See http://example.org"),
    ]  # fmt: skip


def test_a_few_repeated_words_do_not_make_speakers_of_an_essay(spoken, read):
    essay = "Allotments: one.\n" + "A paragraph of its own.\n" * 30 + "Allotments: two.\n"

    assert {who for who, _ in spoken("t.txt", essay)} == {None}
    assert read("t.txt", essay).doubts[0] == 'line 1: "Allotments:" was read as talk, not as a speaker'


def test_how_a_turn_was_said_is_no_other_speaker(spoken):
    assert spoken("t.txt", "Anna: No.\nAnna (laughs): Yes.\nBev: Oh.\nBev: Well.")[1] == ("Anna", "(laughs) Yes.")


SUSPECTS = [
    ("Sister Mary Agnes of the Order: I am different.", "Sister Mary Agnes of the Order"),
    ("Agnes of the Order of Mercy: I am different.", "Agnes of the Order of Mercy"),
    ("Participant with the red hat on: I go.", "Participant with the red hat on"),
    ("3: I hate it here.", "3"), ("??: I hate it here.", "??"), ("3 Kay: I go.", "3 Kay"),
    ("Kay - I go.", "Kay"), ("Mary Ann Hill – I go.", "Mary Ann Hill"), ("**Kay** — I go.", "Kay"),
    ("P7 - I go.", "P7"),
    ("Ann\tI go.", "Ann"), ("Ann    I go.", "Ann"), ("Ann:I go.", "Ann"), ("anna - I go.", "anna"),
    ("Zo‘: I go.", "Zo‘"), ("Kay, Bev: we go.", "Kay, Bev"), ("[Kay]: I go.", "[Kay]"),
    ("Kay [nods]: yes.", "Kay [nods]"),
    ("10:30 Kay: I go.", "Kay"), ("kay: I go.", "kay"), ("李明 - 我去。", "李明"), ("иван: я иду.", "иван"),
    ("Brother Bartholomew-Maximilian Featherstonehaugh Senior: I go.", "Brother Bartholomew-Maximilian Feathers…"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "label"), SUSPECTS)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
def test_words_that_may_name_a_speaker_never_go_on_in_the_turn_before_without_a_doubt(read, word, line, label, suffix):
    lines = f"{TALK}{line}\nAnna: Well.\nBev: Yes.".split("\n")
    tabbed = [text.replace("\t", "</w:t><w:tab/><w:t>") for text in lines]
    paragraphs = (f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>" for text in tabbed)
    data = word(*paragraphs) if suffix == ".docx" else "\n\n".join(lines)

    imported = read("t" + suffix, data, moderators=["Anna"])

    place = {".docx": "paragraph 5", ".txt": "line 9", ".md": "line 9"}[suffix]
    assert imported.doubts == (f'{place}: "{label}:" was read as talk, not as a speaker',)
    assert {turn.speaker for turn in imported.transcript.turns} == {"Anna", "Bev"}


@pytest.mark.parametrize("line", [
    "I went to the shop and there it was: a dog.", "Walking is what I do: it helps.", "at 10:30: packed", "10:30",
    "https://example.org: the page", "www.example.org: the page", "See https://example.org", "Note: no boots.",
    "Date: 3 May", "3 July: we went.", "10.30: packed", "Well - I go.", "Yeah - no.", "I - I go.", "Monday - nothing.",
    "It was cold - I went home.", "Mary said to everybody there: no.", "the garden - I go.", "[laughs]: no.",
    "Yorkshire and Lancashire are different: they are.", "And then she told me\tno.",
    "我今天早上去花园的时候看到了很多很多人: 好。",
    "When Mary and Anne came in the door: well.", "One thing - I go.", "No: never", "Thursday: nothing on.",
])  # fmt: skip
def test_ordinary_talk_with_a_colon_or_a_dash_is_no_doubt(read, line):
    doubts = read("t.txt", TALK + line, moderators=["Anna"]).doubts

    assert [doubt for doubt in doubts if not doubt.startswith('line 5: "No:"')] == []


@pytest.mark.parametrize(
    "line", ["李明: 我去。", "李明：我去。", "李明:我去。", "李明：「我去。」", "अनीता: मैं जाती हूँ।", "سعاد: أنا أذهب."]
)
def test_a_name_in_a_script_without_capitals_is_a_speaker_even_once(spoken, line):
    assert spoken("t.txt", TALK + line)[-1][0] == line.replace("：", ":").partition(":")[0]


def test_a_label_in_a_script_without_capitals_that_occurs_twice_is_a_speaker(spoken):
    talk = "主持人：你去哪里？\n李明：花园。\n主持人：10：30去吗？\n李明：是。"

    assert [who for who, _ in spoken("t.txt", talk)] == ["主持人", "李明"] * 2


def test_every_line_with_a_refused_label_is_named_however_often_it_occurs(read):
    doubts = read("t.txt", TALK + "Sister Mary Agnes of the Order: No.\n" * 2, moderators=["Anna"]).doubts

    assert [doubt.partition(":")[0] for doubt in doubts] == ["line 5", "line 6"]
