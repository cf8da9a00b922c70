import pytest
from export_samples import QUOTES, text_table, texts, transcript
from hypothesis import given, settings
from hypothesis import strategies as st

from thematic.errors import StudyError
from thematic.export.quotes import UNIDENTIFIED, choose_quotations, verify, verify_all
from thematic.export.table import Column, ColumnKind, Table
from thematic.model import Quotation, Role, Span, Theme

FG1 = transcript(
    "fg1",
    (None, "So what brings you here on a Tuesday?", {"role": Role.MODERATOR, "speaker": "Ann"}),
    ("P01", "They'd ring me if I never turned up."),
    ("P01", "And I'd ring them, mind you, every time."),
    ("P02", "It's the kettle, I only come for the kettle."),
    ("P03", "Oh yes."),
    (None, "Somebody saves me a chair by the window.", {"speaker": "Voice 1", "role": Role.UNKNOWN}),
    (None, "Nobody has ever saved me one 🌻 yet.", {"speaker": "Voice 2", "role": Role.UNKNOWN}),
)
STUDY = {"fg1": FG1}
SPANS = [("fg1", turn.span) for turn in FG1.turns]


def theme(*numbers, central=()):
    return Theme("t1", excerpts=tuple(SPANS[n - 1] for n in numbers), central=tuple(SPANS[n - 1] for n in central))


def turns_of(quotations):
    return [FG1.turn_at(quotation.span).number for quotation in quotations]


def test_central_excerpts_come_first():
    assert turns_of(choose_quotations(theme(2, 4, central=(4,)), STUDY)) == [4, 2]


def test_another_voice_comes_before_a_second_quotation_from_one_person():
    assert turns_of(choose_quotations(theme(2, 3, 4, central=(2, 3)), STUDY)) == [2, 4, 3]
    assert turns_of(choose_quotations(theme(2, 3, 4, central=(2, 3)), STUDY, most=2)) == [2, 4]


def test_short_answers_and_moderators_are_not_quoted():
    assert choose_quotations(theme(1, 5, central=(1, 5)), STUDY) == ()


def test_two_unidentified_speakers_are_two_voices_and_neither_is_named():
    chosen = choose_quotations(theme(2, 3, 6, 7), STUDY, most=4)

    assert turns_of(chosen) == [2, 6, 7, 3]
    assert [quotation.participant for quotation in chosen] == ["P01", UNIDENTIFIED, UNIDENTIFIED, "P01"]


def test_words_are_quoted_once_even_where_excerpts_overlap():
    whole = FG1.turns[3].span
    part = Span(whole.start + 17, whole.end)
    overlapping = Theme("t1", excerpts=(("fg1", whole), ("fg1", part), ("fg1", whole)))

    assert [quotation.span for quotation in choose_quotations(overlapping, STUDY)] == [whole]


def test_a_span_that_crosses_turns_is_not_quoted():
    crossing = Theme("t1", excerpts=(("fg1", Span(FG1.turns[1].span.start, FG1.turns[2].span.end)),))

    assert choose_quotations(crossing, STUDY) == ()


def test_a_group_is_printed_under_its_label_or_its_id():
    assert choose_quotations(theme(2), STUDY)[0].group == "fg1"
    assert choose_quotations(theme(2), STUDY, groups={"fg1": "FG1"})[0].group == "FG1"


def test_an_excerpt_of_a_transcript_that_is_gone_is_passed_over():
    gone = Theme("t1", excerpts=(("fg9", Span(0, 40)), SPANS[1]))

    assert turns_of(choose_quotations(gone, STUDY)) == [2]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 7)), st.lists(st.integers(1, 7)), st.integers(0, 5))
def test_whatever_is_chosen_is_verbatim_and_the_same_each_time(members, central, most):
    chosen = choose_quotations(theme(*members, central=central), STUDY, most=most)

    assert len(chosen) <= most
    assert chosen == choose_quotations(theme(*members, central=central), STUDY, most=most)
    for quotation in chosen:
        verify(quotation, STUDY)


@settings(max_examples=60, deadline=None)
@given(texts.filter(bool), texts)
def test_a_quotation_changed_in_any_way_is_refused(said, printed):
    study = {"fg1": transcript("fg1", ("P01", said))}
    quotation = Quotation(printed, "fg1", Span(0, len(said)), "P01", "fg1")

    if printed == said:
        verify(quotation, study)
    else:
        with pytest.raises(StudyError):
            verify(quotation, study)


def test_a_mismatch_names_transcript_and_span_and_none_of_the_words():
    quotation = Quotation("They'd ring me if I ever turned up.", "fg1", FG1.turns[1].span, "P01", "fg1")

    with pytest.raises(StudyError) as caught:
        verify(quotation, STUDY)

    assert str(caught.value).startswith("fg1:38-74: a quotation is not, word for word, what the transcript says there.")
    assert "ring" not in str(caught.value)


def test_a_quotation_from_a_transcript_that_is_gone_is_refused():
    with pytest.raises(StudyError, match=r"^fg9:0-3: a quotation names a transcript that is not in the study\."):
        verify(Quotation("abc", "fg9", Span(0, 3), "P01", "fg9"), STUDY)


def test_a_span_beyond_the_end_is_refused():
    with pytest.raises(StudyError, match="fg1:9000-9004"):
        verify(Quotation("word", "fg1", Span(9000, 9004), "P01", "fg1"), STUDY)


def test_every_quotation_of_a_table_is_checked():
    good = choose_quotations(theme(2, 4), STUDY)
    columns = (Column("name", "Theme"), Column("quotes", "Quotes", ColumnKind.QUOTES))

    verify_all(Table("T", columns, (("a", good),)), STUDY)
    verify_all(text_table(("no quotes here",)), STUDY)
    with pytest.raises(StudyError):
        verify_all(Table("T", columns, (("a", good), ("b", (*good, *QUOTES)))), STUDY)
