"""What a code excludes speaks against it: by likeness, or by the code that takes it. All of it invented."""

import numpy as np
import pytest
from coding_talk import transcript

from thematic.coding import score_transcripts
from thematic.coding.exclusion import clauses, named_in
from thematic.model import Code, Codebook


def book(exclude):
    tending = Code("tending", "Tending", "Caring for things that grow.", exclude=exclude, cues=("the beans",))
    outing = Code("outing", "Outing", "Travelling to the sea or a museum by coach.", cues=("day trip",))
    return Codebook("plot", "Plot", "1", "invented", (tending, outing))


@pytest.mark.parametrize(
    ("exclude", "expected"),
    [
        ("", ()),
        ("Buying plants; talking about food.", ("Buying plants", "talking about food")),
        ("The bond itself (friendship).", ("The bond itself (friendship)",)),
        (" ; . ", ()),
    ],
)
def test_a_boundary_is_read_clause_by_clause(exclude, expected):
    assert clauses(Code("a", "A", "a", exclude=exclude)) == expected


def test_the_codes_named_in_a_clause_are_those_in_brackets():
    assert named_in("welcome at the door (life-rooms:location-access, life-rooms:safe-place)") == (
        "life-rooms:location-access",
        "life-rooms:safe-place",
    )
    assert named_in("Friends (and their dogs!)") == ()
    assert named_in("no brackets") == ()


def scores(exclude, encoder):
    lines = [
        "I water the beans and weed the rows.",
        "We bought frozen peas at the supermarket.",
        "They had a coach to the sea.",
        "I sat and read the paper.",
    ]
    talk = transcript([("Ann", line) for line in lines])
    found = score_transcripts([talk], book(exclude), encoder=encoder)
    at = [unit.text for unit in found.units].index(lines[1])
    return found, at


def test_what_is_like_an_excluded_thing_scores_less_and_no_other_code_changes(encoder):
    before, at = scores("", encoder)
    after, _ = scores("Buying vegetables in a shop", encoder)

    assert after.values[at, 0] < before.values[at, 0]
    assert np.array_equal(after.values[:, 1], before.values[:, 1])


def test_a_clause_that_names_another_code_speaks_only_where_that_code_is_nearer(encoder):
    before, _ = scores("", encoder)
    after, _ = scores("Days away (outing)", encoder)
    lines = [unit.text for unit in after.units]

    assert after.signals["excluded"][lines.index("They had a coach to the sea."), 0] < 0
    assert after.signals["excluded"][lines.index("I water the beans and weed the rows."), 0] == 0
    assert not before.signals["excluded"].any()
