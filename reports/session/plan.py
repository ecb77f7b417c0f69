"""What depends on what: worked out once for a form, used by every answer.

Each expression is a :class:`Cell`. A cell that decides what others see
(relevance, calculation, the count of a repeat) has a rank, and cells are
evaluated in the order of their ranks, so that nothing is evaluated before what
it reads. The other cells only decide how a question looks or whether its
answer holds, and are evaluated after all of these.

Two things make an order impossible, and only one of them is an error:

* a calculation that reads itself, by whatever way round, is refused;
* two questions that hide each other (a form's way of saying "one or the
  other") share a rank, and so do a calculation in a repeat that reads the
  instance before, and a repeat that has one instance more after each "yes" in
  it. They are evaluated until nothing changes.

A calculation may look at its own last value (``if(${x} = '', random(), ${x})``):
that is no dependency. A condition that looks at its own question is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from reports.form import Form, Group, Node, Question, Repeat, Text
from reports.session.ranking import CycleError, Read, crosses, rank_cells
from reports.session.slots import Aspect, Cell, Dependent, Slot
from reports.xpath import Expression, Reference, XPathError, compile


class ExpressionError(Exception):
    """An expression of the form cannot be compiled."""

    def __init__(self, path: str, aspect: Aspect, source: str, error: XPathError) -> None:
        super().__init__(f"{path} {aspect.name.lower()}: {error}")
        self.path = path
        self.aspect = aspect
        self.source = source
        self.error = error


class Plan:
    """Slots in document order, with their cells ranked.

    Raises :class:`ExpressionError` and :class:`CycleError`; a form compiled by
    :mod:`reports.xlsform` raises neither.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self.slots: list[Slot] = []
        self.by_path: dict[str, Slot] = {}
        self.nowhere: list[tuple[Cell, Reference]] = []
        """What expressions read outside of the form's questions: other instances, or nothing."""
        self.root = self._slot(None, form.root, None, form.children)
        reads: list[Read] = []
        for slot in self.slots:
            for cell in self._cells(slot):
                for read in self._reads(cell):
                    if slot not in read[1].ancestors() or not self._reads_itself(*read):
                        reads.append(read)
        for cell, target, scope in reads:
            target.dependents.append(_dependent(cell, target, scope))
        for action in form.actions:
            source = self.by_path.get(action.source)
            target_slot = self.by_path.get(action.target)
            if action.event == "change" and source and target_slot:
                source.actions.append((target_slot, action.value))
        rank_cells(self.slots, reads)

    def _slot(
        self, node: Node | None, name: str, parent: Slot | None, children: tuple[Node, ...]
    ) -> Slot:
        slot = Slot(len(self.slots), node, name, parent)
        self.slots.append(slot)
        self.by_path[slot.path] = slot
        for child in children:
            inner = child.children if isinstance(child, Group | Repeat) else ()
            made = self._slot(child, child.name, slot, inner)
            slot.children.append(made)
            slot.by_name[child.name] = made
        return slot

    # expressions

    def _cells(self, slot: Slot) -> list[Cell]:
        node = slot.node
        found: list[tuple[Aspect, list[str]]] = []
        if node is None:
            return []
        found.append((Aspect.RELEVANT, [node.relevant]))
        found.append((Aspect.READONLY, [node.readonly]))
        texts = [node.label, node.hint]
        if isinstance(node, Repeat):
            found.append((Aspect.COUNT, [node.count]))
        if isinstance(node, Question):
            found.append((Aspect.CALCULATE, [node.calculate]))
            found.append((Aspect.REQUIRED, [node.required]))
            found.append((Aspect.CONSTRAINT, [node.constraint]))
            found.append((Aspect.CHOICES, choice_sources(self.form, node)))
            texts += [node.guidance, node.constraint_message, node.required_message]
        found.append((Aspect.TEXTS, [part for text in texts for part in outputs(text)]))
        cells = []
        for aspect, sources in found:
            for source in sources:
                if not source:
                    continue
                home = slot.parent if aspect is Aspect.COUNT and slot.parent else slot
                try:
                    cell = Cell(slot, home, aspect, expression(source))
                except XPathError as error:
                    raise ExpressionError(slot.path, aspect, source, error) from error
                if aspect not in (Aspect.CHOICES, Aspect.TEXTS):
                    slot.cells[aspect] = cell
                cells.append(cell)
        return cells

    def _reads(self, cell: Cell) -> list[Read]:
        """``(cell, slot that it reads, slot from which it finds it)``."""
        found = []
        for reference in cell.expression.references:
            if reference.origin == "instance":
                self.nowhere.append((cell, reference))
                continue
            scope, steps = self.root, reference.steps
            if reference.origin == "context":
                scope = cell.slot
                while steps[:1] == ("..",) and scope.parent is not None:
                    scope, steps = scope.parent, steps[1:]
            elif steps[:1] == (self.root.name,) or steps[:1] == ("*",):
                steps = steps[1:]
            elif steps and steps[:1] != ("**",):
                self.nowhere.append((cell, reference))
                continue
            targets = _matching(scope, steps)
            if not targets and not any(step[:1] == "@" or "(" in step for step in steps):
                self.nowhere.append((cell, reference))
            if cell.aspect is not Aspect.CHOICES and not _only_looked_for(reference):
                targets += _within(targets, cell.slot)
            found += [(cell, target, scope) for target in targets]
        return found

    def _reads_itself(self, cell: Cell, target: Slot, scope: Slot) -> bool:
        """Whether this is a calculation's look at its own last value.

        A condition on what it hides itself, its own question or one in its group, is refused: what
        is hidden is blank, so that nothing would ever decide it.
        """
        if cell.aspect > Aspect.CALCULATE or crosses(cell.slot, target, scope):
            return False
        if cell.aspect is Aspect.RELEVANT and isinstance(target.node, Question):
            paths = tuple(dict.fromkeys((cell.slot.path, target.path)))
            raise CycleError(paths, cell.aspect)
        return cell.aspect is Aspect.CALCULATE


@lru_cache(maxsize=8192)
def expression(source: str) -> Expression:
    """Compile by ODK's rules, once; raises :class:`reports.xpath.XPathError`."""
    return compile(source)


def outputs(text: Text) -> list[str]:
    """The expressions in a text, of all its languages."""
    return [part for said in text.values() if isinstance(said, list) for part in said[1::2]]


def choice_sources(form: Form, question: Question) -> list[str]:
    """The expressions that decide which choices a question offers and what they say."""
    itemset = question.itemset
    if itemset is None:
        return []
    found = [itemset.nodeset]
    if question.search:
        found += [question.search.term, question.search.filter_term]
    if itemset.source in form.lists:
        found += [part for choice in form.lists[itemset.source] for part in outputs(choice.label)]
    elif not itemset.source:
        # Choices out of a repeat's answers: their words are answers, too.
        base = re.sub(r"\[[^\]]*\]", "", itemset.nodeset)
        found += [f"{base}/{itemset.value}", f"{base}/{itemset.label}"]
    return [source for source in dict.fromkeys(found) if source]


_LOOKED_FOR: Final = frozenset({("count",), ("position",), ("indexed-repeat",)})


def _only_looked_for(reference: Reference) -> bool:
    """Whether it only matters that there are such nodes, and not what is in them."""
    return reference.functions[-1:] in _LOOKED_FOR


def _within(targets: list[Slot], reader: Slot) -> list[Slot]:
    """The questions in groups and repeats that are read as a whole: ``${group} != ''`` is about
    every answer in the group. Not of those around the reader, which would read itself."""
    around = {slot.index for slot in reader.ancestors()}
    wholes = [slot for slot in targets if slot.children and slot.index not in around]
    return [slot for slot in _descendants(wholes) if isinstance(slot.node, Question)]


def _dependent(cell: Cell, target: Slot, scope: Slot) -> Dependent:
    trail: list[int] = []
    for slot in cell.home.ancestors():
        if slot is scope or slot.level <= scope.level:
            break
        trail.append(slot.index)
    up = target.level - min(scope.level, cell.home.level)
    return Dependent(cell, up, tuple(reversed(trail)))


def _matching(scope: Slot, steps: tuple[str, ...]) -> list[Slot]:
    """The slots that steps from ``scope`` find, as :class:`reports.xpath.Reference` has them."""
    found = [scope]
    for at, step in enumerate(steps):
        deep = at > 0 and steps[at - 1] == "**"
        if step == "**":
            continue
        if step == "..":
            found = list({slot.parent.index: slot.parent for slot in found if slot.parent}.values())
            continue
        if deep:
            found = [slot for slot in _descendants(found) if step in ("*", slot.name)]
        elif step == "*":
            found = [child for slot in found for child in slot.children]
        else:
            found = [child for slot in found if (child := slot.by_name.get(step))]
    return _descendants(found) if steps[-1:] == ("**",) else found


def _descendants(slots: list[Slot]) -> list[Slot]:
    found: dict[int, Slot] = {}
    stack = [child for slot in reversed(slots) for child in reversed(slot.children)]
    while stack:
        slot = stack.pop()
        found[slot.index] = slot
        stack.extend(reversed(slot.children))
    return list(found.values())
