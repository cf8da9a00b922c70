"""Labels that no table names: what is proposed, and how a person joins them. Names and talk are invented."""

import shlex

import pytest
from effort import costs_at_most

from thematic.errors import UsageError
from thematic.ingest import Roster
from thematic.ingest.people.mapping import NOBODY, joins_from, mapped_in, settled
from thematic.ingest.people.proposals import map_option, proposals
from thematic.model import Participant, Role


def person(who, *labels, role=Role.PARTICIPANT):
    return Participant(who, role, labels)


TABLE = Roster((
    person("P01", ("fg1", "Maureen")), person("P02", ("fg1", "Kieran")), person("P03", ("fg1", "Kate Marsh")),
    person("P07", ("fg2", "Des")), person("M1", ("fg1", "Helen"), role=Role.MODERATOR),
))  # fmt: skip


@pytest.mark.parametrize(("label", "asked"), [
    ("Kierran", 'Is it "Kieran"? Then say --map "fg1/Kierran=P02"'),
    ("Kate", 'Is it "Kate Marsh"? Then say --map "fg1/Kate=P03"'),
    ("Participant 2", 'Is it "P02"? Then say --map "fg1/Participant 2=P02"'),
    ("P2", 'Is it "P02"? Then say --map "fg1/P2=P02"'),
    ("p01", 'Is it "P01"? Then say --map "fg1/p01=P01"'),
    ("Speaker 2", 'Say who it is with --map "fg1/Speaker 2=ID", or =moderator, or =unknown'),
    ("P20", 'Say who it is with --map "fg1/P20=ID", or =moderator, or =unknown'),
    ("Xanthe", 'Say who it is with --map "fg1/Xanthe=ID", or =moderator, or =unknown'),
])  # fmt: skip
def test_somebody_close_is_proposed_with_the_option_to_type_and_nobody_else(label, asked):
    assert list(proposals("fg1", [label], TABLE)) == [f'the participants table names nobody "{label}" in fg1. {asked}']


def test_two_who_are_equally_close_are_both_proposed():
    table = Roster((person("P1", ("t", "Anna")), person("P2", ("t", "Anne"))))

    assert 'Is it "Anna" or "Anne"?' in next(proposals("t", ["Ann"], table))


def test_somebody_who_speaks_under_their_own_label_is_not_proposed_for_another():
    [asked] = proposals("fg1", ["Kieran", "Kierran"], TABLE)

    assert "Say who it is" in asked


def test_the_only_one_left_of_a_table_is_named_and_still_not_joined():
    asked = proposals("fg1", ["Maureen", "Kieran", "Helen", "Speaker 4"], TABLE)

    assert (
        'Only P03 of the participants table does not speak there; if it is P03, say --map "fg1/Speaker 4=P03"'
        in "".join(asked)
    )


@pytest.mark.parametrize("label", ["Moderator", "INT", "Unknown", "Several speakers", "Maureen"])
def test_labels_that_say_who_they_are_need_no_proposal(label):
    assert list(proposals("fg1", [label], TABLE)) == []


def test_a_session_that_the_table_does_not_cover_is_left_alone():
    assert list(proposals("fg9", ["Kierran"], TABLE)) == []


@pytest.mark.parametrize("label", ["$(touch x)", 'a"b', "`x`", "a!b", "a\\b", "it's", "a;b"])
def test_an_option_to_type_is_one_word_to_a_shell_whatever_the_label(label):
    option = map_option(label, "P1", "fg1")

    assert shlex.split(option) == ["--map", f"fg1/{label}=P1"]
    assert option.startswith("--map '") or label == "it's"


def test_a_thousand_labels_against_a_thousand_people_take_no_time():
    table = Roster(tuple(person(f"X{n}", ("t", f"somebody of name {n}" * 2)) for n in range(1000)))
    with costs_at_most(5):
        proposed = list(proposals("t", [f"someone or other {n}" * 2 for n in range(1000)], table))

    assert len(proposed) == 1000


SPEAKERS = {"fg1": ["Maureen", "Speaker 2", "Helen"], "fg2": ["Des", "Speaker 2", "Helen", "Kate/Interviewer"]}


def people(*written):
    return [(one.id, one.role, one.labels) for one in settled(joins_from(written, TABLE.participants), SPEAKERS, TABLE)]


@pytest.mark.parametrize(("written", "joined"), [
    ("fg1/Speaker 2=P07", [("P07", Role.PARTICIPANT, (("fg1", "Speaker 2"),))]),
    (" FG1/speaker 2 = P07 ", [("P07", Role.PARTICIPANT, (("fg1", "Speaker 2"),))]),
    ("Maureen=P02", [("P02", Role.PARTICIPANT, (("fg1", "Maureen"),))]),
    ("Kate/Interviewer=moderator", [("fg2-moderator", Role.MODERATOR, (("fg2", "Kate/Interviewer"),))]),
    ("Helen=moderator", [("M1", Role.MODERATOR, (("fg1", "Helen"),)),
                         ("fg2-moderator", Role.MODERATOR, (("fg2", "Helen"),))]),
    ("fg2/Speaker 2=unknown", [(NOBODY, Role.UNKNOWN, (("fg2", "Speaker 2"),))]),
])  # fmt: skip
def test_a_label_is_joined_where_it_speaks(written, joined):
    assert people(written) == joined


@pytest.mark.parametrize(("written", "reason"), [
    ("Speaker 2", "is not of the form LABEL=PARTICIPANT"), ("=P07", "is not of the form"), ("x=", "is not of the form"),
    ("Maureen=P0", 'there is no participant "P0". Did you mean "P0'), ("Maureen=Bob", 'there is no participant "Bob"'),
    ("Maureen=moderater", 'Did you mean "moderator"?'), ("Mauren=P01", 'nobody called "Mauren" speaks'),
    ("Mauren=P01", 'Did you mean "Maureen"?'), ("Speaker 2=P07", "speaks in fg1, fg2. Say in which"),
])  # fmt: skip
def test_a_join_that_cannot_be_meant_is_one_line(written, reason):
    with pytest.raises(UsageError) as caught:
        people(written)

    assert reason in str(caught.value)


def test_one_label_is_not_joined_twice():
    with pytest.raises(UsageError, match='"Helen" in fg1 is joined twice'):
        people("Helen=moderator", "fg1/Helen=P01")


def test_a_joined_label_is_a_speaker_while_its_file_is_read(read):
    joins = joins_from(["the lady by the door=P07", "fg1/Jo=moderator", "fg2/Maureen=P02"], TABLE.participants)
    roster = Roster(TABLE.participants, mapped=mapped_in("fg1", joins, TABLE))

    imported = read("t.txt", "Jo: So?\nthe lady by the door: Yes.\nMaureen: No.\n", transcript_id="fg1", roster=roster)

    assert [(turn.participant, turn.role) for turn in imported.transcript.turns] == [
        ("fg1-moderator", Role.MODERATOR), ("P07", Role.PARTICIPANT), ("P01", Role.PARTICIPANT),
    ]  # fmt: skip
    assert not any("Jo" in doubt or "lady" in doubt for doubt in imported.doubts)
