"""The small study that most tests begin with: a talk, a codebook and decisions, all of it invented."""

import subprocess
import sys
from pathlib import Path

from tests_environment import environment

TALK = """Moderator: How did you find the group?

Maya: It was the Tuesday that did it. I set my alarm for it now.

Tom: I felt part of something for once. Nobody judges you there.

Moderator: And you, Maya?

Maya: I wouldn't say I feel like an outsider. They check on me when I'm off.

Tom: Mm.
"""

CODEBOOK = """id: small
title: A small codebook
version: "1.0"
source: invented for the tests
codes:
  - id: belonging
    name: Belonging
    definition: Feeling accepted as a member of the group.
    include: Being one of the group.
    exclude: A tie with one person (friendship).
    cues: [part of something, nobody judges you]
    counter_cues: [feel like an outsider]
    examples:
      - They kept my chair for me when I was away.
      - I walk in and I am just one of the lot of them.
    near_misses:
      - {text: She rang me at home when I was poorly., code: support}
  - id: support
    name: Support
    definition: Help given or received among members.
    include: Being checked on.
    exclude: The felt membership of the group (belonging).
    cues: [check on me]
    examples:
      - Somebody drove me to the hospital.
  - id: routine
    name: Routine
    definition: The activity gives the week a shape.
    cues: [set my alarm]
    examples:
      - Tuesdays I get up and get dressed for it.
"""

DECISIONS = """segment_id,code,verdict
fg1:t002.s2,routine,accept
fg1:t003.s1,belonging,accept
fg1:t003.s2,belonging,accept
fg1:t005.s1,belonging,accept
fg1:t005.s2,support,accept
fg1:t002.s1,routine,reject
"""

# A second coder's, who differs where another might.
BENS_DECISIONS = """segment_id,code,verdict
fg1:t002.s2,routine,accept
fg1:t003.s1,belonging,accept
fg1:t003.s2,belonging,reject
fg1:t005.s1,belonging,reject
fg1:t005.s2,support,accept
fg1:t005.s2,belonging,unsure
"""


def made(folder: Path, *arguments: str, seed: str = "0") -> str:
    """Run the program as its user does, and return what it prints."""
    command = [sys.executable, "-m", "thematic", *arguments]
    surroundings = environment(PYTHONHASHSEED=seed, COLUMNS="100", NO_COLOR="1")
    ran = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, env=surroundings)
    return ran.stdout
