"""A compiled expression, and the function that compiles one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final, Literal

from . import references as refs
from .compiled import as_boolean, as_nodes, as_number, as_text
from .compiler import Compiler
from .context import Context
from .errors import XPathError
from .parser import parse
from .syntax import Syntax
from .tree import XML_NAMESPACE, Node
from .values import NATIVE, ODK, Rules, Value, stored_text

Mode = Literal["odk", "native"]

NAMESPACES: Final[dict[str, str]] = {
    "h": "http://www.w3.org/1999/xhtml",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "mathml": "http://www.w3.org/1998/Math/MathML",
    "xf": "http://www.w3.org/2002/xforms",
    "jr": "http://openrosa.org/javarosa",
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
    "entities": "http://www.opendatakit.org/xforms/entities",
    "ev": "http://www.w3.org/2001/xml-events",
    "xsd": "http://www.w3.org/2001/XMLSchema",
    "xml": XML_NAMESPACE,
}
"""Prefixes that expressions may use without declaring them."""


class Expression:
    """An expression that is ready to be evaluated, any number of times, from any thread.

    All evaluating methods raise XPathError with one of the evaluation codes.
    """

    def __init__(self, source: str, syntax: Syntax, compiler: Compiler) -> None:
        self.source = source
        self.rules: Rules = compiler.rules
        self._syntax = syntax
        compiled = compiler.compile(syntax)
        self._compiled = compiled
        self._run = compiled.run
        self._text = as_text(compiled, self.rules)
        self._number = as_number(compiled, self.rules)
        self._boolean = as_boolean(compiled)

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"

    @property
    def kind(self) -> str:
        """``string``, ``number``, ``boolean``, ``nodes``, or ``any`` (known in the event)."""
        return self._compiled.kind

    @cached_property
    def references(self) -> tuple[refs.Reference, ...]:
        """Every path that is read; see ``Reference``."""
        return refs.references(self._syntax)

    @cached_property
    def functions(self) -> frozenset[str]:
        """The names of the functions that are called."""
        return refs.functions(self._syntax)

    @cached_property
    def variables(self) -> tuple[tuple[str, int], ...]:
        """The names of the variables (``$name``) and where they stand; a form has none to give."""
        return tuple((each.name, each.position) for each in refs.variables(self._syntax))

    @property
    def volatile(self) -> bool:
        """Whether the clock or chance has a part in the result."""
        return not refs.VOLATILE.isdisjoint(self.functions)

    @property
    def constant(self) -> bool:
        """Whether the result is the same in every context."""
        return not self.references and not (self.functions - _PURE)

    def evaluate(self, context: Context) -> Value:
        """The value in its natural kind. A list of nodes is the caller's own."""
        try:
            value: Value = self._run(context.node, context.position, context.size, context)
        except RecursionError:
            raise XPathError("too-deep") from None
        return list(value) if isinstance(value, list) else value

    def string(self, context: Context) -> str:
        try:
            return self._text(context.node, context.position, context.size, context)
        except RecursionError:
            raise XPathError("too-deep") from None

    def number(self, context: Context) -> float:
        try:
            return self._number(context.node, context.position, context.size, context)
        except RecursionError:
            raise XPathError("too-deep") from None

    def boolean(self, context: Context) -> bool:
        try:
            return self._boolean(context.node, context.position, context.size, context)
        except RecursionError:
            raise XPathError("too-deep") from None

    def nodes(self, context: Context) -> list[Node]:
        """The nodes; XPathError ``not-nodes`` when the value is something else."""
        try:
            run = as_nodes(self._compiled, "nodes")
            return list(run(context.node, context.position, context.size, context))
        except RecursionError:
            raise XPathError("too-deep") from None

    def stored(self, context: Context) -> str:
        """What a calculation leaves in its node: the string, NaN and invalid dates as empty."""
        return stored_text(self.evaluate(context))


_PURE: Final = frozenset(
    {
        "abs", "boolean", "boolean-from-string", "ceiling", "coalesce", "concat",
        "contains", "count-selected", "false", "floor", "if", "int", "join", "not", "pi",
        "pow", "regex", "round", "selected", "selected-at", "starts-with", "ends-with",
        "string-length", "substr", "substring", "substring-after", "substring-before",
        "translate", "true",
    }
)  # fmt: skip


def compile(
    source: str,
    *,
    mode: Mode = "odk",
    namespaces: Mapping[str, str] | None = None,
    late: bool = False,
) -> Expression:
    """Compile an expression. XPathError, with the character position, when that cannot be done.

    ``namespaces`` adds to, or replaces, the prefixes of ``NAMESPACES``. ``late`` lets a call of an
    unknown function, or with a wrong number of arguments, fail when it is reached and not now, as
    engines do that only interpret; it is for comparing with them, and never for forms.
    """
    rules = ODK if mode == "odk" else NATIVE
    known = NAMESPACES if namespaces is None else {**NAMESPACES, **namespaces}
    try:
        return Expression(source, parse(source, mode), Compiler(rules, known, late))
    except RecursionError:
        raise XPathError("too-deep", 0) from None
