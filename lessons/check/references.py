"""Links, ids and pictures across the whole course."""

import re

from lessons.compile import Compiled
from lessons.markdown import Node
from lessons.problems import Problem, Problems

_PICTURE = re.compile(r".+\.(?:png|jpe?g|webp|svg|gif)", re.I)


def reference_problems(compiled: Compiled) -> list[Problem]:
    return _anchors(compiled) + _taken_ids(compiled) + _unused_pictures(compiled)


def _anchors(compiled: Compiled) -> list[Problem]:
    found = []
    for drafts in compiled.drafts.values():
        for draft in drafts.values():
            for path, line, lesson, anchor in draft.links:
                twins = compiled.drafts[lesson]
                target = twins.get(draft.lesson.language) or next(iter(twins.values()))
                known = {heading.id for heading in target.lesson.contents}
                if anchor and anchor not in known:
                    at = Problems(path)
                    at.add("link-anchor", line, lesson=lesson, anchor=anchor)
                    found += at.found
    return found


def _taken_ids(compiled: Compiled) -> list[Problem]:
    owner: dict[str, str] = {}
    found = []
    for id, drafts in compiled.drafts.items():
        for draft in drafts.values():
            for question, (path, line) in draft.question_lines.items():
                if owner.setdefault(question, id) != id:
                    at = Problems(path)
                    at.add("question-id-taken", line, id=question, other=owner[question])
                    found += at.found
    return found


def _unused_pictures(compiled: Compiled) -> list[Problem]:
    shown = {
        name
        for drafts in compiled.drafts.values()
        for draft in drafts.values()
        for _, document in draft.documents
        for section in document.sections
        for name in _picture_names(section.nodes)
    }
    return [
        Problem(path, 1, "image-unused")
        for path in sorted(compiled.folder.files)
        if _PICTURE.fullmatch(path) and path.rpartition("/")[2] not in shown
    ]


def _picture_names(nodes: list[Node]) -> list[str]:
    return [
        str(node.attrs.get("src", "")).rpartition("/")[2]
        for top in nodes
        for node in top.walk()
        if node.type == "image"
    ]
