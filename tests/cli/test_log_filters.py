"""`thematic log` with filters: by coder, time, code, theme, transcript and kind. All talk is invented."""

import json
import shutil

import pytest

from thematic.store.events import EventKind, seal
from thematic.workflow.study import Study
from thematic.workflow.trail import Sought, Subject, is_rebuilt, matching


def log(run, *options):
    return json.loads(run("-C", "study", "log", "--json", *options).ok.out)


def kinds(events):
    return [one["kind"] for one in events]


@pytest.fixture
def busy(run, coded, here):
    """A study in which ana and ben decided, made a theme, wrote memos, took back and corrected."""
    (here / "bens.csv").write_text("segment_id,code,verdict\nfg1:t003.s1,belonging,reject\n")
    (here / "fg2.txt").write_text("Moderator: And the garden?\n\nIvy: I dig on a Friday.\n", encoding="utf-8")
    run("-C", "study", "review", "--batch", "bens.csv", "--coder", "ben").ok
    run("-C", "study", "import", "fg2.txt").ok
    run("-C", "study", "themes", "suggest", "--count", 2).ok
    naming = ("--name", "One of them", "--concept", "Being one of them.", "--coder", "ana")
    run("-C", "study", "themes", "name", "candidate-1", *naming).ok
    run("-C", "study", "memo", "add", "Hm.", "--on", "belonging", "--coder", "ben").ok
    run("-C", "study", "memo", "add", "Hm!", "--on", "theme-1", "--coder", "ana").ok
    return coded


def test_who_what_and_which_kind_are_asked_for_together(run, busy):
    assert {one["who"] for one in log(run, "--coder", "ben")} == {"ben"}
    assert kinds(log(run, "--coder", "ben")) == ["decision", "memo"]
    assert kinds(log(run, "--coder", "ben", "--code", "belonging", "--kind", "decision")) == ["decision"]
    assert [one["data"]["code"] for one in log(run, "--code", "routine")] == ["routine", "routine"]
    assert len(log(run, "--code", "small:belonging")) == len(log(run, "--code", "belonging")) == 5
    assert kinds(log(run, "--theme", "theme-1")) == ["theme", "memo"]
    assert kinds(log(run, "--transcript", "fg2")) == ["import"]
    assert log(run, "--coder", "ben", "--theme", "theme-1") == []


def test_what_is_taken_back_and_its_undo_are_found_with_what_they_are_about(run, busy):
    decision = log(run, "--code", "support", "--kind", "decision")[0]["hash"]
    run("-C", "study", "log", "undo", decision, "--coder", "ana").ok
    undo = log(run)[-1]["hash"]
    run("-C", "study", "log", "undo", undo, "--coder", "ana").ok

    assert kinds(log(run, "--code", "support")) == ["decision", "undo", "undo"]
    assert kinds(log(run, "--code", "support", "--kind", "undo")) == ["undo", "undo"]


def test_a_day_is_the_whole_of_it_and_a_time_is_to_the_minute(run, busy):
    day = log(run)[0]["at"][:10]
    everything = log(run)

    assert log(run, "--since", day, "--until", day) == everything
    assert log(run, "--since", "2999-01-01") == []
    assert log(run, "--until", "2000-01-01") == []
    assert log(run, "--since", everything[0]["at"]) == everything
    assert log(run, "--until", f"{day}T00:00") == []


def made(at):
    return seal(EventKind.UNDO, at=at, who="ana", parents=(), data={"at": at})[0]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2026-11-02", None, [1, 2]),
        (None, "2026-11-02", [0, 1]),
        ("2026-11-01T23:59:59", "2026-11-02", [0, 1]),
        ("2026-11-02T13:00+02:00", "2026-11-02T11:00", [1]),
        ("2026-11-02 11:00:01", None, [2]),
    ],
)
def test_times_are_read_in_utc_with_both_ends_counted(since, until, found):
    events = [made(at) for at in ("2026-11-01T23:59:59Z", "2026-11-02T11:00:00Z", "2026-11-03T00:00:00Z")]
    nothing = {event.hash: Subject() for event in events}

    assert [events.index(one) for one in matching(events, nothing, Sought(since=since, until=until))] == found


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--since", "3/11/2026"), "is no date"),
        (("--since", "20261103"), "is no date"),
        (("--until", "2026-02-30"), "is no date"),
        (("--until", ""), "is no date"),
        (("--until", "0001-01-01T00:00+14:00"), "is no date"),
        (("--since", "2026-11-02", "--until", "2026-11-01"), "Nothing is in between"),
        (("--code", "belongin"), 'Did you mean "belonging"?'),
        (("--code", "other:belonging"), "Did you mean"),
        (("--theme", "theme-9"), 'Did you mean "theme-1"?'),
        (("--coder", "anna"), 'Did you mean "ana"?'),
        (("--transcript", "fg3"), "no transcript"),
        (("--kind", "decisions"), 'Did you mean "decision"?'),
        (("--code", "[/bold]\x1b[31m"), "no code"),
    ],
)
def test_what_cannot_be_meant_is_one_line(run, busy, options, said):
    ran = run("-C", "study", "log", *options).fails(2)

    assert ran.err.count("\n") == 1
    assert said in ran.err
    assert "\x1b" not in ran.err


def test_the_latest_of_what_is_sought_are_shown_and_the_rest_is_counted(run, busy):
    said = run("-C", "study", "log", "--coder", "ana", "--kind", "decision", "--limit", 2).ok.out

    assert said.count(" ana ") == 2
    assert "4 earlier events" in said
    assert "No such event" in run("-C", "study", "log", "--until", "2000-01-01").ok.out


def test_themes_that_two_copies_made_under_one_id_are_told_apart(run, coded, here):
    shutil.copytree(coded, here / "bens")
    for folder, coder in (("study", "ana"), ("bens", "ben")):
        run("-C", folder, "themes", "suggest", "--count", 2).ok
        naming = ("--name", f"By {coder}", "--concept", "They say so.", "--coder", coder)
        run("-C", folder, "themes", "name", "candidate-1", *naming).ok
    run("-C", "study", "merge", "bens").ok

    names = {one["id"]: one["name"] for one in json.loads(run("-C", "study", "themes", "list", "--json").ok.out)}
    for theme in (one for one in names if one.startswith("theme-")):
        [event] = log(run, "--theme", theme)
        assert f"By {event['who']}" == names[theme]


def test_the_state_rebuilt_from_a_copied_file_is_the_state(run, busy, here):
    shutil.copy(busy / "study.db", here / "copy.db")
    (here / "copied").mkdir()
    shutil.copy(here / "copy.db", here / "copied" / "study.db")

    with Study.open(busy) as one, Study.open(here / "copied") as other:
        assert one.state == other.state
        assert one.store.state() == one.state
        assert is_rebuilt(one)
    assert "The state rebuilt from them is the state in use" in run("-C", "copied", "log", "verify").ok.out


def test_a_state_that_is_not_what_the_log_says_is_told(run, busy):
    with Study.open(busy) as study:
        study.state.judgements.popitem()

        assert not is_rebuilt(study)
