"""The same talk, codebook and decisions give the same suggestions, to the byte. The talk is invented."""

import pytest
from small_study import CODEBOOK, TALK, made

MORE = """Moderator: What keeps you coming?

Ivy: It's on a Friday, so I know which day it is. They rang when I missed one.

Jo: I'm one of the lot of them now. Nobody judges you there.
"""
DECISIONS = """segment_id,code,verdict
fg1:t002.s2,routine,accept
fg1:t003.s1,belonging,accept
fg1:t005.s1,belonging,reject
fg2:t002.s1,routine,accept
fg2:t002.s2,support,accept
fg2:t003.s2,belonging,unsure
"""


def suggested(folder, order, seed):
    """Make a study in a folder with files in an order, decide, and return what is suggested and scored then."""
    for name, words in (("fg1.txt", TALK), ("fg2.txt", MORE), ("small.yaml", CODEBOOK), ("d.csv", DECISIONS)):
        (folder / name).write_text(words, encoding="utf-8")
    made(folder, "init", "study", seed=seed)
    for name in order:
        made(folder, "-C", "study", "import", name, seed=seed)
    made(folder, "-C", "study", "codebook", "use", "small.yaml", seed=seed)
    made(folder, "-C", "study", "code", seed=seed)
    made(folder, "-C", "study", "review", "--batch", "d.csv", "--coder", "ana", seed=seed)
    made(folder, "-C", "study", "code", seed=seed)
    tables = [made(folder, "-C", "study", "export", what, "-o", "-", seed=seed) for what in ("suggestions", "scores")]
    return [sorted(table.splitlines()) for table in tables]


@pytest.mark.slow
def test_decisions_or_not_the_order_of_import_the_process_and_its_hash_seed_change_nothing(tmp_path):
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
    one = suggested(folders[0], ("fg1.txt", "fg2.txt"), "0")
    other = suggested(folders[1], ("fg2.txt", "fg1.txt"), "1")

    assert len(one[0]) > 1
    assert one == other
