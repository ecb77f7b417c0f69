"""What an expression reads, found without evaluating it, for a dependency graph."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from . import syntax as s

Origin = Literal["root", "context", "instance"]

REPEAT_SENSITIVE: Final = frozenset(
    {"count", "count-non-empty", "sum", "min", "max", "join", "concat", "position", "last",
     "indexed-repeat", "randomize", "checklist", "weighted-checklist"}
)  # fmt: skip
"""Functions whose result changes when a repeat instance is added or removed."""

VOLATILE: Final = frozenset({"now", "today", "random", "uuid", "randomize"})
"""Functions that may give something else the next time although nothing was changed."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One path that is read.

    ``origin``     ``root``: from the root of the primary instance; ``context``: from the node that
                   the expression is evaluated for (``.``, ``..`` and ``current()`` alike);
                   ``instance``: from the secondary instance ``instance`` (None when its id is
                   calculated).
    ``steps``      names as written, ``..``, ``*`` (any child), ``**`` (anything below or, for an
                   axis that goes sideways, anywhere around) and ``@name``. Predicates are left
                   out: what they read is references of their own, joined to the path they stand in.
    ``functions``  the calls it is an argument of, from the outside in.
    ``filtered``   whether a predicate narrows the path, so that not all matching nodes count.
    """

    origin: Origin
    steps: tuple[str, ...]
    instance: str | None = None
    functions: tuple[str, ...] = ()
    filtered: bool = False

    @property
    def repeat_sensitive(self) -> bool:
        """Whether adding or removing a matching node may change the result by itself."""
        return self.filtered or any(name in REPEAT_SENSITIVE for name in self.functions)

    def resolve(self, context: tuple[str, ...]) -> tuple[str, ...] | None:
        """The absolute steps, for an expression bound to the node at ``context``.

        ``context`` is names from the root, ``("data", "group", "question")``. None for paths in
        secondary instances, and for those that climb above the root.
        """
        if self.origin == "instance":
            return None
        found = list(context) if self.origin == "context" else []
        for step in self.steps:
            if step != "..":
                found.append(step)
            elif found and found[-1] != "**":
                found.pop()
            elif not found:
                return None
        return tuple(found)


def references(
    syntax: s.Syntax, here: Reference = Reference("context", ())
) -> tuple[Reference, ...]:
    """Everything that is read, each once, in the order of writing; relative paths from ``here``."""
    walker = _Walker()
    walker.read(syntax, here, ())
    return tuple(walker.found)


def functions(syntax: s.Syntax) -> frozenset[str]:
    """The names of all functions that are called."""
    found: set[str] = set()
    pending: list[s.Syntax] = [syntax]
    while pending:
        item = pending.pop()
        if isinstance(item, s.Call):
            found.add(item.name)
        pending.extend(parts(item))
    return frozenset(found)


def variables(syntax: s.Syntax) -> tuple[s.Variable, ...]:
    """Every ``$name``, in no order."""
    found: list[s.Variable] = []
    pending: list[s.Syntax] = [syntax]
    while pending:
        item = pending.pop()
        if isinstance(item, s.Variable):
            found.append(item)
        pending.extend(parts(item))
    return tuple(found)


def parts(item: s.Syntax) -> tuple[s.Syntax, ...]:
    """The expressions directly within an expression."""
    if isinstance(item, s.Call):
        return item.arguments
    if isinstance(item, s.Chain | s.Union):
        return item.operands
    if isinstance(item, s.Negate):
        return (item.operand,)
    if isinstance(item, s.Filter):
        return (item.primary, *item.predicates)
    if isinstance(item, s.Path):
        inner = tuple(each for step in item.steps for each in step.predicates)
        return inner if item.start is None else (item.start, *inner)
    return ()


# Called without an argument, these read the context node.
_IMPLIED: Final = frozenset({"string", "number", "string-length", "normalize-space"})
# These give (some of) the nodes of their first argument on, and only look at the others.
_PASSING: Final = frozenset({"randomize", "indexed-repeat", "depend", "id"})


class _Walker:
    """``here`` is where a relative path begins; ``calls`` are the functions around it."""

    def __init__(self) -> None:
        self.found: dict[Reference, None] = {}

    def read(self, item: s.Syntax, here: Reference, calls: tuple[str, ...]) -> None:
        for reference in self.ends(item, here, calls):
            self.found[reference] = None

    def ends(self, item: s.Syntax, here: Reference, calls: tuple[str, ...]) -> list[Reference]:
        """The paths of the nodes that ``item`` gives, noting all else that it reads."""
        if isinstance(item, s.Path):
            return self.path(item, here, calls)
        if isinstance(item, s.Call):
            return self.call(item, here, calls)
        if isinstance(item, s.Filter):
            bases = self.ends(item.primary, here, calls)
            self.predicates(item.predicates, bases or [here], calls)
            return [replace(base, filtered=True) for base in bases]
        if isinstance(item, s.Union):
            return [base for operand in item.operands for base in self.ends(operand, here, calls)]
        for part in parts(item):
            self.read(part, here, calls)
        return []

    def path(self, item: s.Path, here: Reference, calls: tuple[str, ...]) -> list[Reference]:
        if item.absolute:
            bases = [Reference("root", (), None, calls)]
        elif item.start is None:
            bases = [replace(here, functions=calls)]
        else:
            bases = self.ends(item.start, here, calls)
        for step in item.steps:
            bases = [_extended(base, step) for base in bases]
            if step.predicates:
                self.predicates(step.predicates, bases, calls)
                bases = [replace(base, filtered=True) for base in bases]
        return bases

    def predicates(
        self, found: tuple[s.Syntax, ...], bases: list[Reference], calls: tuple[str, ...]
    ) -> None:
        for base in bases:
            for inner in found:
                self.read(inner, base, calls)

    def call(self, item: s.Call, here: Reference, calls: tuple[str, ...]) -> list[Reference]:
        name = item.name
        if name == "current":
            return [Reference("context", (), None, calls)]
        inner = (*calls, name)
        if name in {"instance", "pulldata"} and item.arguments:
            first = item.arguments[0]
            for argument in item.arguments:
                self.read(argument, here, inner)
            identifier = first.value if isinstance(first, s.Literal) else None
            whole = Reference("instance", (), identifier, calls if name == "instance" else inner)
            if name == "instance":
                return [whole]
            self.found[whole] = None
            return []
        if name == "if" and len(item.arguments) == 3:
            self.read(item.arguments[0], here, inner)
            return [end for branch in item.arguments[1:] for end in self.ends(branch, here, inner)]
        if name in _PASSING and item.arguments:
            for argument in item.arguments[1:]:
                self.read(argument, here, inner)
            return self.ends(item.arguments[0], here, inner)
        if name in _IMPLIED and not item.arguments:
            self.found[replace(here, functions=inner)] = None
        for argument in item.arguments:
            self.read(argument, here, inner)
        return []


_SIDEWAYS: Final = frozenset({"following-sibling", "preceding-sibling"})
_ANYWHERE: Final = frozenset({"following", "preceding", "ancestor", "ancestor-or-self"})


def _extended(base: Reference, step: s.Step) -> Reference:
    """The path with one step more."""
    axis, test = step.axis, step.test
    name = "*" if test in {"*", "node()"} else test
    more: tuple[str, ...]
    if axis in {"self", "namespace"} or test in {"text()", "comment()"}:
        more = ()
    elif axis == "parent":
        more = ("..",)
    elif axis == "attribute":
        more = ("@" + name,)
    elif axis in _SIDEWAYS:
        more = ("..", name)
    elif axis in _ANYWHERE:
        origin: Origin = "instance" if base.origin == "instance" else "root"
        return replace(base, origin=origin, steps=("**", name))
    elif axis in {"descendant", "descendant-or-self"}:
        more = ("**",) if test == "node()" else ("**", name)
    else:
        more = (name,)
    return replace(base, steps=base.steps + more)
