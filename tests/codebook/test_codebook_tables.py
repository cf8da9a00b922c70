"""Codebooks kept as tables: one row a code, the same codebook as the YAML file."""

import csv
import io

import pytest

from thematic.codebook import load_codebook

YAML = """id: small
title: Small
version: "1.0"
source: invented
codes:
  - id: belonging
    name: Belonging
    definition: Feeling accepted.
    cues: [part of something, "one, of us"]
    near_misses: [{text: She rang me., code: support}, {text: I put my belongings down.}]
  - id: support
    name: Support
    definition: Help given.
    examples:
      - Somebody drove me.
"""
CODES = [
    {
        "codebook_id": "small",
        "codebook_title": "Small",
        "codebook_version": "1.0",
        "codebook_source": "invented",
        "id": "belonging",
        "name": "Belonging",
        "definition": "Feeling accepted.",
        "cues": "part of something\none, of us",
        "near_misses": '[{"text": "She rang me.", "code": "support"}, {"text": "I put my belongings down."}]',
    },
    {"id": "support", "name": "Support", "definition": "Help given.", "examples": '["Somebody drove me."]'},
]


@pytest.fixture
def write(here):
    def writing(codes, name="small.csv"):
        columns = list(dict.fromkeys(column for code in codes for column in code))
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, restval="")
        writer.writeheader()
        writer.writerows(codes)
        (here / name).write_text(text.getvalue(), encoding="utf-8")
        return here / name

    return writing


def test_a_table_and_a_yaml_file_of_one_content_are_the_same_version(run, study, here, write):
    (here / "same.yaml").write_text(YAML)
    write(CODES)
    run("-C", "study", "codebook", "use", "small.csv").ok

    assert load_codebook(here / "same.yaml").sha256[:12] in run("-C", "study", "codebook", "use", "same.yaml").ok.out
    assert "In use already" in run("-C", "study", "codebook", "use", "same.yaml").ok.out


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "belonging"}, "is taken"),
        ({"codebook_id": "another"}, "codebook_id is another"),
        ({"cues": "[broken"}, "begins like a JSON list"),
        ({"colour": "red"}, "is not a field"),
        ({"may_overlap": "suport"}, 'no code "suport"'),
        ({"definition": ""}, "is missing"),
    ],
)
def test_what_is_wrong_with_a_table_is_one_line_that_names_the_row(run, here, write, change, said):
    path = write([CODES[0], CODES[1] | change])
    ran = run("codebook", "check", path.name).fails(3)

    assert ran.err.startswith("small.csv:")
    assert said in ran.err
    assert ran.err.count("\n") == 1
