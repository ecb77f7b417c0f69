"""A draft moved to another version of its form, and what finds no place there.

Answers follow their question's key (``reports.submission.Keys``), so a question that
went to another group is found; one that was renamed is another question.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.usecases.copying import Copied

if TYPE_CHECKING:
    from reports.form import Form, Question
    from reports.session import FormSession, Issue
    from reports.submission import Keys

_STEP = re.compile(r"([^/\[]+)(?:\[(\d+)\])?")


@dataclass(frozen=True)
class Lost:
    """An answer whose question the new version does not have."""

    label: str
    value: str


@dataclass(frozen=True)
class Move:
    """How a draft would look. ``places`` says for each answer that found its question
    where it was and where it is (refs); ``to_mend`` are those that the new version finds
    wrong, as it shows them."""

    session: "FormSession"
    version: str
    places: dict[str, str]
    lost: tuple[Lost, ...]
    to_mend: "tuple[tuple[str, Issue], ...]"

    def copied(self, before: Copied) -> Copied:
        """The marks of copied answers, where those answers are now."""
        values = {self.places[ref]: v for ref, v in before.values.items() if ref in self.places}
        return replace(before, values=values)


def move(
    old: "FormSession", form: "Form", begin: "Callable[[dict[str, str]], FormSession]"
) -> Move:
    """Answer ``form`` with what ``old`` was answered.

    ``begin`` makes a session of the new version with answers by ref, put in after its
    own defaults.
    """
    from reports.submission import Keys

    before, after = _Places(old.form, Keys(old.form)), _Places(form, Keys(form))
    placed: dict[str, str] = {}
    places: dict[str, str] = {}
    lost: list[Lost] = []
    for ref, value in old.answers().items():
        ref_there = after.ref(before.chain(ref))
        node = before.question(ref)
        if ref_there is not None:
            placed[ref_there] = value
            places[ref] = ref_there
        elif node is not None and node.label:
            lost.append(Lost(_label(node, old), _shown(node, value, old)))
    session = begin(placed)
    wrong = tuple(
        (_label(node, session), issue)
        for issue in session.errors()
        if (node := after.question(issue.ref)) is not None
    )
    return Move(session, form.version, places, tuple(lost), wrong)


class _Places:
    """References of one version, as chains of keys that another version can follow."""

    def __init__(self, form: "Form", keys: "Keys") -> None:
        from reports.form import Question, Repeat

        self._root = f"/{form.root}"
        self._keys = keys
        self._nodes = {node.path: node for node in form.walk()}
        self._repeats = {p for p, node in self._nodes.items() if isinstance(node, Repeat)}
        self._questions = {p for p, node in self._nodes.items() if isinstance(node, Question)}

    def question(self, ref: str) -> "Question | None":
        from reports.form import Question

        node = self._nodes.get(re.sub(r"\[\d+\]", "", ref))
        return node if isinstance(node, Question) else None

    def chain(self, ref: str) -> list[tuple[str, int]]:
        """The keys of the repeats around a question and its own; each with its instance."""
        found = []
        path = ""
        for name, at in _STEP.findall(ref):
            path = f"{path}/{name}"
            if path in self._repeats or path in self._questions:
                found.append((self._keys.of[path], int(at or 0)))
        return found

    def ref(self, chain: list[tuple[str, int]]) -> str | None:
        """Where such a chain leads here, if anywhere."""
        base, ref = self._root, self._root
        for at, (key, instance) in enumerate(chain):
            path = self._keys.paths[base].get(key)
            is_last = at == len(chain) - 1
            if path is None or path not in (self._questions if is_last else self._repeats):
                return None
            ref += path.removeprefix(base)
            if not is_last:
                ref += f"[{instance}]"
                base = path
        return ref


def _label(node: "Question", session: "FormSession") -> str:
    from reports.form import said

    text = said(node.label, session.language, session.form.default_language)
    return (text if isinstance(text, str) else "…".join(text[::2])) or node.name


def _shown(node: "Question", value: str, session: "FormSession") -> str:
    """An answer that is about to be left behind, with the labels of its choices."""
    from reports.form import SELECTS, said

    if node.kind not in SELECTS or node.itemset is None:
        return value
    listed = session.form.lists.get(node.itemset.source, ())
    labels = {
        c.value: said(c.label, session.language, session.form.default_language) for c in listed
    }
    chosen = [value] if node.kind == "select_one" else value.split()
    texts = [labels.get(each, each) for each in chosen]
    return ", ".join(text if isinstance(text, str) else "…".join(text[::2]) for text in texts)
