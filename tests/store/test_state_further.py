"""The state after one more event is what a fold of the whole log gives: what is cheap is also right."""

from thematic.store import Store, find_study
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


def test_an_undo_is_never_taken_for_an_addition(run, coded):
    last = events_of(coded)[-1].hash
    run("-C", "study", "log", "undo", last, "--coder", "ana").ok
    events = events_of(coded)

    assert further(fold(events[:-1]), events[-1:]) is None


def test_an_open_study_sees_what_another_program_wrote_meanwhile(run, coded, here):
    with Store.open(find_study(coded)) as store:
        before = store.state()
        (here / "more.csv").write_text("segment_id,code,verdict\nfg1:t002.s1,routine,accept\n", encoding="utf-8")
        run("-C", "study", "review", "--batch", "more.csv", "--coder", "ben").ok
        after = store.state()

        assert len(after.decisions) == len(before.decisions) + 1
        assert after == fold(store.log.events())
