"""Keeping a filled-in form true: what an answer sets off, and nothing more.

An answer marks the cells that read it. Marked cells are evaluated by rank;
each that gives something new marks those that read it in turn. When all is
still, the questions whose looks or checks were marked are looked at once.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush

from reports.form import Form, Question, Repeat
from reports.session.actions import begin
from reports.session.changes import Answer, Contents
from reports.session.items import Item
from reports.session.journal import Journal
from reports.session.plan import Plan, expression
from reports.session.slots import MOST_INSTANCES, Aspect, Cell, Slot
from reports.session.values import cast, storable
from reports.xpath import Context, Document, Element, XPathError

_MOST_VISITS = MOST_INSTANCES + 100
"""How often a cell in a circle is evaluated after one answer before it is left as it is."""

_MOST_GROWTH = 5
"""How often a repeat that counts itself may grow after one answer."""


class Engine:
    """The items of one session and the rules between them.

    ``check`` is to give the issue codes of a relevant, answered question;
    ``forget`` is told that a question's choices may be others now.
    """

    def __init__(self, plan: Plan, context: Callable[[Document], Context]) -> None:
        self.check: Callable[[Item], tuple[str, ...]] = lambda item: ()
        self.forget: Callable[[Item], None] = lambda item: None
        self.plan = plan
        self.form: Form = plan.form
        self.document = Document()
        self.root = Item(plan.root, None)
        self.document.append(self.root.element)
        self.context = context(self.document)
        self.by_element: dict[Element, Item] = {self.root.element: self.root}
        self.journal = Journal()
        self._keys = 0
        self._waiting: dict[int, dict[tuple[Cell, Item], None]] = {}
        self._ranks: list[int] = []
        self._leaves: dict[tuple[Cell, Item], None] = {}
        self._recheck: dict[Item, None] = {}
        self._visits: dict[tuple[Cell, Item], int] = {}
        self._new: list[Item] = []

    # building

    def build(self, contents: Contents | None) -> None:
        """Make all items: with the form's own defaults, or with the answers of a draft."""
        self._fill(self.root, contents)
        self._enter(self.root)
        self.settle()

    def rebuild(self) -> None:
        """Work everything out again from the answers alone; the answers stay."""
        self._blank(self.root)
        self._enter(self.root)
        self.settle()

    def _blank(self, item: Item) -> None:
        for each in (item, *item.below()):
            each.relevant = False
            each.readonly = each.required = False
            each.beyond = False
            each.own = True
            each.issues = ()
        for each in (item, *item.below()):
            each.show()

    def _fill(self, item: Item, contents: Contents | None) -> None:
        for slot in item.slot.children:
            node = slot.node
            given = None if contents is None else contents.get(slot.name)
            if isinstance(node, Repeat):
                item.children[slot.index] = []
                many = [None] * node.initial if contents is None else _listed(given)
                for at, inner in enumerate(many[:MOST_INSTANCES]):
                    self._instance(item, slot, at, inner)
                continue
            child = self._item(slot, item)
            item.children[slot.index] = [child]
            item.element.append(child.element)
            if isinstance(node, Question):
                child.value = node.default if contents is None else storable(_text(given))
            else:
                self._fill(child, None if contents is None else _mapped(given))

    def _item(self, slot: Slot, parent: Item) -> Item:
        self._keys += 1
        item = Item(slot, parent, self._keys)
        self.by_element[item.element] = item
        return item

    def _instance(self, parent: Item, slot: Slot, at: int, contents: Contents | None) -> Item:
        item = self._item(slot, parent)
        item.element.parent = parent.element
        parent.children[slot.index].insert(at, item)
        self._fill(item, contents)
        return item

    # answers

    def write(self, item: Item, value: str) -> None:
        """Store an answer and mark what reads it."""
        value = storable(value)
        if item.value == value:
            return
        self.journal.undo.append(Answer(item.ref, item.value))
        item.value = value
        self.journal.values[item] = None
        self._recheck[item] = None
        if item.relevant:
            item.element.text = value
            self._tell(item)

    def insert(self, parent: Item, slot: Slot, at: int, contents: Contents | None) -> Item:
        """A new instance at the 0-based place ``at``, relevant at once if its rules say so."""
        item = self._instance(parent, slot, at, contents)
        self.journal.added[item] = None
        self._enter(item)
        return item

    def remove(self, item: Item) -> None:
        siblings = item.parent.children[item.slot.index] if item.parent else []
        at = item.position - 1
        self._leave(item)
        for gone in (item, *item.below()):
            del self.by_element[gone.element]
        del siblings[at]

    # relevance

    def _enter(self, item: Item) -> None:
        """What is above ``item`` is relevant now: find out whether it is itself."""
        cell = item.slot.cells.get(Aspect.RELEVANT)
        if cell is not None:
            item.own = False
            self._mark(cell, item)
        else:
            item.own = True
            self._decide(item)

    def _leave(self, item: Item) -> None:
        if not item.relevant:
            return
        item.relevant = False
        item.show()
        self.journal.shown.pop(item, None)
        self.journal.hidden[item] = None
        if not isinstance(item.slot.node, Question) or item.value:
            self._tell_of_move(item)
        for children in item.children.values():
            for child in children:
                self._leave(child)

    def _decide(self, item: Item) -> None:
        above = item.parent is None or item.parent.relevant
        relevant = item.own and not item.beyond and above
        if relevant == item.relevant:
            return
        if not relevant:
            self._leave(item)
            return
        item.relevant = True
        item.show()
        self.journal.hidden.pop(item, None)
        self.journal.shown[item] = None
        for aspect, cell in item.slot.cells.items():
            if aspect not in (Aspect.RELEVANT, Aspect.COUNT):
                self._mark(cell, item)
        if isinstance(item.slot.node, Question):
            if item.value:
                self._recheck[item] = None
                self._tell(item)
            return
        self._tell_of_move(item)
        for slot in item.slot.children:
            count = slot.cells.get(Aspect.COUNT)
            if count is not None:
                self._mark(count, item)
            for child in item.children[slot.index]:
                self._enter(child)

    # marking and evaluating

    def _tell(self, item: Item) -> None:
        """Mark every cell that reads ``item``."""
        for dependent in item.slot.dependents:
            cell = dependent.cell
            for home in item.up(dependent.up).at(dependent.trail):
                self._mark(cell, home)

    def _tell_of_move(self, item: Item) -> None:
        """Mark what reads ``item``, which came or went. With an instance of a repeat go the nodes
        in it, blank or not (a path that found one now finds none), and the positions after it."""
        self._tell(item)
        if isinstance(item.slot.node, Repeat) and item.parent is not None:
            for each in item.below():
                self._tell(each)
            for later in item.parent.children[item.slot.index][item.position :]:
                if later.relevant:
                    self._tell(later)

    def _mark(self, cell: Cell, item: Item) -> None:
        if cell.aspect > Aspect.CALCULATE:
            self._leaves[(cell, item)] = None
            return
        batch = self._waiting.get(cell.rank)
        if batch is None:
            batch = self._waiting[cell.rank] = {}
            heappush(self._ranks, cell.rank)
        batch[(cell, item)] = None

    def settle(self) -> None:
        """Evaluate what is marked until nothing is, then look at what that did to questions."""
        self.run()
        while self._new:
            new, self._new = self._new, []
            for item in new:
                begin(self, item, "repeat")
        self._visits.clear()
        self._look()

    def run(self) -> None:
        while self._ranks:
            rank = self._ranks[0]
            batch = self._waiting[rank]
            if not batch:
                heappop(self._ranks)
                del self._waiting[rank]
                continue
            cell, item = next(iter(batch))
            del batch[(cell, item)]
            if cell.loops and not self._may_visit(cell, item):
                continue
            self._evaluate(cell, item)

    def _may_visit(self, cell: Cell, item: Item) -> bool:
        visits = self._visits.get((cell, item), 0) + 1
        self._visits[(cell, item)] = visits
        return visits <= _MOST_VISITS

    def _evaluate(self, cell: Cell, item: Item) -> None:
        if cell.aspect is Aspect.RELEVANT:
            if item.parent is not None and not item.parent.relevant:
                return
            if item.element not in self.by_element:
                return  # an instance whose condition reads itself, and which is gone
            item.own = self.truth(cell, item)
            self._decide(item)
        elif not item.relevant:
            return
        elif cell.aspect is Aspect.COUNT:
            self._count(cell, item)
        else:
            self._calculate(cell, item)

    def _calculate(self, cell: Cell, item: Item) -> None:
        self.context.node = item.element
        try:
            value = storable(cast(cell.expression.stored(self.context), item.question.type))
        except XPathError:
            value = ""  # what cannot be worked out from these answers is blank, as in ODK
        if value != item.value:
            item.value = value
            item.element.text = value
            self.journal.values[item] = None
            self._recheck[item] = None
            self._tell(item)

    def _count(self, cell: Cell, home: Item) -> None:
        slot = cell.slot
        instances = home.children[slot.index]
        if instances:
            self.context.node = instances[0].element
        else:
            stand_in = Element(slot.name)
            stand_in.parent = home.element
            self.context.node = stand_in
        try:
            number = cell.expression.number(self.context)
        except XPathError:
            number = 0.0
        wanted = int(min(number, MOST_INSTANCES)) if number > 0 else 0  # NaN is not
        if cell.loops and self._visits.get((cell, home), 0) > _MOST_GROWTH:
            wanted = min(wanted, len(instances))
        for at in range(len(instances), wanted):
            self._new.append(self.insert(home, slot, at, None))
        for at, instance in enumerate(list(instances)):
            beyond = at >= wanted
            if beyond != instance.beyond:
                instance.beyond = beyond
                self._decide(instance)

    def truth(self, cell: Cell, item: Item) -> bool:
        """A yes-or-no cell; one that cannot be evaluated hides and forbids nothing."""
        self.context.node = item.element
        try:
            return cell.expression.boolean(self.context)
        except XPathError:
            return cell.aspect in (Aspect.RELEVANT, Aspect.CONSTRAINT)

    def string(self, source: str, item: Item) -> str:
        """Any expression's value as text, for one item; blank where it has none."""
        kept = self.context.node
        self.context.node = item.element
        try:
            return expression(source).string(self.context)
        except XPathError:
            return ""
        finally:
            self.context.node = kept

    def remark(self, functions: frozenset[str]) -> None:
        """Mark every cell that calls one of these functions, for all its relevant items."""
        for item in (self.root, *self.root.below()):
            for cell in item.slot.cells.values():
                if not functions.isdisjoint(cell.expression.functions):
                    self._mark(cell, item)

    # looks and checks

    def _look(self) -> None:
        leaves, self._leaves = self._leaves, {}
        journal = self.journal
        for cell, item in leaves:
            if cell.aspect is Aspect.CHOICES:
                self.forget(item)
            if not item.relevant:
                continue
            if cell.aspect is Aspect.TEXTS:
                journal.texts[item] = None
            elif cell.aspect is Aspect.CHOICES:
                journal.choices[item] = None
                self._recheck[item] = None
            elif cell.aspect is Aspect.CONSTRAINT:
                self._recheck[item] = None
            elif cell.aspect is Aspect.REQUIRED:
                required = self.truth(cell, item)
                if required != item.required:
                    item.required = required
                    journal.states[item] = None
            else:
                readonly = self.truth(cell, item)
                if readonly != item.readonly:
                    item.readonly = readonly
                    journal.states[item] = None
                    journal.states.update(dict.fromkeys(item.below()))
        recheck, self._recheck = self._recheck, {}
        for item in recheck:
            if item.relevant and isinstance(item.slot.node, Question):
                issues = self.check(item) if item.value else ()
                if issues != item.issues:
                    item.issues = issues
                    journal.states[item] = None


def _listed(given: object) -> list[Contents | None]:
    return [_mapped(each) for each in given] if isinstance(given, list) else []


def _mapped(given: object) -> Contents:
    return given if isinstance(given, dict) else {}


def _text(given: object) -> str:
    return given if isinstance(given, str) else ""
