"""What a study keeps of a transcript, and what older studies kept. All invented."""

import json

import pytest

from thematic.model import Source, Span, Transcript, Turn
from thematic.store.codec import transcript_from, transcript_to

TURN = Turn(1, Span(0, 5), (Span(0, 5),), date="2026-03-12")
SOURCE = Source("a.txt", "txt", "utf-8", ("recognised as Otter",), profile="Otter")


def test_a_turn_s_date_and_a_file_s_profile_are_kept():
    transcript = Transcript("a", "Well.", (TURN,))

    assert transcript_from(transcript_to(transcript, SOURCE)) == (transcript, SOURCE)


@pytest.mark.parametrize("missing", ["date", "profile"])
def test_a_study_from_before_there_were_such_things_opens(missing):
    content = json.loads(transcript_to(Transcript("a", "Well.", (TURN,)), SOURCE))
    for part in (content["source"], *content["turns"]):
        part.pop(missing, None)

    transcript, source = transcript_from(json.dumps(content).encode())

    assert transcript.turns[0].date == (None if missing == "date" else "2026-03-12")
    assert source.profile == ("" if missing == "profile" else "Otter")
