"""Two people work on copies of one study, and each takes the other's work in. The talk is invented."""

import csv
import json
import shutil
import sqlite3

import pytest

from thematic.workflow.study import Study

OTHER_TALK = "Moderator: And the garden?\n\nIvy: I dig a bit. It gets me out on a Friday.\n"


@pytest.fixture
def copies(coded, here):
    """Two copies of a coded study: `study` and `bens`."""
    shutil.copytree(coded, here / "bens")
    return coded, here / "bens"


def decide(run, here, folder, coder, *rows):
    path = here / f"{coder}-{len(list(here.iterdir()))}.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([("segment_id", "code", "verdict"), *rows])
    run("-C", folder, "review", "--batch", path, "--coder", coder).ok


def standing(folder):
    """What a copy says of itself, without what is each copy's own."""
    with Study.open(folder) as study:
        return study.store.log.events(), study.state


def merge(run, folder, other, *options):
    return run("-C", folder, "merge", other, *options)


def test_what_the_other_copy_holds_comes_in_and_is_told(run, here, copies):
    (here / "fg2.txt").write_text(OTHER_TALK, encoding="utf-8")
    run("-C", "bens", "import", "fg2.txt").ok
    decide(run, here, "bens", "ben", ("fg1:t003.s1", "belonging", "reject"), ("fg2:t002.s2", "routine", "accept"))

    said = merge(run, "study", "bens").ok.out

    assert "1 transcript: fg2" in said
    assert "2 decisions by ben" in said
    assert "ben 2" in run("-C", "study", "status").ok.out
    assert "All is well" in run("-C", "study", "check").ok.out
    assert "each with its hash" in run("-C", "study", "log", "verify").ok.out


def test_it_does_not_matter_who_merges_and_twice_is_once(run, here, copies):
    decide(run, here, "study", "ana", ("fg1:t002.s2", "routine", "reject"))
    decide(run, here, "bens", "ben", ("fg1:t002.s2", "routine", "accept"))
    shutil.copytree(here / "bens", here / "before")

    merge(run, "bens", "study").ok
    merge(run, "study", "before/study.db").ok

    assert standing(here / "study") == standing(here / "bens")
    before = (here / "study" / "study.db").read_bytes()
    assert "Nothing to take in" in merge(run, "study", "bens").ok.out
    assert (here / "study" / "study.db").read_bytes() == before


def test_three_copies_end_equal_in_whatever_order(run, here, copies):
    shutil.copytree(here / "study", here / "cats")
    for folder, coder in (("study", "ana"), ("bens", "ben"), ("cats", "cat")):
        decide(run, here, folder, coder, ("fg1:t005.s2", "support", "accept"), ("fg1:t003.s2", "belonging", "unsure"))
    for one, other in (("study", "bens"), ("cats", "study"), ("bens", "cats"), ("study", "cats")):
        merge(run, one, other).ok

    assert standing(here / "study") == standing(here / "bens") == standing(here / "cats")
    decide(run, here, "bens", "ben", ("fg1:t003.s2", "belonging", "accept"))
    assert "Took in 1 event" in merge(run, "study", "bens").ok.out


def test_a_dry_run_tells_and_writes_nothing(run, here, copies):
    decide(run, here, "bens", "ben", ("fg1:t003.s1", "belonging", "reject"))
    before = (here / "study" / "study.db").read_bytes()

    assert "Would take in 1 event" in merge(run, "study", "bens", "--dry-run").ok.out
    assert (here / "study" / "study.db").read_bytes() == before


def test_the_other_copy_is_only_read(run, here, copies):
    decide(run, here, "study", "ana", ("fg1:t003.s1", "belonging", "reject"))
    before = (here / "bens" / "study.db").read_bytes()

    assert "lacks 1 event" in merge(run, "study", "bens").ok.out
    assert (here / "bens" / "study.db").read_bytes() == before


def test_one_coder_who_decided_differently_in_two_copies_is_asked_again(run, here, copies):
    decide(run, here, "study", "ana", ("fg1:t003.s1", "belonging", "unsure"))
    decide(run, here, "bens", "ana", ("fg1:t003.s1", "belonging", "reject"))

    said = merge(run, "study", "bens", "--json").ok.out
    assert [one["code"] for one in json.loads(said)["conflicts"]] == ["belonging"]
    assert "Conflicts" in run("-C", "study", "status").ok.out

    decide(run, here, "study", "ana", ("fg1:t003.s1", "belonging", "accept"))
    assert "Conflicts" not in run("-C", "study", "status").ok.out
    merge(run, "bens", "study").ok
    assert "Conflicts" not in run("-C", "bens", "status").ok.out


def test_the_same_decision_in_both_copies_is_no_conflict(run, here, copies):
    for folder in ("study", "bens"):
        decide(run, here, folder, "ana", ("fg1:t003.s1", "belonging", "unsure"))

    merge(run, "study", "bens").ok
    assert "Conflicts" not in run("-C", "study", "status").ok.out


def test_decisions_that_came_in_under_ones_own_name_are_mentioned(run, here, copies, monkeypatch):
    decide(run, here, "bens", "ana", ("fg1:t003.s1", "belonging", "reject"))
    monkeypatch.setenv("THEMATIC_CODER", "ana")

    assert "under your own name, ana" in merge(run, "study", "bens").ok.out


def test_one_file_that_both_brought_in_is_one_transcript(run, here, copies):
    (here / "fg2.txt").write_text(OTHER_TALK, encoding="utf-8")
    for folder, coder in (("study", "ana"), ("bens", "ben")):
        run("-C", folder, "import", "fg2.txt").ok
        decide(run, here, folder, coder, ("fg2:t002.s2", "routine", "accept"))

    merge(run, "study", "bens").ok

    assert "All is well" in run("-C", "study", "check").ok.out
    codings = run("-C", "study", "export", "codings", "-o", "-").ok.out
    assert codings.count("fg2:t002.s2") == 2


def test_other_words_under_one_id_keep_the_copies_apart(run, here, copies):
    for folder, text in (("study", OTHER_TALK), ("bens", OTHER_TALK.replace("garden", "choir"))):
        (here / "fg2.txt").write_text(text, encoding="utf-8")
        run("-C", folder, "import", "fg2.txt").ok
    before = (here / "study" / "study.db").read_bytes()

    assert "fg2 is another text in each copy" in merge(run, "study", "bens").fails(4).err
    assert (here / "study" / "study.db").read_bytes() == before


def test_what_one_copy_decided_on_a_text_that_the_other_corrected_follows_its_words_or_waits_to_be_placed(
    run, here, copies, talk
):
    decide(run, here, "bens", "ben", ("fg1:t003.s1", "belonging", "unsure"), ("fg1:t006.s1", "support", "reject"))
    corrected = here / "corrected.txt"
    corrected.write_text(talk.read_text().replace("Nobody judges", "No one judges"), encoding="utf-8")
    run("-C", "study", "import", "--revises", "fg1", corrected).ok

    merge(run, "study", "bens").ok
    merge(run, "bens", "study").ok

    assert standing(here / "study") == standing(here / "bens")
    with Study.open(here / "study") as both:
        here_now = [place for place in both.state.judgements if place[0] == "ben"]
    assert [code for *_, code in here_now] == ["belonging"], "ana's coding of the same words was found again"
    assert "support refused (ben)" in run("-C", "study", "review", "--unplaced").ok.out
    assert "All is well" in run("-C", "study", "check").ok.out


def test_somebody_who_withdrew_in_one_copy_is_gone_from_the_other(run, here, copies):
    run("-C", "bens", "import", "--withdraw", "fg1-p1", "--yes", "--coder", "ben").ok

    assert "fg1-p1 withdrew" in merge(run, "study", "bens").ok.out

    data = (here / "study" / "study.db").read_bytes()
    assert b"set my alarm for it" not in data
    assert "All is well" in run("-C", "study", "check").ok.out
    assert standing(here / "study") == standing(here / "bens")


def test_a_copy_that_still_has_their_words_does_not_bring_them_back(run, here, copies):
    decide(run, here, "study", "ana", ("fg1:t003.s1", "belonging", "unsure"))
    run("-C", "bens", "import", "--withdraw", "fg1-p1", "--yes", "--coder", "ben").ok

    merge(run, "bens", "study").ok

    assert b"set my alarm for it" not in (here / "bens" / "study.db").read_bytes()
    assert "All is well" in run("-C", "bens", "check").ok.out


def test_new_words_of_somebody_who_withdrew_are_refused_until_they_are_gone(run, here, copies):
    (here / "fg2.txt").write_text("Moderator: So?\n\nMaya: I came on the Friday, too.\n", encoding="utf-8")
    (here / "people.csv").write_text("participant,session,speaker\nfg1-p1,fg1,Maya\nfg1-p1,fg2,Maya\n")
    run("-C", "study", "import", "fg2.txt", "--participants", "people.csv").ok
    run("-C", "bens", "import", "--withdraw", "fg1-p1", "--yes", "--coder", "ben").ok

    for one, other in (("study", "bens"), ("bens", "study")):
        assert "import --withdraw fg1-p1" in merge(run, one, other).fails(4).err
    assert b"too." not in (here / "bens" / "study.db").read_bytes()


def test_themes_made_under_one_id_are_two_themes(run, here, copies):
    for folder, coder, name in (("study", "ana", "The week has a shape"), ("bens", "ben", "Being one of them")):
        run("-C", folder, "themes", "suggest").ok
        [first, *_] = json.loads(run("-C", folder, "themes", "list", "--json").ok.out)
        naming = ("--name", name, "--concept", f"{name}, they say.", "--coder", coder)
        run("-C", folder, "themes", "name", first["id"], *naming).ok

    merge(run, "study", "bens").ok
    merge(run, "bens", "study").ok

    names = {one["name"] for one in json.loads(run("-C", "study", "themes", "list", "--json").ok.out)}
    assert {"The week has a shape", "Being one of them"} <= names
    assert standing(here / "study") == standing(here / "bens")


def test_another_study_is_no_copy(run, here, copies):
    run("init", "stranger").ok

    assert "another study" in merge(run, "study", "stranger").fails(4).err


@pytest.mark.parametrize("path", ["nowhere", "decisions.csv"])
def test_what_is_no_study_is_one_line(run, copies, path):
    assert merge(run, "study", path).fails(4).err.count("\n") == 1


def altered(folder, statement, *values):
    with sqlite3.connect(folder / "study.db") as db:
        for trigger in ("event_is_never_changed", "event_is_never_deleted", "blob_is_only_erased"):
            db.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        db.execute(statement, values)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("""UPDATE event SET body = replace(body, '"accept"', '"reject"') WHERE seq = 6""", "event 6"),
        ("DELETE FROM event WHERE seq = 6", "some were removed"),
        ("UPDATE blob SET data = CAST(replace(data, 'Tuesday', 'Thursday') AS BLOB)", "altered"),
        ("UPDATE suggestion SET code = 'made-up'", 'no code "made-up"'),
    ],
)
def test_a_copy_in_which_something_was_altered_is_refused_and_named(run, here, copies, statement, named):
    decide(run, here, "bens", "ben", ("fg1:t003.s1", "belonging", "reject"))
    altered(here / "bens", statement)
    before = (here / "study" / "study.db").read_bytes()

    said = merge(run, "study", "bens").fails(4).err

    assert "does not verify" in said
    assert named in said
    assert (here / "study" / "study.db").read_bytes() == before


def test_a_forged_decision_is_refused_and_named(run, here, copies):
    from thematic.store.events import EventKind, seal

    events, _ = standing(here / "bens")
    model = next(event for event in events if event.kind is EventKind.DECISION)
    data = {**model.data, "span": [0, 12], "code": "support"}
    forged, body = seal(EventKind.DECISION, at=model.at, who="ana", parents=[events[-1].hash], data=data)
    altered(here / "bens", "INSERT INTO event (hash, body) VALUES (?, ?)", forged.hash, body)

    said = merge(run, "study", "bens").fails(4).err
    assert f"decision {forged.hash[:12]}: the words" in said
