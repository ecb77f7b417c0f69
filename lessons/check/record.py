"""Ids that were published. ``ids.yml`` in the course folder remembers every question, its
lesson and its kind, for an official's results hang on them; a program writes it, with
``python -m lessons check --record``."""

from pathlib import Path

from lessons.compile import Compiled
from lessons.fields import Node, read_yaml
from lessons.problems import Problem, Problems

FILE = "ids.yml"
_OPENING = "# Questions that have been published. Written by `python -m lessons check --record`.\n"


def record_problems(compiled: Compiled) -> list[Problem]:
    if FILE not in compiled.folder.files:
        return []
    at = Problems(FILE)
    text = (compiled.folder.root / FILE).read_text(encoding="utf-8", errors="replace")
    recorded = read_yaml(text, at)
    now = _present(compiled)
    where = {id: lesson for lesson, questions in now.items() for id in questions}
    for lesson, node in _mapping(recorded):
        for id, kind in _mapping(node):
            if id not in where:
                at.add("question-lost", kind.line, id=id)
            elif where[id] != lesson:
                at.add("question-moved", kind.line, id=id, other=lesson)
            elif now[lesson][id] != kind.value:
                at.add(
                    "question-kind-changed",
                    kind.line,
                    id=id,
                    before=str(kind.value),
                    now=now[lesson][id],
                )
    return at.found


def write_record(compiled: Compiled) -> Path:
    lines = [_OPENING]
    for lesson, questions in _present(compiled).items():
        lines += [f"{lesson}:\n", *(f"  {id}: {kind}\n" for id, kind in questions.items())]
    path = compiled.folder.root / FILE
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _present(compiled: Compiled) -> dict[str, dict[str, str]]:
    return {
        id: {q.id: q.kind for draft in list(drafts.values())[:1] for q in draft.lesson.questions}
        for id, drafts in compiled.drafts.items()
    }


def _mapping(node: Node) -> list[tuple[str, Node]]:
    return list(node.value.items()) if isinstance(node.value, dict) else []
