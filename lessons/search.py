"""Searching lessons as one types: folding, what to index, and the hit in its sentence.

The database is the caller's. It makes a table with :data:`CREATE`, fills it with
:func:`rows` through :data:`INSERT`, and asks it with :data:`SELECT` and
:func:`match_expression`::

    connection.execute(CREATE)
    connection.executemany(INSERT, map(astuple, rows(lesson)))
    found = {"match": match_expression("dang nhap", "vi"), "limit": 20}
    for lesson, anchor, title, heading, text in connection.execute(SELECT, found):
        shown = excerpt(text, "dang nhap")      # shown.text, shown.marks

Both the index and the query are folded here, because SQLite's ``remove_diacritics`` leaves
đ as it is; the originals are stored beside, so that what is shown is what was written.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from lessons.course import Lesson

CREATE = """
CREATE VIRTUAL TABLE lesson_search USING fts5(
    folded_title, folded_heading, folded_words, folded_text,
    lesson UNINDEXED, language, anchor UNINDEXED,
    title UNINDEXED, heading UNINDEXED, text UNINDEXED,
    tokenize = "unicode61 remove_diacritics 0", prefix = '1 2 3 4'
)
"""
INSERT = "INSERT INTO lesson_search VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
SELECT = """
SELECT lesson, anchor, title, heading, text
FROM (
    SELECT rowid AS id, bm25(lesson_search, 8.0, 5.0, 6.0, 1.0, 0.0, 0.0) AS score
    FROM lesson_search WHERE lesson_search MATCH :match
    ORDER BY score LIMIT :limit
) JOIN lesson_search ON lesson_search.rowid = id
ORDER BY score
"""
"""Best first: a word in the title weighs eight times one in the text. One row a heading;
a lesson may come more than once. Texts are fetched for the best rows only, and the language
is a word of the index: both together halve the time of a short query."""

MAX_EXCERPT = 180
"""Characters; a longer sentence is cut around its first hit."""
_MAX_QUERY = 200
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?…]+[\"”’)\]]*(?=\s)|(?=\n)|$)")


class _Folds(dict[int, str]):
    """Code point to what is left of it; filled as letters are met."""

    def __missing__(self, code: int) -> str:
        bare = "".join(
            char
            for char in unicodedata.normalize("NFD", chr(code).casefold())
            if unicodedata.category(char) != "Mn"
        )
        folded = unicodedata.normalize("NFC", bare).replace("đ", "d").replace("ð", "d")
        self[code] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """``text`` without case, tone marks, vowel marks and the stroke of đ.

    "Đăng nhập", "ĐĂNG NHẬP", "dang nhap" and the same in combining characters (NFD)
    all give "dang nhap"; so do "hoà" and "hòa" give "hoa". ð (U+00F0) stands for đ in
    texts from old converters.
    """
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


class Row(msgspec.Struct, frozen=True):
    """One entry of the index, in the order of :data:`INSERT`'s parameters."""

    folded_title: str
    folded_heading: str
    folded_words: str
    """Summary, objectives and keywords; of the lesson's first row only."""
    folded_text: str
    lesson: str
    language: str
    anchor: str
    """The heading's id; "" for what stands before the first."""
    title: str
    heading: str
    text: str


def rows(lesson: "Lesson") -> Iterator[Row]:
    """A row for each heading with text under it, and one for the lesson itself. Questions
    are left out: search should not tell the answers."""
    texts = {passage.heading: passage.text for passage in lesson.passages}
    words = " ".join((lesson.summary, *lesson.objectives, *lesson.keywords))
    opening = "\n".join(filter(None, (lesson.summary, *lesson.objectives, texts.pop("", ""))))
    headings = [("", "", opening)]
    headings += [(h.id, h.text, texts.get(h.id, "")) for h in lesson.contents]
    for anchor, heading, text in headings:
        yield Row(
            folded_title=fold(lesson.title) if not anchor else "",
            folded_heading=fold(heading),
            folded_words=fold(words) if not anchor else "",
            folded_text=fold(text),
            lesson=lesson.id,
            language=lesson.language,
            anchor=anchor,
            title=lesson.title,
            heading=heading,
            text=unicodedata.normalize("NFC", text),
        )


def match_expression(query: str, language: str) -> str:
    """An FTS5 expression for what has been typed so far; "" when there is nothing to look
    for, and then :data:`SELECT` must not be asked. All words must occur, the last one may be
    a beginning; words that stand together as typed rank higher, as Vietnamese words are made
    of common syllables. A last word of one letter says too little to search all beginnings
    by: it waits for its next letter, or is taken for a whole word when it stands alone."""
    words = _words(query)
    if not words:
        return ""
    begun = " *" if len(words[-1]) > 1 else ""
    if not begun and len(words) > 1:
        words = words[:-1]
    wanted = " AND ".join(f'"{word}"' for word in words) + begun
    if len(words) > 1:
        wanted = f'("{" ".join(words)}"{begun}) OR ({wanted})'
    columns = "folded_title folded_heading folded_words folded_text"
    return f"(language: {language}) AND ({{{columns}}}: ({wanted}))"


class Excerpt(msgspec.Struct, frozen=True):
    text: str
    """The sentence with the most of the query's words, as it was written."""
    marks: tuple[tuple[int, int], ...]
    """Where they stand: start and end in ``text``, in order, not overlapping."""


def excerpt(text: str, query: str) -> Excerpt:
    """The hit in its sentence; the opening of ``text`` without marks when there is none."""
    text = unicodedata.normalize("NFC", text)
    words = _words(query)
    if not words:
        return _shortened(Excerpt(text.split("\n", 1)[0].strip(), ()))
    pattern = _pattern(words)
    best, most = "", 0
    for match in _SENTENCE.finditer(text):
        distinct = len(set(pattern.findall(fold(match[0]))))
        if distinct > most:
            best, most = match[0].strip(), distinct
            if most == len(set(words)):
                break
    if not most:
        return _shortened(Excerpt(text.split("\n", 1)[0].strip(), ()))
    return _shortened(Excerpt(best, tuple(_marks(best, pattern))))


def _words(query: str) -> list[str]:
    return _WORD.findall(fold(query[:_MAX_QUERY]))[:12]


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Whole words, and words that begin with the last one."""
    whole = "|".join(sorted({re.escape(word) for word in words}, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:(?:{whole})(?![^\W_])|{re.escape(words[-1])})")


def _marks(sentence: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the pattern's hits stand in the sentence as written. Folding may lengthen a
    letter (ß) or drop one (a combining mark), so places are kept letter by letter."""
    places: list[int] = []
    for place, char in enumerate(sentence):
        places += [place] * len(_FOLDS[ord(char)])
    for match in pattern.finditer(fold(sentence)):
        start, end = places[match.start()], places[match.end() - 1] + 1
        while end < len(sentence) and not _FOLDS[ord(sentence[end])]:
            end += 1  # the marks belong to the letter before them
        yield start, end


def _shortened(whole: Excerpt) -> Excerpt:
    if len(whole.text) <= MAX_EXCERPT:
        return whole
    first = whole.marks[0][0] if whole.marks else 0
    start = max(0, min(first - MAX_EXCERPT // 3, len(whole.text) - MAX_EXCERPT))
    if start:
        start = min(whole.text.find(" ", start) + 1 or start, first)
    end = min(len(whole.text), start + MAX_EXCERPT)
    if end < len(whole.text):
        end = max(whole.text.rfind(" ", start, end), start + MAX_EXCERPT // 2)
    before, after = ("… " if start else ""), (" …" if end < len(whole.text) else "")
    shift = len(before) - start
    marks = tuple((a + shift, b + shift) for a, b in whole.marks if a >= start and b <= end)
    return Excerpt(before + whole.text[start:end] + after, marks)
