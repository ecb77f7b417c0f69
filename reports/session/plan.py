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
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from reports.form import Form, Group, Node, Question, Repeat, Text
from reports.xpath import Expression, Reference, XPathError, compile


class Aspect(IntEnum):
    """What an expression decides. Those below READONLY change what others see."""

    RELEVANT = 0
    COUNT = 1
    CALCULATE = 2
    READONLY = 3
    REQUIRED = 4
    CONSTRAINT = 5
    CHOICES = 6
    TEXTS = 7


class Slot:
    """A node of the form, with its place: where items of it live and what listens to them."""

    __slots__ = (
        "actions",
        "by_name",
        "cells",
        "children",
        "dependents",
        "index",
        "level",
        "name",
        "node",
        "parent",
        "path",
    )

    def __init__(self, index: int, node: Node | None, name: str, parent: Slot | None) -> None:
        self.index = index
        self.node = node
        self.name = name
        self.parent = parent
        self.path: str = f"{parent.path}/{name}" if parent else f"/{name}"
        self.level: int = parent.level + 1 if parent else 0
        self.children: list[Slot] = []
        self.by_name: dict[str, Slot] = {}
        self.cells: dict[Aspect, Cell] = {}
        self.dependents: list[Dependent] = []
        self.actions: list[tuple[Slot, str]] = []

    def ancestors(self) -> Iterable[Slot]:
        """This slot and those above it, from the inside out."""
        slot: Slot | None = self
        while slot is not None:
            yield slot
            slot = slot.parent


@dataclass(slots=True, eq=False)
class Cell:
    """One expression of one slot. ``home`` is the slot whose items it is evaluated for: the
    parent for a repeat's count, else ``slot`` itself. ``loops`` says that it shares its rank
    with others that it depends on."""

    slot: Slot
    home: Slot
    aspect: Aspect
    expression: Expression
    rank: int = 0
    loops: bool = False


@dataclass(frozen=True, slots=True)
class Dependent:
    """From a changed item, ``up`` levels and then down this ``trail`` of slots, sit the items
    for which ``cell`` has to be evaluated again."""

    cell: Cell
    up: int
    trail: tuple[int, ...]


class CycleError(Exception):
    """Expressions that need each other's result; ``paths`` in the order of the circle.

    ``aspect`` is RELEVANT where a condition hides what it reads itself, else CALCULATE.
    """

    def __init__(self, paths: tuple[str, ...], aspect: Aspect = Aspect.CALCULATE) -> None:
        super().__init__(" -> ".join(paths))
        self.paths = paths
        self.aspect = aspect


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
        self.root = self._slot(None, form.root, None, form.children)
        reads: list[tuple[Cell, Slot, Slot]] = []
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
        self._rank(reads)

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

    def _reads(self, cell: Cell) -> list[tuple[Cell, Slot, Slot]]:
        """``(cell, slot that it reads, slot from which it finds it)``."""
        found = []
        for reference in cell.expression.references:
            if reference.origin == "instance":
                continue
            scope, steps = self.root, reference.steps
            if reference.origin == "context":
                scope = cell.slot
                while steps[:1] == ("..",) and scope.parent is not None:
                    scope, steps = scope.parent, steps[1:]
            elif steps[:1] == (self.root.name,) or steps[:1] == ("*",):
                steps = steps[1:]
            elif steps[:1] != ("**",):
                continue  # a path into nowhere, which is empty
            targets = _matching(scope, steps)
            if cell.aspect is not Aspect.CHOICES and not _only_looked_for(reference):
                targets += _within(targets, cell.slot)
            found += [(cell, target, scope) for target in targets]
        return found

    def _reads_itself(self, cell: Cell, target: Slot, scope: Slot) -> bool:
        """Whether this is a calculation's look at its own last value.

        A condition on what it hides itself, its own question or one in its group, is refused: what
        is hidden is blank, so that nothing would ever decide it.
        """
        if cell.aspect > Aspect.CALCULATE or _crosses(cell.slot, target, scope):
            return False
        if cell.aspect is Aspect.RELEVANT and isinstance(target.node, Question):
            paths = tuple(dict.fromkeys((cell.slot.path, target.path)))
            raise CycleError(paths, cell.aspect)
        return cell.aspect is Aspect.CALCULATE

    # order

    def _rank(self, reads: list[tuple[Cell, Slot, Slot]]) -> None:
        """Rank every cell that others see: 2n for relevance and counts, 2n + 1 for values."""
        size = len(self.slots)
        # Node i is whether slot i is there; node size + i is the value seen in it.
        needs: list[set[int]] = [set() for _ in range(2 * size)]
        for slot in self.slots:
            needs[size + slot.index].add(slot.index)
            if slot.parent is not None:
                needs[slot.index].add(slot.parent.index)
        circular: set[tuple[int, int]] = set()
        for cell, target, scope in reads:
            if cell.aspect > Aspect.CALCULATE:
                continue
            here = cell.slot.index + (size if cell.aspect is Aspect.CALCULATE else 0)
            needs[here].add(size + target.index)
            if cell.aspect is Aspect.COUNT or _crosses(cell.slot, target, scope):
                circular.add((here, size + target.index))
        rank = [0] * (2 * size)
        for component in _components(needs):
            members = set(component)
            rank_here = 0
            for node in component:
                for need in needs[node]:
                    if need not in members:
                        rank_here = max(rank_here, rank[need] + 1)
            loops = len(component) > 1 or component[0] in needs[component[0]]
            if loops:
                self._judge(component, needs, circular)
            for node in component:
                rank[node] = rank_here
                slot = self.slots[node % size]
                for aspect, cell in slot.cells.items():
                    if aspect <= Aspect.CALCULATE and (
                        (aspect is Aspect.CALCULATE) == (node >= size)
                    ):
                        cell.loops = loops
        for slot in self.slots:
            for aspect, cell in slot.cells.items():
                if aspect <= Aspect.CALCULATE:
                    cell.rank = rank[slot.index + (size if aspect is Aspect.CALCULATE else 0)]

    def _judge(
        self, component: list[int], needs: list[set[int]], circular: set[tuple[int, int]]
    ) -> None:
        """Refuse a circle with a calculation in it, unless it runs from instance to instance."""
        size = len(self.slots)
        members = set(component)
        calculated = [
            node for node in component
            if node >= size and Aspect.CALCULATE in self.slots[node - size].cells
        ]  # fmt: skip
        if not calculated:
            return
        # Without the edges that lead to other instances, is there still a circle?
        inner = [
            {need for need in needs[node] if need in members and (node, need) not in circular}
            if node in members else set()
            for node in range(2 * size)
        ]  # fmt: skip
        for part in _components(inner):
            if len(part) > 1 or part[0] in inner[part[0]]:
                paths = [self.slots[node % size].path for node in part]
                if any(node in part for node in calculated):
                    raise CycleError(tuple(dict.fromkeys(paths)))


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


def _crosses(reader: Slot, target: Slot, scope: Slot) -> bool:
    """Does reading ``target`` from ``scope`` reach other instances of a repeat of ``reader``?"""
    around = {slot.index for slot in reader.ancestors() if isinstance(slot.node, Repeat)}
    return any(slot.index in around for slot in target.ancestors() if slot.level > scope.level)


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


def _components(needs: list[set[int]]) -> list[list[int]]:
    """Strongly connected components, those that others need first (Tarjan, without recursion)."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    on_stack: set[int] = set()
    stack: list[int] = []
    found: list[list[int]] = []
    for start in range(len(needs)):
        if start in order:
            continue
        work = [(start, iter(sorted(needs[start])))]
        order[start] = low[start] = len(order)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, rest = work[-1]
            for need in rest:
                if need not in order:
                    order[need] = low[need] = len(order)
                    stack.append(need)
                    on_stack.add(need)
                    work.append((need, iter(sorted(needs[need]))))
                    break
                if need in on_stack:
                    low[node] = min(low[node], order[need])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    component: list[int] = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        component.append(member)
                        if member == node:
                            break
                    found.append(component)
    return found


MOST_INSTANCES: Final = 1_000
"""No repeat has more instances than this, whatever its count says."""
