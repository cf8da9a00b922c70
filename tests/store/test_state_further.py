"""The state after one more event is what a fold of the whole log gives: what is cheap is also right."""

from thematic.store import Store, find_study
from thematic.store.events import EventKind, seal
from thematic.store.state import fold, further


def events_of(folder):
    with Store.open(find_study(folder)) as store:
        return store.log.events()


def test_one_event_further_equals_the_fold_of_all_at_every_step_of_the_demo(demo):
    events = events_of(demo)
    checked = 0
    for at in range(1, len(events)):
        before, whole = fold(events[:at]), fold(events[: at + 1])
        taken = further(before, [events[at]])
        assert taken in (None, whole)
        checked += taken is not None

    assert checked > len(events) / 2


def test_going_further_leaves_the_state_before_as_it_was(coded):
    events = events_of(coded)
    before = fold(events[:-1])
    further(before, events[-1:])

    assert before == fold(events[:-1])


def undone(run, folder, event):
    run("-C", folder.name, "log", "undo", event, "--coder", "ana").ok
    events = events_of(folder)
    return further(fold(events[:-1]), events[-1:]), fold(events)


def test_a_decision_taken_back_equals_the_fold_too(run, coded):
    for event in [one for one in events_of(coded) if one.kind is EventKind.DECISION]:
        taken, whole = undone(run, coded, event.hash)
        assert taken == whole
        assert list(taken.judgements) == list(whole.judgements)


def test_taking_back_one_of_two_decisions_on_the_same_words_is_left_to_the_fold(run, coded, here):
    (here / "more.csv").write_text("segment_id,code,verdict\nfg1:t003.s1,belonging,reject\n", encoding="utf-8")
    run("-C", "study", "review", "--batch", "more.csv", "--coder", "ana").ok
    taken, whole = undone(run, coded, events_of(coded)[-1].hash)

    assert taken is None
    assert len(whole.codings()) == 5


def test_taking_back_an_undo_or_a_codebook_is_left_to_the_fold(run, coded):
    undone(run, coded, events_of(coded)[-1].hash)

    assert undone(run, coded, events_of(coded)[-1].hash)[0] is None


def test_an_open_study_sees_what_another_program_wrote_meanwhile(run, coded, here):
    with Store.open(find_study(coded)) as store:
        before = store.state()
        (here / "more.csv").write_text("segment_id,code,verdict\nfg1:t002.s1,routine,accept\n", encoding="utf-8")
        run("-C", "study", "review", "--batch", "more.csv", "--coder", "ben").ok
        after = store.state()

        assert len(after.decisions) == len(before.decisions) + 1
        assert after == fold(store.log.events())


def test_a_version_brought_in_twice_and_once_taken_back_is_the_one_that_stands(suggested):
    events = events_of(suggested)
    book = next(one for one in events if one.kind is EventKind.CODEBOOK)
    start, *_ = (one.data["content"] for one in events if one.kind is EventKind.IMPORT)
    judged = {"verdict": "accept", "transcript": "fg1", "revision": 1, "span": [28, 59], "code": "routine"}
    data = {**judged, "codebook": book.data["sha256"], "words": start}
    again = follows(events, EventKind.CODEBOOK, {**book.data, "content": start})
    taken_back = follows([again], EventKind.UNDO, {"undoes": again.hash})
    decision = follows([taken_back], EventKind.DECISION, data)
    events = [*events, again, taken_back]

    assert further(fold(events), [decision]) == fold([*events, decision])


def follows(events, kind, data):
    return seal(kind, at="", who="ana", parents=[events[-1].hash], data=data)[0]
