"""In what order cells are evaluated, so that nothing is before what it reads.

Cells that decide what others see are ranked by strongly connected components; what may stand in a
circle and what may not is said in :mod:`reports.session.plan`.
"""

from __future__ import annotations

from reports.form import Repeat
from reports.session.slots import Aspect, Cell, Slot

Read = tuple[Cell, Slot, Slot]
"""A cell, a slot that it reads, and the slot from which it finds it."""


class CycleError(Exception):
    """Expressions that need each other's result; ``paths`` in the order of the circle.

    ``aspect`` is RELEVANT where a condition hides what it reads itself, else CALCULATE.
    """

    def __init__(self, paths: tuple[str, ...], aspect: Aspect = Aspect.CALCULATE) -> None:
        super().__init__(" -> ".join(paths))
        self.paths = paths
        self.aspect = aspect


def rank_cells(slots: list[Slot], reads: list[Read]) -> None:
    """Rank every cell that others see: 2n for relevance and counts, 2n + 1 for values."""
    size = len(slots)
    # Node i is whether slot i is there; node size + i is the value seen in it.
    needs: list[set[int]] = [set() for _ in range(2 * size)]
    for slot in slots:
        needs[size + slot.index].add(slot.index)
        if slot.parent is not None:
            needs[slot.index].add(slot.parent.index)
    circular: set[tuple[int, int]] = set()
    for cell, target, scope in reads:
        if cell.aspect > Aspect.CALCULATE:
            continue
        here = cell.slot.index + (size if cell.aspect is Aspect.CALCULATE else 0)
        needs[here].add(size + target.index)
        if cell.aspect is Aspect.COUNT or crosses(cell.slot, target, scope):
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
            _judge(slots, component, needs, circular)
        for node in component:
            rank[node] = rank_here
            slot = slots[node % size]
            for aspect, cell in slot.cells.items():
                if aspect <= Aspect.CALCULATE and ((aspect is Aspect.CALCULATE) == (node >= size)):
                    cell.loops = loops
    for slot in slots:
        for aspect, cell in slot.cells.items():
            if aspect <= Aspect.CALCULATE:
                cell.rank = rank[slot.index + (size if aspect is Aspect.CALCULATE else 0)]


def _judge(
    slots: list[Slot],
    component: list[int],
    needs: list[set[int]],
    circular: set[tuple[int, int]],
) -> None:
    """Refuse a circle with a calculation in it, unless it runs from instance to instance."""
    size = len(slots)
    members = set(component)
    calculated = [
        node for node in component
        if node >= size and Aspect.CALCULATE in slots[node - size].cells
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
            paths = [slots[node % size].path for node in part]
            if any(node in part for node in calculated):
                raise CycleError(tuple(dict.fromkeys(paths)))


def crosses(reader: Slot, target: Slot, scope: Slot) -> bool:
    """Does reading ``target`` from ``scope`` reach other instances of a repeat of ``reader``?"""
    around = {slot.index for slot in reader.ancestors() if isinstance(slot.node, Repeat)}
    return any(slot.index in around for slot in target.ancestors() if slot.level > scope.level)


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
