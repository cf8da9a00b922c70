from effort import costs_at_most
from export_samples import transcript

from thematic.export import render
from thematic.export.records import (
    codings_table,
    decisions_table,
    members_table,
    scores_table,
    suggestions_table,
    turns_table,
)
from thematic.model import (
    Coding,
    Decision,
    Evidence,
    EvidenceKind,
    Role,
    Span,
    Suggestion,
    Theme,
    ThemeStatus,
    Unit,
    UnitKind,
    Verdict,
)
from thematic.segments import segment_ids

# "Right. So?" / "I like it. I do." / "Me too."
FG1 = transcript(
    "fg1",
    (None, "Right. So?", {"role": Role.MODERATOR, "speaker": "Ann", "sentences": (Span(0, 6), Span(7, 10))}),
    ("P01", "I like it. I do.", {"sentences": (Span(11, 21), Span(22, 27)), "speaker": "Bea", "start_seconds": 12.5}),
    ("P02", "=Me too."),
)
ANSWERS = transcript("survey", ("r1", "Fine, thanks.", {"given_id": "A-17", "date": "2026-03-12"}))
STUDY = {"fg1": FG1, "survey": ANSWERS}


def csv_of(table):
    return render(table, "csv").decode()


def test_turns_are_every_turn_in_order_with_the_ids_and_spans_of_the_contract():
    assert csv_of(turns_table(STUDY.values())) == (
        "segment_id,transcript,turn,speaker,role,participant,start_seconds,text,revision,start,end,date\n"
        "fg1:t001,fg1,1,Ann,moderator,,,Right. So?,1,0,10,\n"
        "fg1:t002,fg1,2,Bea,participant,P01,12.5,I like it. I do.,1,11,27,\n"
        "fg1:t003,fg1,3,,participant,P02,,'=Me too.,1,28,36,\n"
        'A-17,survey,1,,participant,r1,,"Fine, thanks.",1,0,13,2026-03-12\n'
    )


def test_members_are_every_excerpt_of_every_theme_that_is_not_dropped():
    ids = segment_ids(STUDY.values())
    themes = (
        Theme("t1", excerpts=(("fg1", Span(11, 21)), ("fg1", Span(28, 36)), ("fg1", Span(11, 21)))),
        Theme("t2", ThemeStatus.NAMED, excerpts=(("survey", Span(0, 13)), ("fg1", Span(13, 20)))),
        Theme("t3", ThemeStatus.DROPPED, excerpts=(("fg1", Span(11, 27)),)),
    )

    assert csv_of(members_table(themes, ids)) == (
        "segment_id,theme\nfg1:t002.s1,t1\nfg1:t003,t1\nA-17,t2\nfg1:13-20,t2\n"
    )


def test_ids_cover_every_turn_and_sentence():
    assert segment_ids(STUDY.values()) == {
        ("fg1", Span(0, 6)): "fg1:t001.s1",
        ("fg1", Span(7, 10)): "fg1:t001.s2",
        ("fg1", Span(0, 10)): "fg1:t001",
        ("fg1", Span(11, 21)): "fg1:t002.s1",
        ("fg1", Span(22, 27)): "fg1:t002.s2",
        ("fg1", Span(11, 27)): "fg1:t002",
        ("fg1", Span(28, 36)): "fg1:t003",
        ("survey", Span(0, 13)): "A-17",
    }


def test_scores_are_written_plainly_and_yes_and_no_as_digits():
    turn = Unit("fg1:t002", UnitKind.TURN, "fg1", Span(11, 27), "I like it. I do.", 2)
    sentence = Unit("fg1:t002.s2", UnitKind.SENTENCE, "fg1", Span(22, 27), "I do.", 2, 2)

    assert csv_of(scores_table([(turn, "belonging", 0.12345678, True), (sentence, "purpose", 1e-7, False)])) == (
        "segment_id,transcript,turn,sentence,code,score,selected\n"
        "fg1:t002,fg1,2,,belonging,0.123457,1\n"
        "fg1:t002.s2,fg1,2,2,purpose,0,0\n"
    )


def test_codings_name_their_segment_their_origin_and_who_spoke():
    codings = [
        Coding("fg1", Span(11, 27), "belonging", "anna", suggested=True),
        Coding("fg1", Span(13, 20), "belonging", "anna", suggested=False),
        Coding("fg1", Span(15, 24), "purpose", "ben", suggested=False),
        Coding("fg1", Span(11, 30), "purpose", "ben", suggested=False, negative=True),
    ]

    assert csv_of(codings_table(codings, STUDY)) == (
        "segment_id,transcript,start,end,code,coder,origin,participant,text,negative\n"
        "fg1:t002,fg1,11,27,belonging,anna,suggested,P01,I like it. I do.,0\n"
        "fg1:t002.s1,fg1,13,20,belonging,anna,human-first,P01,like it,0\n"
        "fg1:t002,fg1,15,24,purpose,ben,human-first,P01,ke it. I ,0\n"
        ',fg1,11,30,purpose,ben,human-first,,"I like it. I do.\n=M",1\n'
    )


def test_decisions_keep_their_event_their_time_and_the_coders_note():
    accepted = Decision("anna", Verdict.ACCEPT, "fg1", 1, Span(11, 27), "belonging", "cb", ("5f",), note="- clear")
    amended = Decision(
        "ben", Verdict.AMEND, "fg1", 1, Span(11, 21), "joy", "cb", replaces=(Span(11, 27), "hope"), blind=True
    )

    assert csv_of(decisions_table([("e1", "2026-01-02T10:00:00Z", accepted, ""), ("e2", "", amended, "glee")])) == (
        "event,at,coder,verdict,transcript,start,end,code,suggested,note,revision,negative,blind,made_as,agreed\n"
        "e1,2026-01-02T10:00:00Z,anna,accept,fg1,11,27,belonging,1,'- clear,1,0,0,,\n"
        "e2,,ben,amend,fg1,11,21,joy,0,,1,0,1,glee,\n"
    )


def test_suggestions_carry_their_evidence_one_piece_to_a_line():
    evidence = (
        Evidence(EvidenceKind.CUE, "like it", Span(13, 20), 1.0),
        Evidence(EvidenceKind.AGAINST, "I do it alone.", None, 0.4, "independence"),
    )
    suggestion = Suggestion("fg1", Span(11, 27), "belonging", 2 / 3, evidence, negative=True)

    assert csv_of(suggestions_table([("5f", suggestion, "built-in/9")], STUDY)) == (
        "suggestion,transcript,start,end,code,score,negative,participant,text,evidence,suggester\n"
        "5f,fg1,11,27,belonging,0.666667,1,P01,I like it. I do.,"
        '"cue (1.00): like it\nagainst independence (0.40): I do it alone.",built-in/9\n'
    )


def test_empty_records_are_a_header_alone():
    assert csv_of(codings_table([], {})).count("\n") == 1
    assert csv_of(turns_table([])).count("\n") == 1


def test_a_hundred_thousand_codings_in_long_transcripts_take_seconds():
    long = transcript("fg1", *[("P01", "I like it there, I do.")] * 5_000)
    spans = [turn.span for turn in long.turns]
    codings = (Coding("fg1", spans[n % 5_000], "belonging", f"c{n}", suggested=True) for n in range(100_000))

    with costs_at_most(15):
        data = csv_of(codings_table(codings, {"fg1": long}))

    assert data.count("\n") == 100_001
