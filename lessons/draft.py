"""One lesson in one language, compiled, with what the checks look at."""

import re
from collections.abc import Mapping
from html import escape
from posixpath import normpath
from urllib.parse import unquote

import msgspec

from lessons.course import Heading, Image, Lesson, Passage, Source, Term
from lessons.data import fill_in
from lessons.fields import NAME, read_yaml
from lessons.fields import Node as YamlNode
from lessons.folder import Folder, LessonFile
from lessons.front import Front, read_front
from lessons.images import ImageError, measure
from lessons.markdown import (
    Document,
    Node,
    Section,
    heading_attributes,
    line_of,
    plain,
    read,
    split_front,
)
from lessons.problems import Problem, Problems
from lessons.question_text import read_question
from lessons.questions import Question
from lessons.render import Renderer, lines_of_text
from lessons.search import fold

_NOTE_DEFINITION = re.compile(r"(?m)^ {0,3}\[\^(?P<label>[^\]\s]+)\]:")


class Draft(msgspec.Struct):
    """One language of one lesson, compiled, with what the checks look at."""

    original: Front | None
    """The Vietnamese front matter that a twin was read with."""
    problems: list[Problem]
    images: dict[str, Image]
    contents: dict[str, bytes]
    """The pictures met, by hash."""
    file: LessonFile
    front: Front
    lesson: Lesson
    documents: list[tuple[str, Document]]
    """Path and content: the lesson, and the bank beside it when there is one."""
    headings: list[tuple[Heading, int]]
    """All that are not questions, with their lines."""
    question_lines: dict[str, tuple[str, int]]
    """Path and line of each question."""
    addresses: list[tuple[str, int, str]]
    """Path, line, address: links to the web."""
    links: list[tuple[str, int, str, str]]
    """Path, line, lesson id, heading id: links to verify once all lessons are known."""
    text_problems: list[Problem] | None = None
    """What the checks found in this text alone, kept for as long as it does not change."""


def compile_lesson(folder: Folder, file: LessonFile, original: Front | None) -> Draft:
    """One language of a lesson; a twin needs the front matter of its ``original``."""
    return _Compiler(folder, file, original).compile()


class _Compiler:
    """Also the :class:`lessons.render.Surroundings` of the lesson's text."""

    def __init__(self, folder: Folder, file: LessonFile, original: Front | None) -> None:
        self.folder = folder
        self.file = file
        self.original = original
        self.images: dict[str, Image] = {}
        self.contents: dict[str, bytes] = {}
        self.language = file.language
        self.problems = Problems(file.path)
        self.bank_problems = Problems(file.bank_path)
        self.at = self.problems
        """Where problems go: the lesson's file, or its bank's."""
        self.addresses: list[tuple[str, int, str]] = []
        self.links: list[tuple[str, int, str, str]] = []
        self.render = Renderer(self)

    def compile(self) -> Draft:
        laws = self.folder.data.get("laws", {})
        text = fill_in(self.file.text, self.folder.data, self.language, self.problems)
        front_text, body = split_front(text)
        if front_text is None:
            self.problems.add("front-missing")
            node = YamlNode({}, 1)
        else:
            node = read_yaml(front_text, self.problems, first_line=2)
        front = read_front(node, self.problems, laws, self.folder.quiz, self.original)
        if front.id and front.id != self.file.id:
            line = front.lines.get("id", 1)
            self.problems.add("lesson-id-file", line, id=front.id, file=self.file.id)
        document = read(body, {source.id: "." for source in front.sources if source.id})
        documents = [(self.file.path, document)]
        headings, passages, html = self._body(document)
        sources = tuple(source.in_language(self.language, laws) for source in front.sources)
        questions: dict[str, Question] = {}
        question_lines: dict[str, tuple[str, int]] = {}
        self._questions(document, front, questions, question_lines)
        if self.file.bank_text:
            self.at = self.bank_problems
            filled = fill_in(self.file.bank_text, self.folder.data, self.language, self.at)
            bank = read(split_front(filled)[1])
            documents.append((self.file.bank_path, bank))
            self._questions(bank, front, questions, question_lines)
            self.at = self.problems
        html += self._notes_and_sources(document, sources)
        self._unused_notes(body)
        lesson = Lesson(
            id=self.file.id,
            language=self.language,
            module=self.file.module,
            title=front.title or self.file.id,
            minutes=front.minutes,
            html=html,
            contents=tuple(heading for heading, _, shown in headings if shown),
            passages=tuple(passages),
            questions=tuple(questions.values()),
            quiz=front.quiz,
            summary=front.summary,
            objectives=front.objectives,
            keywords=front.keywords,
            sources=sources,
            licence=front.licence or self.folder.licence,
            images=tuple(self.render.images),
        )
        self._check_about(lesson, question_lines)
        return Draft(
            self.original,
            self.problems.found + self.bank_problems.found,
            self.images,
            self.contents,
            self.file,
            front,
            lesson,
            documents,
            [(heading, line) for heading, line, _ in headings],
            question_lines,
            self.addresses,
            self.links,
        )

    # The text

    def _body(
        self, document: Document
    ) -> tuple[list[tuple[Heading, int, bool]], list[Passage], str]:
        headings: list[tuple[Heading, int, bool]] = []
        passages: list[Passage] = []
        parts: list[str] = []
        used: set[str] = set()
        for number, section in enumerate(document.sections):
            if section.is_question:
                continue
            heading = None
            if section.heading is not None:
                heading = self._heading(section.heading, used)
                shown = not _holds_only_questions(document.sections, number)
                headings.append((heading, line_of(section.heading), shown))
                if shown and section.heading.children:
                    inside = self.render.inline(section.heading.children[0].children)
                    level = heading.level
                    parts.append(f'<h{level} id="{escape(heading.id)}">{inside}</h{level}>')
            parts.append(self.render.blocks(section.nodes, top=True))
            lines = lines_of_text(section.nodes)
            if lines:
                passages.append(Passage(heading.id if heading else "", "\n".join(lines)))
        return headings, passages, "".join(parts)

    def _heading(self, node: Node, used: set[str]) -> Heading:
        line = line_of(node)
        text = " ".join(plain(node).split())
        level = int(node.tag[1:])
        attributes = heading_attributes(node)
        if not 2 <= level <= 4:
            self.problems.add("heading-level", line, level=level)
            level = min(max(level, 2), 4)
        if not text:
            self.problems.add("heading-empty", line)
        id = attributes.get("id", "")
        if set(attributes) - {"id"}:
            self.problems.add("heading-attributes", line)
        if id and not NAME.fullmatch(id):
            self.problems.add("id-form", line, id=id)
            id = ""
        if id in used:
            self.problems.add("heading-twice", line, id=id)
            id = ""
        if not id:
            if not attributes.get("id"):
                self.problems.add("heading-no-id", line, text=text)
            id = _slug(text, used)
        used.add(id)
        return Heading(level, id, text)

    def _questions(
        self,
        document: Document,
        front: Front,
        questions: dict[str, Question],
        lines: dict[str, tuple[str, int]],
    ) -> None:
        for section in document.sections:
            heading = section.heading
            if heading is None or not section.is_question:
                if self.at is self.bank_problems and section.nodes:
                    self.at.add("bank-text", line_of(section.nodes[0]))
                continue
            question = read_question(heading, section.nodes, self.render, self.at, front.quiz)
            if question is None:
                continue
            line = line_of(heading)
            if question.id in questions:
                self.at.add("question-twice", line, id=question.id)
                continue
            questions[question.id] = question
            lines[question.id] = (self.at.path, line)

    def _check_about(self, lesson: Lesson, lines: Mapping[str, tuple[str, int]]) -> None:
        known = {heading.id for heading in lesson.contents}
        for question in lesson.questions:
            if question.about and question.about not in known:
                path, line = lines[question.id]
                at = self.bank_problems if path == self.file.bank_path else self.problems
                at.add("about-unknown", line, id=question.id, about=question.about)

    def _notes_and_sources(self, document: Document, sources: tuple[Source, ...]) -> str:
        """The numbered list at the end: footnotes in the order of the text, then the
        sources that no footnote names."""
        by_id = {source.id: source for source in sources}
        written = {str(note.meta.get("label", "")): note for note in document.footnotes}
        items = []
        shown = set()
        for label in list(self.render.footnotes):
            number = self.render.footnote_number(label)
            shown.add(label)
            if label in by_id:
                inside = self._source(by_id[label])
            elif label in written:
                inside = self.render.fragment(
                    [child for child in written[label].children if child.type != "footnote_anchor"]
                )
            else:
                inside = ""
            items.append(f'<li id="fn-{number}">{inside} <a href="#fnref-{number}">↩</a></li>')
        items += [f"<li>{self._source(s)}</li>" for s in sources if s.id not in shown or not s.id]
        if not items:
            return ""
        title = "Sources and notes" if self.language == "en" else "Nguồn và ghi chú"
        return f'<h2 id="nguon">{title}</h2><ol class="footnotes">{"".join(items)}</ol>'

    def _unused_notes(self, body: str) -> None:
        for match in _NOTE_DEFINITION.finditer(body):
            if match["label"] not in self.render.footnotes:
                line = body.count("\n", 0, match.start("label")) + 1
                self.problems.add("footnote-unused", line, label=match["label"])

    def _source(self, source: Source) -> str:
        title = escape(source.title)
        if source.url:
            title = f'<a href="{escape(source.url)}">{title}</a>'
        article = f", {escape(source.article)}" if source.article else ""
        year, month, day = (source.checked or "--").split("-")
        if not source.checked:
            return f"{title}{article}"
        checked = (
            f"checked {source.checked}"
            if self.language == "en"
            else f"kiểm tra ngày {day}/{month}/{year}"
        )
        return f"{title}{article} ({checked})"

    # Surroundings

    def image(self, src: str, alt: str, line: int) -> Image | None:
        if not alt.strip():
            self.at.add("image-alt", line, src=src)
        path = normpath(str(self.file.folder / unquote(src)))
        if "://" in src or path not in self.folder.files:
            self.at.add("image-missing", line, src=src)
            return None
        data = (self.folder.root / path).read_bytes()
        try:
            image = measure(data)
        except ImageError as error:
            self.at.add(str(error), line, src=src)
            return None
        self.images[image.hash] = image
        self.contents[image.hash] = data
        return image

    def link(self, href: str, line: int) -> str:
        path, _, anchor = unquote(href).partition("#")
        if not path:
            self.links.append((self.at.path, line, self.file.id, anchor))
            return f"#{anchor}" if anchor else ""
        if "://" in href or path.startswith(("mailto:", "tel:", "//")):
            if href.startswith("https://"):
                self.addresses.append((self.at.path, line, href))
                return href
            code = "link-insecure" if href.startswith("http://") else "link-kind"
            self.at.add(code, line, href=href)
            return href if code == "link-insecure" else ""
        target = normpath(str(self.file.folder / path))
        for id, twins in self.folder.lessons.items():
            for language, file in twins.items():
                if file.path != target:
                    continue
                if language != self.language:
                    self.at.add("link-language", line, href=href)
                self.links.append((self.at.path, line, id, anchor))
                return f"lesson:{id}" + (f"#{anchor}" if anchor else "")
        self.at.add("link-dead", line, href=href)
        return ""

    def term(self, key: str, line: int) -> Term | None:
        term = self.folder.glossary.get(key)
        if term is None:
            self.at.add("term-unknown", line, key=key)
        return term

    def problem(self, code: str, line: int, **params: str) -> None:
        self.at.add(code, line, **params)


def _slug(text: str, used: set[str]) -> str:
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(text)).split()
    stem = "-".join(words)[:60].strip("-") or "muc"
    id, number = stem, 2
    while id in used:
        id, number = f"{stem}-{number}", number + 1
    return id


def _holds_only_questions(sections: list[Section], number: int) -> bool:
    """Whether a heading only introduces questions, as "## Kiểm tra" does: the reader shows
    questions on screens of their own, so the heading would stand over nothing."""
    section = sections[number]
    if section.nodes or section.heading is None:
        return False
    following = sections[number + 1 :]
    if not following or not following[0].is_question:
        return False
    for other in following:
        if other.is_question or other.heading is None:
            continue
        return other.heading.tag <= section.heading.tag
    return True
