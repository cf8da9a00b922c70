"""`thematic code kept`: the machine's errors by who had spoken, small cells masked."""

import json
import random

from thematic.workflow.kept import Cell, _masked


def kept(run, *options):
    return json.loads(run("-C", "demo", "code", "kept", *options, "--json").ok.out)


def test_it_counts_what_was_kept_of_what_was_suggested_and_judged(run, demo):
    found = {one["attribute"]: one for one in kept(run, "--k", "1")}

    assert {"role", "site", "gender", "age_band"} <= set(found)
    for one in found.values():
        assert one["judged"] == sum(cell["judged"] for cell in one["cells"]) > 20
        assert one["kept"] == sum(cell["kept"] for cell in one["cells"])
        assert all(cell["kept"] <= cell["judged"] for cell in one["cells"])
    assert [cell["value"] for cell in found["site"]["cells"]] == ["Saltmarsh Yard", "The Lantern Rooms"]


def test_it_shows_one_attribute_in_a_table(run, demo):
    said = run("-C", "demo", "code", "kept", "--by", "gender").ok.out

    assert "female" in said
    assert "site" not in said


def test_an_attribute_nobody_has_is_one_line(run, demo):
    assert 'Did you mean "gender"?' in run("-C", "demo", "code", "kept", "--by", "gendr").fails(2).err


def test_before_any_decision_it_says_so(run, study):
    assert "No suggestion was judged yet" in run("-C", "study", "code", "kept").ok.out


def test_no_masked_cell_can_be_solved_from_the_total():
    dice = random.Random(5)
    for _ in range(500):
        cells = [Cell(f"v{at}", dice.choice([0, 1, 2, 4, 5, 9, 30]), 0) for at in range(dice.randint(1, 6))]
        hidden = [cell for cell in _masked(cells, 5) if cell.judged is None]

        assert all(cell.judged is None or cell.judged >= 5 for cell in _masked(cells, 5))
        assert len(hidden) != 1 or len(cells) == 1
