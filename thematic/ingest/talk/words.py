"""The closed lists by which a word before a colon is told from a speaker. Lower case; may hold only lists."""

from __future__ import annotations

__all__ = [
    "ALSO_TALK",
    "BESIDE_DATES",
    "MAY_SPEAK",
    "METADATA",
    "MODERATOR",
    "NOT_SPEAKERS",
    "OPENERS",
    "PARTICIPANT",
    "PARTICLES",
    "PEOPLE",
    "QUALIFIERS",
    "SHORT_MODERATOR",
    "SHORT_PARTICIPANT",
    "STAGE",
    "UNKNOWN",
    "UNKNOWN_TAILS",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MODERATOR = _words("moderator mod interviewer int facilitator researcher observer notetaker question")
# Role words that people also say before a colon: they need to occur twice.
ALSO_TALK = _words("question answer")
SHORT_MODERATOR = _words("i q")
PARTICIPANT = _words("participant interviewee respondent res speaker resp answer")
SHORT_PARTICIPANT = _words("r a p")
QUALIFIERS = _words("co lead assistant second first one two three four male female man woman m f")
UNKNOWN = _words("unknown several all unidentified inaudible multiple various everyone everybody unclear crosstalk")
UNKNOWN_TAILS = _words(
    "f m speaker speakers participant participants male female man men woman women voice voices people person group "
    "talking"
)

# Lines of a transcript's head: `Date: 3 May`.
METADATA = _words(
    "date dates site venue present time times location place duration length title session interview transcript "
    "transcribed transcriber transcription recorded recording recorder recordist participants attendees attending "
    "apologies project study ref reference file filename id setting group version topic subject language consent "
    "ethics equipment started ended start end author typist checked status confidential researchers moderators "
    "facilitators interviewers observers pseudonym pseudonyms key legend conventions notation "
    "format series county city town country organisation organization audio video page pages"
)

# Words that stand before a colon without being anybody, wherever they occur.
NOT_SPEAKERS = METADATA | _words(
    "note notes nb n.b ps p.s eg e.g ie i.e re cf http https www url email tel phone monday tuesday wednesday "
    "thursday friday saturday sunday january february march july september october november december setting "
    "reflection reflections observation observations action actions summary thoughts thought comment comments "
    "questions answers example examples problem problems result results conclusion conclusions background context "
    "theme themes quote quotes point points issue issues idea ideas reason reasons aim aims step steps part "
    "warning today tomorrow yesterday morning afternoon evening week day month year number section item figure "
    "table appendix break lunch introduction intro discussion activity exercise prompt probe probes task memo "
    "field fieldnotes later positives negatives pros cons advantages disadvantages objective objectives method "
    "methods mood weather"
)

# Words with which people open a sentence or lead up to a colon; none of them is a name.
OPENERS = _words(
    "remember basically anyway anyways honestly look so and but well yeah yes no nope because cause like listen "
    "okay ok right then now here there this that these those the a an i i'm i've i'd we we're you you're they he "
    "she it it's its what why how who when where which if or also plus actually literally obviously clearly "
    "frankly seriously firstly secondly thirdly lastly finally first second third last next another one two three "
    "other others again maybe perhaps suppose imagine think see say says said saying asked told tell thought my "
    "mine our your his her their me us them him thing things truth fact bottom line upshot moral lesson advice "
    "rule for from to in on at by of with without as is was were be been are am do does did don't didn't not "
    "never always sometimes usually mostly every each all both some any most more less just only even still yet "
    "oh ah um erm er mm mhm hmm hm uh eh hey hi hello thanks sorry please meaning worse better best worst funny "
    "weird strange exactly absolutely definitely totally sure true fair point e.g i.e etc long short simple put "
    "let's lets let message email text caution important update reminder same mind"
)

# What somebody may be called after all, where it comes back as a label does: names, and roles of people or of a study.
MAY_SPEAK = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march july september october november "
    "december page day recorder recordist transcriber typist author subject table group researchers moderators "
    "facilitators interviewers observers participants"
)

# The last word of a label that is somebody, whatever it begins with: `Key worker`, `Study nurse`, `Note taker`.
PEOPLE = _words(
    "worker nurse leader lead taker teacher manager member coordinator co-ordinator assistant officer doctor mother "
    "father parent carer partner wife husband son daughter friend speaker person volunteer trainer chair"
)

# What may stand beside a date on the line that heads an entry of field notes.
BESIDE_DATES = _words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun "
    "entry date day visit session week observation observations note notes field fieldnote fieldnotes diary log "
    "no number on the morning afternoon evening noon midday midnight am pm to from at"
)

PARTICLES = _words("de da del der den di du la le van von bin al el ap ibn y e o o' dos das")

# How what a typist puts in brackets behind a label begins, when it says how something was said.
STAGE = (
    "laugh", "chuckl", "giggl", "sigh", "cry", "cries", "whisper", "paus", "interrupt", "overlap", "off-mic", "off mic",
    "off camera", "inaudible", "nod", "shak", "smil", "shout", "sarcas", "softly", "quiet", "loud", "over zoom", "to ",
)  # fmt: skip
