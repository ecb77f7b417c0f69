"""Syntax to closures: every decision that does not need a value is taken here, once."""

from __future__ import annotations

from collections.abc import Mapping

from . import operators
from .compiled import (
    Compiled,
    as_nodes,
    constant,
    failing,
)
from .context import Context
from .errors import XPathError
from .functions import NATIVE as NATIVE_FUNCTIONS
from .functions import ODK as ODK_FUNCTIONS
from .narrowing import equality
from .order import in_document_order
from .paths import Keep, Names, Narrowed, Planned, is_plain, path, predicate
from .syntax import (
    Call,
    Chain,
    Filter,
    Literal,
    Negate,
    Number,
    Path,
    Step,
    Syntax,
    Union,
    Variable,
)
from .tree import Node
from .values import Rules, Value


class Compiler:
    """``late`` makes a wrong call or prefix complain when it is reached, and not before."""

    def __init__(self, rules: Rules, namespaces: Mapping[str, str], late: bool) -> None:
        self.rules = rules
        self.names = Names(namespaces, rules)
        self.functions = ODK_FUNCTIONS if rules.mode == "odk" else NATIVE_FUNCTIONS
        self.late = late

    def compile(self, syntax: Syntax) -> Compiled:
        try:
            return self._compile(syntax)
        except XPathError as error:
            if not self.late:
                raise
            return failing(error)

    def _compile(self, syntax: Syntax) -> Compiled:
        if isinstance(syntax, Path):
            return self.path(syntax)
        if isinstance(syntax, Call):
            return self.call(syntax)
        if isinstance(syntax, Literal):
            return constant(syntax.value, "string")
        if isinstance(syntax, Number):
            return constant(syntax.value, "number")
        if isinstance(syntax, Chain):
            parts = []
            for operand in syntax.operands:
                parts.append(self.compile(operand))
            return operators.chain(syntax.operators, parts, self.rules)
        if isinstance(syntax, Negate):
            return operators.negate(self.compile(syntax.operand), self.rules)
        if isinstance(syntax, Union):
            return self.union(syntax)
        if isinstance(syntax, Filter):
            return self.filter(syntax)
        return self.variable(syntax)

    def call(self, syntax: Call) -> Compiled:
        function = self.functions.get(syntax.name)
        if function is None:
            raise XPathError("unknown-function", syntax.position, function=syntax.name)
        function.check(len(syntax.arguments), syntax.position)
        arguments: list[Compiled] = []
        for argument in syntax.arguments:
            arguments.append(self.compile(argument))
        try:
            made = function.build(arguments, self.rules, syntax.name)
        except XPathError as error:
            raise placed(error, syntax.position) from None
        made.position = syntax.position
        return made

    def path(self, syntax: Path) -> Compiled:
        start = None if syntax.start is None else self.compile(syntax.start)
        steps: list[Planned] = []
        for step in syntax.steps:
            keeps: list[Keep] = []
            for inner in step.predicates:
                keeps.append(predicate(self.compile(inner)))
            steps.append(Planned(step, keeps, self.narrowed(step)))
        try:
            return path(syntax.absolute, start, steps, self.names)
        except XPathError as error:
            raise placed(error, syntax.position) from None

    def narrowed(self, step: Step) -> Narrowed | None:
        """How to find what the step's first predicate keeps, where an index can tell."""
        if step.axis != "child" or not step.predicates or not is_plain(step):
            return None
        found = equality(step.predicates[0])
        if found is None:
            return None
        value = self.compile(found.value)
        if value.kind not in {"string", "nodes"}:
            return None
        key = self.names.key(found.child, step.position)
        return Narrowed(key, value, found.whole)

    def union(self, syntax: Union) -> Compiled:
        runs = []
        for operand in syntax.operands:
            try:
                runs.append(as_nodes(self.compile(operand), "|"))
            except XPathError as error:
                raise placed(error, syntax.position) from None

        def union(node: Node, position: int, size: int, context: Context) -> list[Node]:
            found: list[Node] = []
            for run in runs:
                found.extend(run(node, position, size, context))
            return in_document_order(found)

        return Compiled("nodes", union, position=syntax.position)

    def filter(self, syntax: Filter) -> Compiled:
        primary = self.compile(syntax.primary)
        try:
            run = as_nodes(primary, "[")
        except XPathError as error:
            raise placed(error, syntax.position) from None
        keeps = []
        for inner in syntax.predicates:
            keeps.append(predicate(self.compile(inner)))

        def filtered(node: Node, position: int, size: int, context: Context) -> list[Node]:
            nodes = run(node, position, size, context)
            for keep in keeps:
                nodes = keep(nodes, context)
            return nodes

        return Compiled("nodes", filtered, flat=primary.flat, position=syntax.position)

    def variable(self, syntax: Variable) -> Compiled:
        name, place = syntax.name, syntax.position

        def variable(node: Node, position: int, size: int, context: Context) -> Value:
            try:
                return context.variables[name]
            except KeyError:
                raise XPathError("unknown-variable", place, variable=name) from None

        return Compiled("any", variable, position=place)


def placed(error: XPathError, position: int) -> XPathError:
    """The error with a place, where it had none."""
    if error.position >= 0:
        return error
    return XPathError(error.code, position, **error.parameters)
