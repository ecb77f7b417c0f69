"""Whether the twin says all that the original says, and asks the same."""

from collections import Counter
from collections.abc import Iterable

from lessons.course import LANGUAGES
from lessons.draft import Draft
from lessons.markdown import Node
from lessons.problems import Problem, Problems
from lessons.questions import (
    Matching,
    MultipleChoice,
    Number,
    Ordering,
    Question,
    SingleChoice,
    TrueFalse,
)
from lessons.render import note_kind

_COUNTED = {
    "bullet_list": "lists",
    "ordered_list": "steps",
    "table": "tables",
    "image": "pictures",
    "fence": "code",
    "list_item": "items",
    "tr": "rows",
    "footnote_ref": "footnotes",
}
_VIETNAMESE = {
    "lists": "số danh sách",
    "steps": "số danh sách đánh số",
    "tables": "số bảng",
    "pictures": "số ảnh",
    "code": "số đoạn mã",
    "items": "số dòng",
    "rows": "số hàng",
    "footnotes": "số chú thích",
    "kind": "loại",
    "weight": "trọng số",
    "about": "mục liên quan",
    "shuffle": "cách xáo",
    "partial": "cách cho điểm từng phần",
    "options": "các lựa chọn đúng sai",
    "answer": "đáp số",
    "choices": "số vế phải",
}


def in_vietnamese(what: str) -> str:
    """What differs, as Vietnamese messages name it."""
    return "số " + what.replace("notes", "ghi chú") if "notes" in what else _VIETNAMESE[what]


def twin_problems(id: str, drafts: dict[str, Draft], wanted: tuple[str, ...]) -> list[Problem]:
    """``wanted``: the languages that the course promises."""
    at = Problems(next(iter(drafts.values())).file.path)
    for language in LANGUAGES:
        if language not in drafts and (language in wanted or language == LANGUAGES[0]):
            at.add("twin-missing", 1, id=id, language=language)
    if len(drafts) < len(LANGUAGES):
        return at.found
    original, twin = (drafts[language] for language in LANGUAGES)
    return _headings(original, twin) + _sections(original, twin) + _questions(original, twin)


def _headings(original: Draft, twin: Draft) -> list[Problem]:
    at = Problems(twin.file.path)
    ours = [f"{'#' * h.level} {h.id}" for h, _ in twin.headings]
    theirs = [f"{'#' * h.level} {h.id}" for h, _ in original.headings]
    if ours != theirs:
        extra = [name for name in ours if name not in theirs]
        missing = [name for name in theirs if name not in ours]
        line = next((line for (h, line) in twin.headings if f"{'#' * h.level} {h.id}" in extra), 1)
        at.add("twin-heading", line, missing=", ".join(missing), extra=", ".join(extra))
    return at.found


def _sections(original: Draft, twin: Draft) -> list[Problem]:
    at = Problems(twin.file.path)
    theirs = _outlines(original)
    lines = {heading.id: line for heading, line in twin.headings}
    for id, ours in _outlines(twin).items():
        expected = theirs.get(id)
        if expected is None:
            continue
        for what in sorted(ours.keys() | expected.keys()):
            if ours[what] != expected[what]:
                at.add(
                    "twin-content",
                    lines.get(id, 1),
                    id=id or "–",
                    what=what,
                    twin=ours[what],
                    original=expected[what],
                )
    return at.found


def _outlines(draft: Draft) -> dict[str, Counter[str]]:
    """For each heading, how many pictures, tables, notes … stand under it."""
    found: dict[str, Counter[str]] = {}
    _, document = draft.documents[0]
    ids = iter([heading.id for heading, _ in draft.headings])
    for section in document.sections:
        if section.is_question:
            continue
        id = "" if section.heading is None else next(ids)
        found[id] = Counter(_parts(section.nodes))
    return found


def _parts(nodes: Iterable[Node]) -> Iterable[str]:
    for node in nodes:
        if node.type in _COUNTED:
            yield _COUNTED[node.type]
        elif node.type == "blockquote" and note_kind(node):
            yield f"notes ({note_kind(node)})"
        yield from _parts(node.children)


def _questions(original: Draft, twin: Draft) -> list[Problem]:
    at = Problems(twin.file.path)
    theirs = {q.id: q for q in original.lesson.questions}
    ours = {q.id: q for q in twin.lesson.questions}
    for id in theirs:
        if id not in ours:
            at.add("twin-question-missing", 1, id=id)
    for id, question in ours.items():
        path, line = twin.question_lines[id]
        here = Problems(path)
        if id not in theirs:
            here.add("twin-question-extra", line, id=id)
        else:
            _compare(question, theirs[id], here, line)
        at.extend(here.found)
    if list(ours) != list(theirs) and ours.keys() == theirs.keys():
        at.add("twin-question-order", 1, order=", ".join(theirs))
    return at.found


def _compare(ours: Question, theirs: Question, at: Problems, line: int) -> None:
    shape, expected = _shape(ours), _shape(theirs)
    for what in expected:
        if shape.get(what) != expected[what]:
            at.add(
                "twin-question",
                line,
                id=ours.id,
                what=what,
                twin=shape.get(what, "–"),
                original=expected[what],
            )
            return


def _shape(question: Question) -> dict[str, str]:
    """What must be the same in both languages, for an answer to mean the same."""
    shape = {
        "kind": question.kind,
        "weight": f"{question.weight:g}",
        "about": question.about or "–",
        "shuffle": str(question.shuffle),
        "partial": str(question.partial),
    }
    match question:
        case SingleChoice() | MultipleChoice() | TrueFalse():
            shape["options"] = "".join("x" if o.correct else "o" for o in question.options)
        case Number():
            shape["answer"] = f"{question.value:g} ± {question.tolerance:g}"
        case Matching():
            shape["rows"] = " ".join(str(row.choice) for row in question.rows)
            shape["choices"] = str(len(question.choices))
        case Ordering():
            shape["items"] = str(len(question.items))
        case _:
            pass
    return shape
