"""An invented codebook and invented talk for the tests of coding, and what makes transcripts of it."""

from thematic.language import sentence_spans
from thematic.model import Code, Codebook, NearMiss, Role, Span, Transcript, Turn

BACKGROUND = (
    "The car park is round the back.",
    "Shall I shut that window?",
    "It was raining when we set off.",
    "I think it is a quarter past three.",
    "We used to live by the canal.",
    "Could you pass the biscuits along?",
    "They have moved the bus stop again.",
    "My cousin drives a van for the council.",
)

GARDEN = Code(
    id="garden",
    name="Tending plants",
    definition="The speaker grows, waters or harvests plants.",
    include="Seeds, beds, tools used on plants.",
    cues=("green fingers", "water the beds", "seedling"),
    counter_cues=("everything died",),
    examples=(
        "I sowed the carrots in March and they came up in rows.",
        "We dug the potatoes and shared them round.",
        "I prune the roses every autumn with my own secateurs.",
        "The tomatoes ripened in the greenhouse by August.",
        "I weed the vegetable patch before breakfast.",
    ),
    counter_examples=(
        "I never managed to grow a single thing in that soil.",
        "Nothing I planted ever came up, not one leaf.",
        "I don't go near the garden any more.",
        "No, I can't say the plot ever gave us any vegetables.",
        "My beans still haven't come up, they never do.",
    ),
    near_misses=(NearMiss("I bought carrots at the supermarket.", None),),
)
MUSIC = Code(
    id="music",
    name="Making music",
    definition="The speaker sings or plays an instrument with or for others.",
    cues=("sing", "in the band"),
    examples=(
        "I play the trombone on Saturdays with the brass lot.",
        "We rehearse four-part harmony in the hall.",
        "My violin came out of the loft after twenty years.",
        "The altos learned the chorus by heart.",
        "I keep the rhythm on the drum.",
    ),
    counter_examples=("I have never sung in front of anybody.", "I don't play the piano now, not since the fall."),
)
CODEBOOK = Codebook(id="invented", title="Invented", version="1.0.0", source="invented", codes=(GARDEN, MUSIC))

TALK = (
    ("Moderator", "What do you do of a week?"),
    ("Ann", "I water the beds on Mondays. Then I have my tea."),
    ("Bob", "Mm."),
    ("Ann", "The seedlings came up lovely, I was out there with the watering can all morning."),
    ("Bob", "I sing on Thursdays. 🎺 We do the old songs with a piano."),
    ("Moderator", "Do you sing as well, Ann?"),
    ("Ann", "I don't sing, me."),
    ("Bob", "The bus was late again and I had to stand."),
    ("Ann", "Have you seen the price of butter?"),
    ("Bob", "I got the trombone out and played with the brass band."),
)


def transcript(talk=TALK, name="fg1"):
    text = "\n".join(words for _, words in talk)
    turns, start = [], 0
    for number, ((speaker, words), spans) in enumerate(zip(talk, sentence_spans([w for _, w in talk]), strict=True), 1):
        role = Role.MODERATOR if speaker == "Moderator" else Role.PARTICIPANT
        sentences = tuple(Span(start + span.start, start + span.end) for span in spans)
        span = Span(start, start + len(words))
        turns.append(Turn(number, span, sentences, speaker=speaker, role=role, participant=f"{name}-{speaker}".lower()))
        start += len(words) + 1
    return Transcript(id=name, text=text, turns=tuple(turns))
