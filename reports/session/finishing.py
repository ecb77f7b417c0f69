"""Whether a report can be sent, and what is put into it at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reports.form import Question
from reports.session.engine import Engine
from reports.session.items import Item
from reports.session.reader import asked
from reports.session.view import Issue
from reports.submission import Attachment, attached


class Unfinished(Exception):
    """A report that cannot be sent yet: ``problems`` in the order of the form."""

    def __init__(self, problems: tuple[Issue, ...]) -> None:
        super().__init__(", ".join(f"{issue.ref}: {issue.code}" for issue in problems))
        self.problems = problems


def refuse_unfinished(root: Item, issues: Iterable[Issue]) -> None:
    """Unfinished where there is any issue; of two with one question the later one is told."""
    wrong = {issue.ref: issue for issue in issues}
    if wrong:
        order = [item.ref for item in asked(root)]
        raise Unfinished(tuple(wrong[ref] for ref in order if ref in wrong))


def write_end(engine: Engine, finished: str) -> None:
    """Put the moment of finishing where the form asks for it."""
    for item in engine.root.below():
        node = item.slot.node
        if isinstance(node, Question) and node.preload.startswith("timestamp end"):
            engine.write(item, finished)
    engine.settle()


def attachments(root: Item, known: Mapping[str, Attachment]) -> tuple[Attachment, ...]:
    """The files that relevant answers name, each once, with what is known of them."""
    named = dict.fromkeys(
        item.value
        for item in root.below()
        if item.relevant and item.value and item.slot.node and attached(item.slot.node)
    )
    return tuple(known.get(name, Attachment(name)) for name in named)
