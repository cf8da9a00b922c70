"""A study whose talk is not English. The talk is invented."""

TALK = """INT: Wie war die Gruppe?

Anna: Ich gehe bzw. wir gehen am Dienstag hin. Die Kinder nehmen mich mit.

INT: Gehörst du dazu?

Anna: Ja, genau.
"""
CODEBOOK = """id: klein
title: Ein kleines Codebuch
version: "1.0"
source: für die Tests erfunden
codes:
  - id: dazu
    name: Zugehörigkeit
    definition: Die Person gehört zu einer Gruppe.
    cues: [Kind]
    examples: [Ich bin eine von ihnen.]
"""


def test_its_sentences_and_cues_are_read_in_its_language_and_what_is_english_is_left_alone(run, here):
    (here / "g1.txt").write_text(TALK, encoding="utf-8")
    (here / "klein.yaml").write_text(CODEBOOK, encoding="utf-8")
    run("init", "studie", "--language", "de").ok
    run("-C", "studie", "import", "g1.txt").ok
    run("-C", "studie", "codebook", "use", "klein.yaml", "--coder", "ana").ok

    ran = run("-C", "studie", "code", "--encoder", "none").ok

    assert "g1:t002" in ran.out
    assert "[Kinder]" in ran.out
    assert "on 3 sentences" in ran.out
    assert "rules for English" in ran.err
    assert "not installed" not in ran.err
    assert "language de" in run("-C", "studie", "status").ok.out
    assert run("-C", "studie", "check").ok


def test_an_english_study_is_what_it_was(run, here):
    run("init", "study").ok

    assert "language" not in run("-C", "study", "status").ok.out
    assert "language" not in run("-C", "study", "log", "--json").ok.out


def test_a_language_that_cannot_be_read_is_one_line_and_makes_nothing(run, here):
    assert "Give a code such as" in run("init", "study", "--language", "klingon").fails(2).err
    assert not (here / "study").exists()
