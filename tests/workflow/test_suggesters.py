"""Other people's suggesters: a real little package on the path, found by its entry point, and never trusted."""

import json
import sys
import textwrap
from pathlib import Path

import pytest

from thematic.workflow.suggesters import installed_suggesters

SUGGESTER = """
from thematic.model import Evidence, EvidenceKind, Suggestion

class Echo:
    version = "2.1"

    def suggest(self, request):
        for transcript in request.transcripts:
            for turn in transcript.turns:
                if turn.role == "participant":
                    reason = Evidence(EvidenceKind.WORDS, "because")
                    {body}
"""
FINE = "yield Suggestion(transcript.id, turn.span, 'support', 0.75, (reason,))"


@pytest.fixture
def offered(tmp_path, monkeypatch):
    """Offers a package whose suggester does `body`."""

    def offering(body=FINE, name="echo"):
        place = tmp_path / f"site-{name}"
        info = place / "echo_pack-2.1.dist-info"
        info.mkdir(parents=True)
        (place / f"{name}_pack.py").write_text(textwrap.dedent(SUGGESTER.replace("{body}", body)), encoding="utf-8")
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: echo-pack\nVersion: 2.1\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[thematic.suggesters]\n{name} = {name}_pack:Echo\n", encoding="utf-8")
        monkeypatch.syspath_prepend(str(place))
        monkeypatch.delitem(sys.modules, f"{name}_pack", raising=False)

    return offering


def rows(run):
    return run("-C", "study", "export", "suggestions", "-o", "-").ok.out


def test_what_is_installed_is_listed_with_its_package_and_not_loaded(run, offered):
    offered("this is no python at all(")

    said = run("code", "suggesters").ok.out

    assert "built-in" in said
    assert "echo-pack" in said
    assert "echo_pack" not in sys.modules
    assert json.loads(run("code", "suggesters", "--json").ok.out)[0]["name"] == "built-in"


def test_it_suggests_beside_the_built_in_one_and_each_suggestion_says_who_made_it(run, study, offered):
    offered()
    run("-C", "study", "code").ok
    said = run("-C", "study", "code", "--suggester", "echo")

    assert "not part of thematic" in said.ok.err
    assert ",echo/2.1" in rows(run)
    assert ",built-in/" in rows(run)

    before = rows(run).count(",echo/2.1")
    run("-C", "study", "code", "--suggester", "echo").ok
    run("-C", "study", "code").ok
    assert rows(run).count(",echo/2.1") == before


def test_its_suggestions_are_reviewed_like_any_other(run, study, offered):
    offered()
    run("-C", "study", "code", "--suggester", "echo").ok

    assert "kept" in run("-C", "study", "review", "--coder", "ana", stdin="a\n").ok.out


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("yield 'support'", "not a Suggestion"),
        ("yield Suggestion('fg9', turn.span, 'support', 0.5, ())", "no such transcript"),
        ("yield Suggestion(transcript.id, turn.span, 'supper', 0.5, ())", "no such code"),
        ("yield Suggestion(transcript.id, turn.span, 'support', float('nan'), ())", "not within 0..1"),
        ("yield Suggestion(transcript.id, turn.span, 'support', 1.5, ())", "not within 0..1"),
        ("yield Suggestion(transcript.id, type(turn.span)(0, 9999), 'support', 0.5, ())", "no words at its span"),
        ("yield Suggestion(transcript.id, transcript.turns[0].span, 'support', 0.5, ())", "moderator"),
        ("raise RuntimeError(transcript.text)", "failed (RuntimeError)"),
    ],
)
def test_what_cannot_be_is_one_line_and_nothing_is_kept(run, study, offered, body, says):
    offered(body)
    run("-C", "study", "code").ok
    before = rows(run)

    failed = run("-C", "study", "code", "--suggester", "echo").fails(4)

    assert says in failed.err
    assert "Tuesday" not in failed.err
    assert rows(run) == before


def test_one_that_cannot_be_loaded_is_one_line(run, study, offered):
    offered("this is no python at all(")

    assert "cannot be loaded (SyntaxError)" in run("-C", "study", "code", "--suggester", "echo").fails(4).err


def test_a_name_nobody_has_is_one_line(run, study):
    assert 'Did you mean "built-in"?' in run("-C", "study", "code", "--suggester", "builtin").fails(2).err


def test_nobody_elses_may_pass_for_the_built_in_one(run, study, offered):
    offered(name="built-in")

    assert [one.package for one in installed_suggesters() if one.name == "built-in"] == ["thematic"]


def test_the_example_of_the_how_to_suggests(run, study, tmp_path, monkeypatch):
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "write-a-suggester.md").read_text(encoding="utf-8")
    code = page.split("```python\n", 1)[1].split("```", 1)[0]
    info = tmp_path / "site" / "plain_cues-1.0.dist-info"
    info.mkdir(parents=True)
    (tmp_path / "site" / "plain_cues.py").write_text(code, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plain-cues\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[thematic.suggesters]\nplain = plain_cues:Plain\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))

    said = run("-C", "study", "code", "--suggester", "plain").ok.out

    assert "suggestion" in said
    assert ",plain/1.0" in rows(run)
