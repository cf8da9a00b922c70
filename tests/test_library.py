"""The program as a library: the documented example runs, and the public names are what they say."""

import re
from pathlib import Path

import pytest

import thematic
from thematic.errors import UsageError

PAGE = Path(__file__).parent.parent / "docs" / "how-to" / "use-from-python.md"


def test_the_documented_example_runs_and_writes_its_table(here, talk, small_codebook):
    (example,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(example, str(PAGE), "exec"), {})

    assert "A place that notices" in (here / "table1.md").read_text(encoding="utf-8")


def test_what_the_package_says_it_exports_is_there():
    assert sorted(thematic.__all__) == ["Study", "__version__"]
    assert all(hasattr(thematic, name) for name in thematic.__all__)
    assert not hasattr(thematic, "study")


def test_deciding_needs_a_person(study):
    from thematic.model import Span, Verdict
    from thematic.workflow.deciding import Judgement

    with thematic.Study.open(study) as opened, pytest.raises(UsageError, match="who decides"):
        opened.decide([Judgement("fg1", Span(28, 59), "routine", Verdict.ACCEPT)])
