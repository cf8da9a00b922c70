"""Every sentence here is invented. The phrase between ** is the cue; the second column says whether it is denied."""

import pytest

from thematic.coding.cues import CueMatcher
from thematic.coding.words import docs
from thematic.model import Code, Codebook

SENTENCES = [
    ("I feel **part of something** here.", False),
    ("I don't feel **part of something** here.", True),
    ("I don’t feel **part of something** here.", True),
    ("I do not feel **part of something** at all.", True),
    ("I never felt **part of something** at the old place.", True),
    ("I've never, ever, felt **part of something**.", True),
    ("I wouldn't say it's made me **confident**.", True),
    ("I wouldn't say that it has really made me any more **confident**.", True),
    ("It's not that I ever felt **left out**.", True),
    ("Not that I ever felt **left out**.", True),
    ("It's not that I don't feel **welcome**.", False),
    ("You're never not **welcome** there.", False),
    ("I'm not saying I'm not **confident**.", False),
    ("It's not only the **company**, it's the soup.", False),
    ("It's not just the **company** that does it.", False),
    ("Nobody made me feel **welcome**.", True),
    ("No one there is **lonely**.", True),
    ("None of us felt **welcome** that day.", True),
    ("There was nothing **friendly** about it.", True),
    ("There was no **company** to speak of.", True),
    ("No, I feel **part of something** now.", False),
    ("No doubt the **company** helps.", False),
    ("It's no wonder I felt **lonely**.", False),
    ("I went home without any **company**.", True),
    ("I don't know where I'd be without the **company**.", False),
    ("I hardly felt **welcome**.", True),
    ("She's barely **confident** enough to answer the door.", True),
    ("There's a real lack of **company** round our way.", True),
    ("I wasn't fit but I felt **welcome**.", False),
    ("I couldn't sing a note, though I felt **welcome**.", False),
    ("I didn't go because I was **lonely**.", False),
    ("I didn't know a soul, and I was **lonely**.", False),
    ("I didn't know a soul and I was **lonely**.", False),
    ("I don't feel safe or **welcome** in there.", True),
    ("I don't feel safe and **welcome** in there.", True),
    ("I don't, you know, feel **welcome**.", True),
    ("I didn't, um, feel **welcome**.", True),
    ("I don't sort of feel **welcome**.", True),
    ("Isn't it lovely to feel **welcome**!", False),
    ("It's nice, isn't it, to feel **welcome**.", False),
    ("Didn't I feel **confident** that day!", False),
    ("I've never felt so **welcome**.", False),
    ("I have never been more **confident**.", False),
    ("I couldn't feel more **welcome** if they rolled out a carpet.", False),
    ("I didn't get no **company** in that flat.", True),
    ("I never had no **company**.", True),
    ("It's not until I came that I felt **welcome**.", False),
    ("I won't go if I'm **lonely**.", False),
    ("They didn't turn up; I felt **lonely**.", False),
    ("They didn't turn up - I felt **lonely**.", False),
    ("He isn't **confident**, she is.", True),
    ("I can't be **confident** about that.", True),
    ("I cannot feel **welcome** there.", True),
    ("Neither of them was **confident**.", True),
    ("I seldom felt **lonely** after that.", True),
    ("I was **lonely**, I won't lie.", False),
    ("I'm **confident**, not cocky.", False),
]
CUES = ("part of something", "confident", "left out", "welcome", "company", "lonely", "friendly")


@pytest.fixture(scope="module")
def matcher():
    code = Code(id="any", name="Any", definition="Any.", cues=CUES)
    return CueMatcher(Codebook(id="any", title="Any", version="1", source="invented", codes=(code,)))


def test_the_table_is_long_enough():
    assert len(SENTENCES) >= 40


@pytest.mark.parametrize(("marked", "denied"), SENTENCES)
def test_a_cue_is_denied_where_the_sentence_denies_it(matcher, marked, denied):
    sentence = marked.replace("**", "")
    (doc,) = docs([sentence])
    start = marked.index("**")

    (hit,) = [hit for hit in matcher.hits(doc) if hit.span.start == start]

    assert hit.negated is denied
    assert sentence[hit.span.start : hit.span.end] == marked.split("**")[1]


def test_a_negation_inside_the_cue_is_the_cues_own():
    code = Code(id="any", name="Any", definition="Any.", cues=("not as shy",))
    matcher = CueMatcher(Codebook(id="any", title="Any", version="1", source="invented", codes=(code,)))
    (doc,) = docs(["I'm not as shy as I was."])

    (hit,) = matcher.hits(doc)

    assert not hit.negated
