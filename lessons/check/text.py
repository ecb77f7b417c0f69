"""Characters, sentences and length."""

import re
import unicodedata
from collections.abc import Iterator

from lessons.draft import Draft
from lessons.problems import Problem, Problems
from lessons.render import numbered_text

MAX_SENTENCE = 40
"""Words; in Vietnamese, syllables between spaces."""
READING_SPEED = {"vi": 180, "en": 150}
"""Words a minute, for careful reading on a screen."""
MINUTES_PER_QUESTION = 0.5
SLACK = 1.15
"""How far the estimate may exceed what the lesson states."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+")
# Signs that TCVN3 and VNI use as letters, standing after a letter. The strong ones occur so in
# no language; the weak ones occur in foreign names, and count only beside strong ones.
_STRONG = re.compile(r"[^\W\d_][µ¸¶·¹¨¾¼½©ËÐÖ×ÜÞß«¬\xad÷þ®ª]|®\w|[^\W\d_]»\w")
_WEAK = re.compile(r"[^\W\d_][äåæçëîïñöøûü]")
_WORD = re.compile(r"\S+")
# Control and private characters, and the zero-width and direction marks that come along when
# text is copied from web pages.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\ufffd"
    "\ud800-\udfff\ue000-\uf8ff]"
)
_CODE = re.compile(r"`[^`]*`")
"""A code span: a lesson on old fonts shows samples of them there on purpose."""
_VNI = re.compile(r"[aeouyôơưâê](?:[äåûøïëüöñ]|(?<=[ao])[ùõ])", re.I)


def text_problems(draft: Draft) -> list[Problem]:
    found: list[Problem] = []
    texts = [(draft.file.path, draft.file.text), (draft.file.bank_path, draft.file.bank_text)]
    for path, text in texts:
        if path:
            at = Problems(path)
            _characters(text, at)
            found += at.found
    for path, document in draft.documents:
        at = Problems(path)
        for section in document.sections:
            for line, text in numbered_text(section.nodes):
                _sentences(text, line, at)
        found += at.found
    return found + _length(draft)


def encoding_of(text: str) -> str:
    """ "tcvn3" or "vni" when ``text``, read as Unicode, looks like text of that old code;
    else "". One odd word may be a name; several among few are not."""
    words = _WORD.findall(text)
    enough = max(2, len(words) / 5)
    if sum(bool(_VNI.search(word)) for word in words) >= enough:
        return "vni"
    strong = sum(bool(_STRONG.search(word)) for word in words)
    weak = sum(bool(_WEAK.search(word)) and not _STRONG.search(word) for word in words)
    return "tcvn3" if strong and strong + weak >= enough else ""


def sentences(text: str) -> Iterator[str]:
    yield from (part for part in _SENTENCE_END.split(text) if part.strip())


def estimated_minutes(draft: Draft) -> float:
    lesson = draft.lesson
    words = sum(len(passage.text.split()) for passage in lesson.passages)
    asked = len(lesson.questions)
    if lesson.quiz.draw:
        asked = min(asked, lesson.quiz.draw)
    return words / READING_SPEED.get(lesson.language, 150) + asked * MINUTES_PER_QUESTION


def _characters(text: str, at: Problems) -> None:
    decomposed = 0
    fenced = False
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        fenced ^= line.lstrip().startswith("```")
        if not unicodedata.is_normalized("NFC", line):
            decomposed = decomposed or number
        if not fenced and (_STRONG.search(line) or _VNI.search(line)):
            code = encoding_of(_CODE.sub(" ", line))
            if code:
                at.add(f"legacy-{code}", number, text=line.strip()[:40])
        hidden = _HIDDEN.search(line)
        if hidden:
            at.add("control-character", number, name=f"U+{ord(hidden[0]):04X}")
    if decomposed:
        at.add("not-nfc", decomposed)


def _sentences(text: str, line: int, at: Problems) -> None:
    for sentence in sentences(text):
        words = sentence.split()
        if len(words) > MAX_SENTENCE:
            opening = " ".join(words[:6])
            at.add("sentence-long", line, words=len(words), limit=MAX_SENTENCE, text=opening)


def _length(draft: Draft) -> list[Problem]:
    at = Problems(draft.file.path)
    estimate = estimated_minutes(draft)
    if estimate > draft.lesson.minutes * SLACK:
        line = draft.front.lines.get("minutes", 1)
        at.add("lesson-long", line, estimate=round(estimate), minutes=draft.lesson.minutes)
    count = len(draft.lesson.questions)
    if not count:
        at.add("questions-none")
    elif draft.lesson.quiz.draw > count:
        line = draft.front.lines.get("quiz", 1)
        at.add("draw-many", line, draw=draft.lesson.quiz.draw, count=count)
    return at.found
