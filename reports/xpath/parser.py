"""Tokens to syntax, after the grammar of XPath 1.0 (sections 2 and 3)."""

from __future__ import annotations

from typing import Final

from .errors import XPathError
from .lexer import Token, tokens
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

MAXIMUM_DEPTH: Final = 150
"""Brackets within brackets. Each level costs a few Python frames here and in evaluation; real
forms nest some sixty ``if`` calls at the very most."""

AXES: Final = frozenset(
    {
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "namespace",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    }
)
NODE_TYPES: Final = frozenset({"comment", "text", "processing-instruction", "node"})

# From the tightest to the loosest.
_PRECEDENCE: Final = (
    frozenset({"*", "div", "mod"}),
    frozenset({"+", "-"}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"=", "!="}),
    frozenset({"and"}),
    frozenset({"or"}),
)


def parse(source: str, mode: str) -> Syntax:
    """The syntax of an expression. XPathError (a syntax code) when it is not one."""
    return _Parser(tokens(source, mode)).whole()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.at = 0
        self.depth = 0

    def whole(self) -> Syntax:
        syntax = self.expression()
        if self.tokens[self.at].kind != "end":
            raise self.unexpected()
        return syntax

    def unexpected(self) -> XPathError:
        token = self.tokens[self.at]
        if token.kind == "end":
            return XPathError("unexpected-end", token.position)
        return XPathError("unexpected-token", token.position, token=token.text)

    def accept(self, symbol: str) -> bool:
        if self.tokens[self.at].kind == symbol:
            self.at += 1
            return True
        return False

    def expect(self, symbol: str) -> None:
        if not self.accept(symbol):
            raise self.unexpected()

    def expression(self) -> Syntax:
        """Operands and operators in a row, then joined by precedence: no recursion by level."""
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise XPathError("too-deep", self.tokens[self.at].position, maximum=MAXIMUM_DEPTH)
        operands = [self.operand()]
        operators: list[str] = []
        while self.tokens[self.at].kind == "operator":
            operators.append(self.tokens[self.at].text)
            self.at += 1
            operands.append(self.operand())
        self.depth -= 1
        if len(operators) < 2:
            return Chain(tuple(operators), tuple(operands)) if operators else operands[0]
        for level in _PRECEDENCE:
            if not operators:
                break
            operands, operators = _join(operands, operators, level)
        return operands[0]

    def operand(self) -> Syntax:
        """Minus signs, then paths joined by ``|``."""
        signs = 0
        while self.tokens[self.at].kind == "operator" and self.tokens[self.at].text == "-":
            signs += 1
            self.at += 1
        position = self.tokens[self.at].position
        paths = [self.path()]
        while self.tokens[self.at].kind == "operator" and self.tokens[self.at].text == "|":
            self.at += 1
            paths.append(self.path())
        syntax = paths[0] if len(paths) == 1 else Union(tuple(paths), position)
        if signs:
            syntax = Negate(syntax)
            if signs % 2 == 0:
                syntax = Negate(syntax)
        return syntax

    def path(self) -> Syntax:
        token = self.tokens[self.at]
        if token.kind in {"/", "//"}:
            return self.absolute(token)
        start = self.primary(token)
        if start is None:
            steps: list[Step] = []
            self.step(steps)
            self.more_steps(steps)
            return Path(False, None, tuple(steps), token.position)
        predicates = self.predicates()
        if predicates:
            start = Filter(start, predicates, token.position)
        if self.tokens[self.at].kind in {"/", "//"}:
            steps = []
            self.more_steps(steps)
            return Path(False, start, tuple(steps), token.position)
        return start

    def absolute(self, token: Token) -> Syntax:
        steps: list[Step] = []
        if token.kind == "//":
            self.more_steps(steps)
        else:
            self.at += 1
            if self.begins_step():
                self.step(steps)
                self.more_steps(steps)
        return Path(True, None, tuple(steps), token.position)

    def begins_step(self) -> bool:
        return self.tokens[self.at].kind in {"name", ".", "..", "@", "*"}

    def more_steps(self, steps: list[Step]) -> None:
        while True:
            position = self.tokens[self.at].position
            if self.accept("//"):
                steps.append(Step("descendant-or-self", "node()", (), position))
            elif not self.accept("/"):
                return
            self.step(steps)

    def step(self, steps: list[Step]) -> None:
        token = self.tokens[self.at]
        if self.accept("."):
            steps.append(Step("self", "node()", (), token.position))
            return
        if self.accept(".."):
            steps.append(Step("parent", "node()", (), token.position))
            return
        axis = "child"
        if self.accept("@"):
            axis = "attribute"
        elif token.kind == "name" and self.tokens[self.at + 1].kind == "::":
            axis = token.text
            if axis not in AXES:
                raise XPathError("unknown-axis", token.position, axis=axis)
            self.at += 2
        test, target = self.node_test()
        steps.append(Step(axis, test, self.predicates(), token.position, target))

    def node_test(self) -> tuple[str, str]:
        token = self.tokens[self.at]
        if self.accept("*"):
            return "*", ""
        if token.kind != "name":
            raise self.unexpected()
        self.at += 1
        if token.text not in NODE_TYPES or self.tokens[self.at].kind != "(":
            return token.text, ""
        self.at += 1
        target = ""
        if token.text == "processing-instruction" and self.tokens[self.at].kind == "literal":
            target = self.tokens[self.at].text
            self.at += 1
        self.expect(")")
        return token.text + "()", target

    def predicates(self) -> tuple[Syntax, ...]:
        found: list[Syntax] = []
        while self.accept("["):
            found.append(self.expression())
            self.expect("]")
        return tuple(found)

    def primary(self, token: Token) -> Syntax | None:
        """A literal, number, variable, call or bracketed expression; None where a step begins."""
        if token.kind == "literal":
            self.at += 1
            return Literal(token.text)
        if token.kind == "number":
            self.at += 1
            return Number(float(token.text))
        if self.accept("("):
            inner = self.expression()
            self.expect(")")
            return inner
        if self.accept("$"):
            name = self.tokens[self.at]
            if name.kind != "name" or name.text.endswith("*"):
                raise self.unexpected()
            self.at += 1
            return Variable(name.text, token.position)
        if (
            token.kind == "name"
            and self.tokens[self.at + 1].kind == "("
            and token.text not in NODE_TYPES
        ):
            if token.text.endswith("*"):
                raise self.unexpected()
            self.at += 2
            arguments: list[Syntax] = []
            if not self.accept(")"):
                arguments.append(self.expression())
                while self.accept(","):
                    arguments.append(self.expression())
                self.expect(")")
            return Call(token.text, tuple(arguments), token.position)
        return None


def _join(
    operands: list[Syntax], operators: list[str], level: frozenset[str]
) -> tuple[list[Syntax], list[str]]:
    """One precedence level: neighbours joined by its operators become one chain."""
    joined: list[Syntax] = []
    left: list[str] = []
    run: list[Syntax] = [operands[0]]
    used: list[str] = []

    def close() -> None:
        joined.append(Chain(tuple(used), tuple(run)) if used else run[0])

    for operator, operand in zip(operators, operands[1:], strict=True):
        if operator in level:
            used.append(operator)
            run.append(operand)
        else:
            close()
            left.append(operator)
            run, used = [operand], []
    close()
    return joined, left
