"""Invented talk, and edit scripts that leave the coded words alone. Every word here is invented."""

import random

from thematic.model import Role, Span, Transcript, Turn

WORDS = """
the a and I it was we they of to in my for that is on with at yeah mm so you know like kettle shed garden bus
Tuesday morning allotment singing choir tea biscuit door chair coat warm cold rain walk bench pond ducks hands
paint brush clay wheel glaze felt part welcome laughed cried quiet loud early late missed rang asked showed
café naïve piñata Łódź 東京 👩🏽‍🌾 🙂 don’t wouldn’t can’t—never “right” twelve 12 3:15 e.g.
""".split()
SPEAKERS = ("Moderator", "Maya", "Tom", "Des")


def transcript(turns, name="fg1", revision=1):
    """A transcript of (speaker, words) pairs; its sentences end at full stops, as the real ones do."""
    made, texts, at = [], [], 0
    for number, (speaker, text) in enumerate(turns, 1):
        role = Role.MODERATOR if speaker == "Moderator" else Role.PARTICIPANT
        span = Span(at, at + len(text))
        made.append(Turn(number, span, tuple(_sentences(text, at)), speaker, role, speaker.lower()))
        texts.append(text)
        at += len(text) + 1
    return Transcript(name, "\n".join(texts), tuple(made), revision=revision)


def _sentences(text, at):
    start = 0
    for place, sign in enumerate(text):
        if sign in ".?" and text[place + 1 : place + 2] in {" ", ""}:
            yield Span(at + start, at + place + 1)
            start = place + 2
    if text[start:].strip():
        yield Span(at + start, at + len(text))


def talk(rng, turns):
    """Random turns as (speaker, words), from one word to some sentences each; some are said again and again."""
    said = []
    for _ in range(turns):
        if rng.random() < 0.2:
            words = rng.choice(["Mm.", "Yeah.", "Yeah, completely.", "No."])
        else:
            words = " ".join(
                " ".join(rng.choices(WORDS, k=rng.randint(1, 12))) + rng.choice(".?") for _ in range(rng.randint(1, 4))
            )
        said.append((rng.choice(SPEAKERS), words))
    return said


def coded_spans(rng, text, count):
    """Random spans: sentences, turns, and stretches of words inside turns; no two overlap."""
    spans = []
    for _ in range(count):
        turn = rng.choice(text.turns)
        kind = rng.random()
        if kind < 0.3:
            span = turn.span
        elif kind < 0.7:
            span = rng.choice(turn.sentences)
        else:
            words = _word_spans(text, turn.span)
            first = rng.randrange(len(words))
            last = rng.randrange(first, min(len(words), first + 8))
            span = Span(words[first].start, words[last].end)
        if not any(span.overlaps(other) for other in spans):
            spans.append(span)
    return spans


def _word_spans(text, within):
    spans, at = [], within.start
    for word in text.text[within.start : within.end].split(" "):
        if word:
            spans.append(Span(at, at + len(word)))
        at += len(word) + 1
    return spans


def edited(rng, said, text, spans, edits):
    """The same talk after `edits` random changes to words that no span holds, and to who says what."""
    turns = [list(pair) for pair in said]
    kept = [
        [(span.start - turn.span.start, span.end - turn.span.start) for span in spans if turn.span.holds(span)]
        for turn in text.turns
    ]
    rows = list(zip(turns, kept, strict=True))
    for _ in range(edits):
        rows = _one_edit(rng, rows)
    return [(speaker, words) for (speaker, words), _ in rows]


def _one_edit(rng, rows):
    kind = rng.random()
    place = rng.randrange(len(rows)) if rows else 0
    new = ([rng.choice(SPEAKERS[1:]), " ".join(rng.choices(WORDS, k=rng.randint(1, 9))) + "."], [])
    if kind < 0.15 or not rows:
        return [*rows[:place], new, *rows[place:]]
    (speaker, words), kept = rows[place]
    if kind < 0.25 and not kept:
        return [*rows[:place], *rows[place + 1 :]]
    gaps = _gaps(words, kept)
    if not gaps:
        return rows
    left, right = rng.choice(gaps)
    start, end = sorted((rng.randint(left, right), rng.randint(left, right)))
    end = min(end, start + 20)
    put = rng.choice(["", " ".join(rng.choices(WORDS, k=rng.randint(1, 3))), rng.choice("xyz,.")])
    if not (words[:start] + put + words[end:]).strip():
        return rows
    moved = len(put) - (end - start)
    kept = [(a + moved, b + moved) if a >= end else (a, b) for a, b in kept]
    return [*rows[:place], ([speaker, words[:start] + put + words[end:]], kept), *rows[place + 1 :]]


def _gaps(words, kept):
    edges = [0, *(edge for pair in sorted(kept) for edge in pair), len(words)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def seeded(seed):
    return random.Random(seed)
