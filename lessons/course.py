"""The nouns of a course, as a pack holds them and as every reader sees them.

These structs are the compiled form: text is already HTML, data values are already
filled in, pictures are named by hash. They need nothing but msgspec, so the desktop
reads them without Markdown or YAML. How they come to be: ``lessons.compile``.

Language is a two-letter code (``"vi"``, ``"en"``); a mapping ``{"vi": …, "en": …}`` is
called *by language*, and :func:`in_language` picks from it.

The HTML is a small subset that Qt's rich text and a browser both show: ``h2``–``h4`` with
ids, ``p``, ``ul``/``ol``/``li``, ``table``, ``blockquote``, ``pre``, ``code``, ``kbd``,
``b``/``i``/``s`` (as ``strong``, ``em``, ``s``), ``sup``, ``img``, ``a``, ``hr``, ``br``.
There is never a script, a style, an event handler or a foreign address in it. Classes to
style: ``table.note`` with one of ``remark tip important warning do dont`` (its title is
``p.note-title``), ``p.figure`` and ``p.caption``, ``a.term``, ``sup.footnote``,
``ol.footnotes``, ``ol.steps``, ``table.grid``, and in questions ``p.question-title``.
Addresses:

``image:HASH``       a picture of the pack: ``pack.image(HASH)``
``term:KEY``         a glossary term; the meaning is in ``title`` and in ``pack.glossary``
``lesson:ID#HEADING``  another lesson, same language; ``#HEADING`` may be absent
``#HEADING``         a heading of this lesson
``https://…``        the web
"""

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

from lessons.questions import Question

ByLanguage: TypeAlias = Mapping[str, str]

LANGUAGES = ("vi", "en")
"""Vietnamese is the original, and what is shown where a translation is missing."""


def in_language(text: ByLanguage, language: str) -> str:
    """The text in ``language``, else in Vietnamese, else in any; "" when there is none."""
    return text.get(language) or text.get(LANGUAGES[0]) or next(iter(text.values()), "")


class Quiz(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a lesson's test is passed. An attempt copies this in, so that a later edit of
    the lesson does not change how it was judged."""

    pass_mark: int = 80
    """Percent of the points."""
    right: int = 0
    """With ``last``: mastered when ``right`` of the ``last`` answers are right. 0: by pass mark."""
    last: int = 0
    shuffle: bool = True
    partial: bool = True
    draw: int = 0
    """How many questions a test draws; 0: all."""


class Heading(msgspec.Struct, frozen=True):
    level: int
    id: str
    text: str


class Passage(msgspec.Struct, frozen=True):
    """Plain text under one heading, for search and for reading aloud."""

    heading: str
    """Id of the heading it stands under; "" before the first."""
    text: str


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    id: str
    title: str
    checked: str
    """ISO date on which a person last read it."""
    url: str = ""
    article: str = ""


class Term(msgspec.Struct, frozen=True):
    """A glossary entry."""

    term: ByLanguage
    meaning: ByLanguage


class Image(msgspec.Struct, frozen=True):
    """A picture of the pack; its file is named by ``hash``."""

    hash: str
    type: str
    """Media type: image/png, image/jpeg, image/webp or image/svg+xml."""
    bytes: int
    width: int
    """In pixels, as it is meant to be shown at 100 %."""
    height: int


class Lesson(msgspec.Struct, frozen=True, omit_defaults=True):
    """One lesson in one language."""

    id: str
    language: str
    module: str
    title: str
    minutes: int
    html: str
    contents: tuple[Heading, ...] = ()
    passages: tuple[Passage, ...] = ()
    questions: tuple[Question, ...] = ()
    quiz: Quiz = Quiz()
    summary: str = ""
    objectives: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    licence: str = ""
    images: tuple[str, ...] = ()
    """Hashes of the pictures in ``html`` and in the questions."""
    version: str = ""
    """SHA-256 of the lesson's file in the pack; set when it is loaded. An attempt keeps it."""

    @property
    def text(self) -> str:
        """All that is to be read, plain, paragraphs on lines of their own."""
        return "\n".join(passage.text for passage in self.passages)

    def question(self, id: str) -> Question:
        """Raises KeyError."""
        for question in self.questions:
            if question.id == id:
                return question
        raise KeyError(id)


class Module(msgspec.Struct, frozen=True):
    id: str
    title: ByLanguage
    summary: ByLanguage
    lessons: tuple[str, ...]
    """Ids, in order."""


class Course(msgspec.Struct, frozen=True):
    """A compiled course, whole: what ``lessons.pack`` writes."""

    id: str
    title: ByLanguage
    modules: tuple[Module, ...]
    lessons: tuple[Lesson, ...]
    glossary: Mapping[str, Term]
    images: Mapping[str, Image]
    """By hash."""
    files: Mapping[str, bytes]
    """The pictures' contents, by hash."""
