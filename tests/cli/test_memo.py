"""Memos: notes on anything, a reflexive one its author's alone. All talk and notes are invented."""

import csv
import io
import json
import re
import shutil
import sqlite3
import sys

import pytest
from tests_environment import on_a_terminal

from thematic.errors import StudyError, UsageError
from thematic.model import MemoKind, Span
from thematic.workflow.memos import find_memo, memos_of, write_memo
from thematic.workflow.study import Act, Study
from thematic.workflow.targets import span_target

SECRET = "I was the shy one at school, and I hear myself in Tom."
ANA = ("--coder", "ana")
BEN = ("--coder", "ben")


def add(run, text, *options, folder="study"):
    """Write a memo through the program, and return its id's first digits."""
    said = run("-C", folder, "memo", "add", text, *options).ok.out
    return re.match(r"Wrote memo ([0-9a-f]{10}) ", said)[1]


def listed(run, *options, folder="study"):
    return json.loads(run("-C", folder, "memo", "list", "--json", *options).ok.out)


def events(run, folder="study"):
    return json.loads(run("-C", folder, "log", "--json").ok.out)


@pytest.fixture
def themed(run, coded):
    """A coded study with one theme of ana's."""
    run("-C", "study", "themes", "suggest", "--count", 2).ok
    naming = ("--name", "One of them", "--concept", "Being one of them.")
    run("-C", "study", "themes", "name", "candidate-1", *naming, *ANA).ok
    return coded


def test_a_memo_says_who_wrote_what_on_what_and_when(run, coded):
    add(run, "They notice who is missing.", "--on", "fg1:t003.s2", *ANA)

    said = run("-C", "study", "memo", "list").ok.out
    assert "ana  analytic  on fg1:t003.s2" in said
    assert "“Nobody judges you there.”" in said
    assert "They notice who is missing." in said
    assert "1 memo." in said
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", listed(run)["memos"][0]["at"])


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        ("study", "study"),
        ("fg1", "fg1"),
        ("fg1:t003", "fg1:t003"),
        ("fg1:t004", "fg1:t004"),
        ("fg1:t003.s2", "fg1:t003.s2"),
        ("belonging", "belonging"),
        ("small:belonging", "belonging"),
        ("theme-1", "theme-1"),
        ("fg1-p1", "fg1-p1"),
    ],
)
def test_a_memo_is_on_whatever_has_a_name(run, themed, on, shown):
    add(run, "Come back to this.", "--on", on, *ANA)

    assert [one["target"] for one in listed(run)["memos"]] == [shown]
    assert "All is well" in run("-C", "study", "check").ok.out


def test_a_memo_is_on_a_decision_by_the_first_digits_of_its_event(run, coded):
    decision = next(one for one in events(run) if one["kind"] == "decision")
    add(run, "Was I tired?", "--on", decision["hash"][:8], *ANA)

    assert listed(run, "--on", decision["hash"])["memos"][0]["target"] == f"event {decision['hash'][:10]}"


@pytest.mark.parametrize(
    "on", ["fg9", "fg1:t099", "fg1:t003.s9", "belongin", "theme-7", "candidate-1", "P99", "", "[x]"]
)
def test_what_nothing_is_called_is_one_line(run, themed, on):
    said = run("-C", "study", "memo", "add", "x", "--on", on, *ANA).fails(2).err

    assert said.count("\n") == 1
    assert "nothing here is called" in said


def test_two_things_of_one_name_are_told_apart_by_saying_which(run, coded, here):
    (here / "support.txt").write_text("Moderator: And you?\n\nIvy: I help out on a Friday.\n", encoding="utf-8")
    run("-C", "study", "import", "support.txt").ok

    said = run("-C", "study", "memo", "add", "x", "--on", "support", *ANA).fails(2).err
    assert "transcript:support" in said
    add(run, "x", "--on", "code:support", *ANA)
    add(run, "y", "--on", "transcript:support", *ANA)
    assert [one["text"] for one in listed(run, "--on", "code:support")["memos"]] == ["x"]


def test_a_list_holds_what_lies_within_what_was_asked_for(run, coded):
    for on in ("fg1", "fg1:t003", "fg1:t003.s1", "fg1:t005", "belonging", "study"):
        add(run, f"on {on}", "--on", on, *ANA)

    def texts(*options):
        return [one["text"] for one in listed(run, *options)["memos"]]

    assert texts("--on", "fg1") == ["on fg1", "on fg1:t003", "on fg1:t003.s1", "on fg1:t005"]
    assert texts("--on", "fg1:t003") == ["on fg1:t003", "on fg1:t003.s1"]
    assert texts("--on", "study") == ["on study"]
    assert texts("--type", "method") == []
    assert len(texts("--by", "ana")) == 6
    assert "no memo is by" in run("-C", "study", "memo", "list", "--by", "bea").fails(2).err


def test_text_comes_from_stdin_too_with_all_its_lines(run, coded):
    run("-C", "study", "memo", "add", "-", *ANA, stdin="One.\n\n  [bold]Two[/bold] \x1b[31mred\n").ok

    assert listed(run)["memos"][0]["text"] == "One.\n\n  [bold]Two[/bold] \x1b[31mred"
    shown = run("-C", "study", "memo", "list").ok.out
    assert "[bold]Two[/bold] [31mred" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 100_001])
def test_no_words_or_far_too_many_are_refused(run, coded, text):
    before = (coded / "study.db").read_bytes()

    assert run("-C", "study", "memo", "add", "-", *ANA, stdin=text).fails(2).err.count("\n") == 1
    assert (coded / "study.db").read_bytes() == before


def test_without_text_and_without_a_terminal_it_says_how_to_give_it(run, coded):
    assert "- to read it from stdin" in run("-C", "study", "memo", "add", *ANA).fails(2).err


def test_without_text_on_a_terminal_the_authors_editor_opens(run, coded, here):
    script = here / "editor.py"
    script.write_text("import sys\nopen(sys.argv[1], 'a', encoding='utf-8').write('Typed there.')\n")
    editor = f"{sys.executable} {script}"

    assert "Wrote memo" in on_a_terminal(here, editor, "memo", "add", *ANA).stdout
    [memo] = listed(run)["memos"]
    assert memo["text"] == "Typed there."
    assert on_a_terminal(here, editor, "memo", "edit", memo["id"], *ANA).returncode == 0
    assert listed(run)["memos"][0]["text"] == "Typed there.Typed there."


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("", "set EDITOR"),
        ("'", "set EDITOR"),
        ("no-such-editor", "cannot be started"),
        ("false", "nothing was recorded"),
    ],
)
def test_an_editor_that_is_not_there_or_fails_records_nothing(run, coded, here, editor, said):
    ran = on_a_terminal(here, editor, "memo", "add", *ANA)

    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert said in ran.stderr
    assert listed(run)["memos"] == []


def test_a_memo_needs_somebody_who_writes_it(run, coded):
    assert "--coder" in run("-C", "study", "memo", "add", "x").fails(2).err


def test_a_reflexive_memo_is_read_by_its_author_alone(run, coded, here):
    memo = add(run, SECRET, "--type", "reflexive", "--on", "fg1:t003", *BEN)
    add(run, "They check.", "--on", "fg1:t003", *ANA)

    assert SECRET in run("-C", "study", "memo", "list", *BEN).ok.out
    for arguments in (("memo", "list"), ("memo", "list", *ANA), ("memo", "list", "--on", "fg1", *ANA)):
        said = run("-C", "study", *arguments).ok.out
        assert "1 private memo by ben" in said
        assert "They check." in said
        assert "shy" not in said
    assert listed(run, *ANA)["private"] == {"ben": 1}
    assert listed(run, "--by", "ben", *ANA) == {"memos": [], "private": {"ben": 1}}
    assert "only ben reads it" in run("-C", "study", "memo", "show", memo, *ANA).fails(2).err
    for arguments in (
        ("log",),
        ("log", "--json"),
        ("status",),
        ("status", "--json"),
        ("check",),
        ("find", "shy"),
        ("find", "shy", "--json"),
        ("memo", "list", "--json", *ANA),
        ("export", "decisions", "-o", "-"),
        ("export", "memos", "-o", "-"),
        ("export", "memos", "-o", "-", "--format", "md", *ANA),
    ):
        ran = run("-C", "study", *arguments).ok
        assert "shy" not in ran.out + ran.err, arguments


def test_what_its_author_shares_everybody_reads_but_not_what_it_said_before(run, coded):
    memo = add(run, SECRET, "--type", "reflexive", *BEN)
    run("-C", "study", "memo", "edit", memo, "I know some of this from home.", *BEN).ok

    assert "only ben" in run("-C", "study", "memo", "share", memo, *ANA).fails(2).err
    run("-C", "study", "memo", "share", memo, *BEN).ok

    assert "I know some of this" in run("-C", "study", "memo", "list", *ANA).ok.out
    assert "shy" not in run("-C", "study", "memo", "show", memo, *ANA).ok.out
    assert "shy" not in run("-C", "study", "memo", "show", memo, "--json", *ANA).ok.out
    assert "shy" in run("-C", "study", "memo", "show", memo, *BEN).ok.out
    assert "not private" in run("-C", "study", "memo", "share", memo, *BEN).fails(2).err


def test_the_older_words_stay_as_the_earlier_version(run, coded):
    memo = add(run, "First thought.", *ANA)
    run("-C", "study", "memo", "edit", memo, "Second thought.", *ANA).ok

    said = run("-C", "study", "memo", "show", memo).ok.out
    assert said.index("Second thought.") < said.index("First thought.")
    assert "First thought." not in run("-C", "study", "memo", "list").ok.out
    assert [one["text"] for one in listed(run)["memos"][0]["earlier"]] == ["First thought."]
    assert "says that already" in run("-C", "study", "memo", "edit", memo, "Second thought.", *ANA).fails(2).err
    assert "only ana" in run("-C", "study", "memo", "edit", memo, "Mine now.", *BEN).fails(2).err
    assert "All is well" in run("-C", "study", "check").ok.out


def test_a_dropped_memo_comes_back_with_an_undo(run, coded):
    memo = add(run, "A thought.", *ANA)
    said = run("-C", "study", "memo", "drop", memo, *ANA).ok.out
    assert listed(run)["memos"] == []
    assert "no memos begin with" in run("-C", "study", "memo", "show", memo).fails(2).err

    run("-C", "study", "log", "undo", said.split()[-1], *ANA).ok
    assert listed(run)["memos"][0]["text"] == "A thought."
    run("-C", "study", "log", "undo", memo, *ANA).ok
    assert listed(run)["memos"] == []


def test_nobody_else_takes_back_that_a_memo_is_private_again(run, coded):
    memo = add(run, SECRET, "--type", "reflexive", *BEN)
    run("-C", "study", "memo", "share", memo, *BEN).ok
    shared = events(run)[-1]["hash"]
    run("-C", "study", "log", "undo", shared, *BEN).ok
    assert listed(run, *ANA)["memos"] == []

    undone = events(run)[-1]["hash"]
    assert "only ben takes back" in run("-C", "study", "log", "undo", undone, *ANA).fails(2).err
    assert listed(run, *ANA)["memos"] == []


def test_events_hold_no_word_of_a_memo(run, coded):
    memo = add(run, SECRET, *ANA)
    run("-C", "study", "memo", "edit", memo, "Another wombat.", *ANA).ok

    with sqlite3.connect(coded / "study.db") as db:
        bodies = "".join(body for (body,) in db.execute("SELECT body FROM event"))
    assert "shy" not in bodies
    assert "wombat" not in bodies


@pytest.mark.parametrize("what", [("add", "x"), ("edit", "ID", "other"), ("share", "ID"), ("drop", "ID")])
def test_a_dry_run_changes_nothing(run, coded, what):
    memo = add(run, SECRET, "--type", "reflexive", *ANA)
    before = (coded / "study.db").read_bytes()

    arguments = [memo if one == "ID" else one for one in what]
    assert "Would" in run("-C", "study", "memo", *arguments, "--dry-run", *ANA).ok.out
    assert (coded / "study.db").read_bytes() == before


def test_the_trail_and_the_status_tell_of_memos(run, coded):
    memo = add(run, "x", "--on", "belonging", *ANA)
    run("-C", "study", "memo", "drop", memo, *ANA).ok
    add(run, "y", "--type", "method", *ANA)

    said = run("-C", "study", "log").ok.out
    assert "wrote a memo (analytic) on code small:belonging" in said
    assert f"dropped memo {memo}" in said
    assert "wrote a memo (method) on the study" in said
    assert json.loads(run("-C", "study", "status", "--json").ok.out)["memos"] == 1
    assert re.search(r"Memos +1", run("-C", "study", "status").ok.out)


def exported(run, *options):
    return list(csv.DictReader(io.StringIO(run("-C", "study", "export", "memos", "-o", "-", *options).ok.out)))


def test_an_export_holds_private_memos_of_whoever_it_names_and_nobody_else(run, coded, monkeypatch):
    add(run, SECRET, "--type", "reflexive", *BEN)
    add(run, "=1+1 they check", "--on", "fg1:t003.s2", *ANA)
    monkeypatch.setenv("THEMATIC_CODER", "ben")

    [row] = exported(run)
    assert (row["author"], row["type"], row["target"], row["text"]) == (
        "ana",
        "analytic",
        "fg1:t003.s2",
        "'=1+1 they check",
    )
    assert (row["quote"], row["participant"]) == ("Nobody judges you there.", "fg1-p2")
    assert [one["private"] for one in exported(run, *BEN)] == ["1", "0"]
    assert (
        "Left out: 1 private memo by ben" in run("-C", "study", "export", "memos", "-o", "-", "--format", "md").ok.out
    )
    assert "for memos only" in run("-C", "study", "export", "turns", "-o", "-", *BEN).fails(2).err


def correct(run, here, talk, old, new):
    path = here / "corrected.txt"
    path.write_text(talk.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return run("-C", "study", "import", "--revises", "fg1", path).ok.out


def test_a_memo_moves_with_the_words_it_is_on(run, coded, talk, here):
    add(run, "Noted.", "--on", "fg1:t006", *ANA)
    correct(run, here, talk, "Moderator: And you, Maya?\n\n", "Tom: It was.\n\nModerator: And you, Maya?\n\n")

    [memo] = listed(run)["memos"]
    assert (memo["target"], memo["quote"]) == ("fg1:t007", "Mm.")
    assert "All is well" in run("-C", "study", "check").ok.out


def test_a_memo_whose_words_are_gone_shows_the_old_ones_and_waits_to_be_placed(run, coded, talk, here):
    add(run, "Noted.", "--on", "fg1:t006", *ANA)
    correct(run, here, talk, "Tom: Mm.\n", "Tom: Something else was said altogether here.\n")

    [memo] = listed(run)["memos"]
    assert (memo["target"], memo["quote"]) == ("fg1@1:t006", "Mm.")
    waiting = run("-C", "study", "review", "--unplaced").ok.out
    assert "memo (ana)" in waiting

    run("-C", "study", "review", "--place", "fg1@1:t006=gone", *ANA).ok
    assert [one["target"] for one in listed(run)["memos"]] == ["fg1"], "its words are nowhere, and it is not lost"
    assert "Nothing waits" in run("-C", "study", "review", "--unplaced").ok.out


def test_a_memo_is_placed_by_hand_as_codings_are(run, coded, talk, here):
    add(run, "Noted.", "--on", "fg1:t006", *ANA)
    correct(run, here, talk, "Tom: Mm.\n", "Tom: Something else was said altogether here.\n")
    run("-C", "study", "review", "--place", "fg1@1:t006=fg1:t006", *ANA).ok

    assert [one["target"] for one in listed(run)["memos"]] == ["fg1:t006"]
    assert "All is well" in run("-C", "study", "check").ok.out


def test_a_revision_is_not_taken_back_under_a_memo(run, coded, talk, here):
    correct(run, here, talk, "Mm.", "Mm, yes.")
    revision = events(run)[-1]["hash"]
    add(run, "Noted.", "--on", "fg1:t006", *ANA)

    assert "since" in run("-C", "study", "log", "undo", revision, *ANA).fails(2).err


def gone(folder, *words):
    data = (folder / "study.db").read_bytes()
    return [word for word in words if word.encode() in data] == []


def test_memos_on_somebody_who_withdraws_go_with_them_in_every_version(run, coded):
    on_words = add(run, "wombat one", "--on", "fg1:t002.s1", *ANA)
    run("-C", "study", "memo", "edit", on_words, "wombat two", *ANA).ok
    add(run, "wombat three", "--on", "fg1-p1", "--type", "reflexive", *BEN)
    decision = next(one["hash"] for one in events(run) if one["kind"] == "decision")
    add(run, "wombat four", "--on", decision, *BEN)
    dropped = add(run, "wombat five", "--on", "fg1:t005", *BEN)
    run("-C", "study", "memo", "drop", dropped, *BEN).ok
    add(run, "Maya is called by name in this", "--on", "fg1:t003", *BEN)

    plan = run("-C", "study", "import", "--withdraw", "fg1-p1").ok.out
    assert "3 memos on their words or on them" in plan
    assert "a memo (event" in plan, "one that names them is listed for a person to look at"
    run("-C", "study", "import", "--withdraw", "fg1-p1", "--yes", *ANA).ok

    assert gone(coded, "wombat")
    assert [one["target"] for one in listed(run)["memos"]] == ["fg1:t003"]
    assert "All is well" in run("-C", "study", "check").ok.out
    run("-C", "study", "memo", "list", *BEN).ok
    undo = next(one["hash"] for one in events(run) if one["kind"] == "memo" and one["data"]["does"] == "drop")
    run("-C", "study", "log", "undo", undo, *BEN).ok
    assert len(listed(run, *BEN)["memos"]) == 1, "an undo does not bring an erased one back"


def test_memos_on_an_earlier_id_of_theirs_and_on_an_interview_with_them_alone_go_too(run, study, here):
    (here / "int1.txt").write_text("Interviewer: How is it?\n\nBea: Better since the swimming.\n", encoding="utf-8")
    run("-C", "study", "import", "int1.txt").ok
    add(run, "wombat one", "--on", "int1-p1", *ANA)
    add(run, "wombat two", "--on", "int1", *ANA)
    add(run, "kept", "--on", "fg1", *ANA)
    (here / "people.csv").write_text("participant,session,speaker\nP07,int1,Bea\n", encoding="utf-8")
    run("-C", "study", "import", "--participants", "people.csv").ok
    run("-C", "study", "import", "--withdraw", "P07", "--yes", *ANA).ok

    assert gone(study, "wombat")
    assert [one["text"] for one in listed(run)["memos"]] == ["kept"]


def test_copies_merge_their_memos_and_private_ones_stay_private_in_the_program(run, coded, here):
    shutil.copytree(coded, here / "bens")
    add(run, SECRET, "--type", "reflexive", *BEN, folder="bens")
    add(run, "They check.", "--on", "fg1:t003", *BEN, folder="bens")
    mine = add(run, "Mine.", *ANA)

    assert "2 memos by ben" in run("-C", "study", "merge", "bens").ok.out
    run("-C", "bens", "merge", "study").ok

    assert listed(run) == listed(run, folder="bens")
    assert listed(run)["private"] == {"ben": 1}
    assert SECRET in run("-C", "study", "memo", "list", *BEN).ok.out, "its words travel in the file"
    assert "Mine." in run("-C", "bens", "memo", "show", mine).ok.out
    assert "All is well" in run("-C", "bens", "check").ok.out


def test_a_memo_written_on_a_text_that_another_copy_corrected_keeps_its_words(run, coded, talk, here):
    shutil.copytree(coded, here / "bens")
    add(run, "Noted.", "--on", "fg1:t006", *BEN, folder="bens")
    correct(run, here, talk, "Maya: It was", "Maya: Well, it was")
    run("-C", "study", "merge", "bens").ok
    run("-C", "bens", "merge", "study").ok

    [memo] = listed(run)["memos"]
    assert memo["quote"] == "Mm."
    assert listed(run, folder="bens")["memos"] == [memo]
    assert "All is well" in run("-C", "study", "check").ok.out


def test_a_memo_on_words_of_somebody_who_withdrew_in_the_other_copy_does_not_come_in(run, coded, here):
    shutil.copytree(coded, here / "bens")
    add(run, "wombat", "--on", "fg1-p1", *BEN, folder="bens")
    run("-C", "study", "import", "--withdraw", "fg1-p1", "--yes", *ANA).ok

    assert "import --withdraw fg1-p1" in run("-C", "study", "merge", "bens").fails(4).err
    run("-C", "bens", "import", "--withdraw", "fg1-p1", "--yes", *BEN).ok
    run("-C", "study", "merge", "bens").ok
    assert gone(coded, "wombat")
    assert listed(run)["memos"] == []
    assert "All is well" in run("-C", "study", "check").ok.out


def test_themes_made_under_one_id_keep_their_own_memos(run, coded, here):
    shutil.copytree(coded, here / "bens")
    for folder, coder, name in (("study", "ana", "The week has a shape"), ("bens", "ben", "Being one of them")):
        run("-C", folder, "themes", "suggest").ok
        naming = ("--name", name, "--concept", f"{name}, they say.", "--coder", coder)
        run("-C", folder, "themes", "name", "candidate-1", *naming).ok
        add(run, f"on {name}", "--on", "theme-1", "--coder", coder, folder=folder)
    run("-C", "study", "merge", "bens").ok

    names = {one["id"]: one["name"] for one in json.loads(run("-C", "study", "themes", "list", "--json").ok.out)}
    assert {one["text"] for one in listed(run)["memos"]} == {
        f"on {names[one['target']]}" for one in listed(run)["memos"]
    }


def test_a_memo_whose_words_or_place_were_altered_is_found_by_check(run, coded):
    add(run, "They notice.", "--on", "fg1:t003.s2", *ANA)
    with Study.open(coded) as study:
        data = dict(study.store.log.events()[-1].data)
        data["target"] = {**data["target"], "span": [0, 5]}
        from thematic.store.events import EventKind

        with study.writing() as log:
            forged = log.append(EventKind.MEMO, data, at="2026-11-27T00:00:00Z", who="ana")

    assert f"memo {forged.hash[:12]}: the words" in run("-C", "study", "check").fails(1).err


def test_only_what_its_author_does_to_a_memo_counts_whatever_the_log_says(run, coded):
    from thematic.store.events import EventKind

    add(run, SECRET, "--type", "reflexive", *BEN)
    with Study.open(coded) as study, study.writing() as log:
        memo = next(iter(study.state.memos))
        for does in ("share", "drop"):
            log.append(EventKind.MEMO, {"does": does, "memo": memo}, at="2026-11-27T00:00:00Z", who="ana")

    assert listed(run, *ANA) == {"memos": [], "private": {"ben": 1}}


def test_the_function_that_screens_call_writes_on_the_words_that_were_seen(coded, run, talk, here):
    act = Act("ana", "2026-11-27T09:00:00Z")
    with Study.open(coded) as study:
        words = span_target(study, "fg1", Span(93, 124))
        memo = write_memo(study, "Noted.", kind=MemoKind.METHOD, target=words, act=act)
        assert memo is not None
        assert find_memo(study, memo.id, "") == memo
        assert memo.quote == study.transcripts["fg1"].text[93:124]
        assert memos_of(study, "ana").memos == (memo,)
        with pytest.raises(UsageError, match="not Unicode"):
            write_memo(study, "\ud800", act=act)
    correct(run, here, talk, "Mm.", "Mm, yes.")
    with Study.open(coded) as study, pytest.raises(StudyError, match="corrected meanwhile"):
        write_memo(study, "Noted.", target=words, act=act)
