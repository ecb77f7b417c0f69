"""``python -m reports xpath``: cases in, values out, one JSON object a line.

A case has ``xml`` (or ``ser``, which wins) and ``expr``, and may have:

``ctx``     the context node, by child indexes (``/0/2/1``, ``@name`` for an attribute, ``/``);
``root``    where absolute paths begin, likewise;
``xforms``  false for plain XPath 1.0 (true when left out);
``xform``   true when ``xml`` is a whole XForm: ``ctx`` is then a path of names in the primary
            instance, where absolute paths begin;
``lang``    the active language of ``jr:itext``; ``now`` the clock, an ISO dateTime; ``zone``;
``kind``    the kind of value wanted, by its first word: ``number``, ``string``, ``boolean``,
            ``nodeset``. Without it the value's own kind is kept.

The answer is ``{"value": …}``, with nodes as paths of child indexes and ``"NaN"``, ``"Infinity"``,
``"-Infinity"`` and ``"-0"`` for what JSON has no number for, or ``{"error": …}``. Every line gets
an answer.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .choices import choice_label
from .context import Context
from .document import DocumentError, parse
from .errors import XPathError
from .expression import Expression, compile
from .tree import Attribute, Document, Element, Node
from .values import Value
from .xform import XForm

DEFAULT_ZONE: Final = "America/Phoenix"
"""The zone in which the public conformance suite of getodk/web-forms runs."""


class CaseError(Exception):
    """A case that cannot be put to the engine; the message says why."""


def main(argv: list[str]) -> int:
    """Answer the cases on stdin. 0 whatever the answers are."""
    parser = argparse.ArgumentParser(
        prog="python -m reports xpath", description="Evaluate one JSON case a line from stdin."
    )
    parser.add_argument("--zone", default=DEFAULT_ZONE, help="time zone of dates without an offset")
    options = parser.parse_args(argv)
    for line in sys.stdin.buffer:
        sys.stdout.write(answer(line, options.zone) + "\n")
    sys.stdout.flush()
    return 0


def answer(line: bytes | str, zone: str = DEFAULT_ZONE) -> str:
    """The JSON answer to one JSON case."""
    try:
        case = json.loads(line)
        if not isinstance(case, dict):
            raise CaseError("a case is a JSON object")
        return json.dumps({"value": evaluated(case, zone)})
    except XPathError as error:
        return json.dumps({"error": str(error)})
    except DocumentError as error:
        return json.dumps({"error": f"xml: {error}"})
    except CaseError as error:
        return json.dumps({"error": f"case: {error}"})
    except (ValueError, RecursionError) as error:
        return json.dumps({"error": f"case: {type(error).__name__}: {error}"})


def evaluated(case: Mapping[str, Any], zone: str) -> Any:
    """The value of a case, ready for JSON. CaseError, DocumentError or XPathError."""
    expression = _text(case, "expr")
    document = _document(_text(case, "ser" if case.get("ser") is not None else "xml"))
    form = XForm(document)
    root, node = _places(case, form)
    language = case.get("lang")
    where = _zone(str(case.get("zone") or zone))
    context = Context(
        node,
        root=root,
        zone=where,
        instances=form.instances,
        itext=lambda identifier: form.itext(identifier, language),
        language=str(language or ""),
    )
    context.choice_name = lambda value, path, node: choice_label(
        form, value, path, context.at(node)
    )
    if case.get("now") is not None:
        moment = _moment(str(case["now"]))
        context.now = lambda: moment
    mode = "native" if case.get("xforms") is False and not case.get("xform") else "odk"
    compiled = compile(
        expression,
        mode=mode,  # type: ignore[arg-type]
        namespaces=_namespaces(document),
        late=True,
    )
    return _plain(_wanted(compiled, str(case.get("kind") or ""), context))


def _text(case: Mapping[str, Any], name: str) -> str:
    value = case.get(name)
    if not isinstance(value, str):
        raise CaseError(f"{name} must be a string")
    return value


@lru_cache(maxsize=64)
def _document(xml: str) -> Document:
    # White space before a declaration or a doctype is no XML, but test documents begin with it.
    return parse(xml.strip())


@lru_cache(maxsize=16)
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CaseError(f"unknown time zone {name}") from error


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CaseError("now must be an ISO 8601 dateTime") from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _places(case: Mapping[str, Any], form: XForm) -> tuple[Node, Node]:
    """The root of absolute paths, and the context node."""
    written = str(case.get("ctx") or "/")
    if case.get("xform"):
        if form.primary is None:
            raise CaseError("the XForm has no instance")
        found = compile(written).nodes(Context(form.primary, root=form.primary))
        if not found:
            raise CaseError(f"no node at {written}")
        return form.primary, found[0]
    root = case.get("root")
    top = form.document if root is None else _at(form.document, str(root))
    return top, _at(form.document, written)


def _at(document: Document, path: str) -> Node:
    node: Node = document
    for step in path.strip("/").split("/"):
        if step.startswith("@") and isinstance(node, Element):
            node = _attribute(node, step[1:])
        elif step:
            children = node.child_nodes()
            if not step.isascii() or not step.isdigit() or int(step) >= len(children):
                raise CaseError(f"no node at {path}")
            node = children[int(step)]
    return node


def _attribute(element: Element, name: str) -> Node:
    found: list[Attribute] = [each for each in element.attributes if each.name == name]
    if found:
        return found[0]
    for declared in element.namespace_nodes():
        if name == ("xmlns:" + declared.prefix if declared.prefix else "xmlns"):
            return declared
    raise CaseError(f"no attribute {name}")


def _namespaces(document: Document) -> dict[str, str]:
    """Every prefix that the document declares; the outermost declaration of each."""
    found: dict[str, str] = {}
    for node in document.descendants():
        if isinstance(node, Element):
            for prefix, uri in node.xmlns.items():
                if prefix:
                    found.setdefault(prefix, uri)
    return found


def _wanted(expression: Expression, kind: str, context: Context) -> Value:
    if kind.startswith("number"):
        return expression.number(context)
    if kind.startswith("string"):
        return expression.string(context)
    if kind.startswith("boolean"):
        return expression.boolean(context)
    if kind.startswith("nodeset"):
        return list(expression.nodes(context))
    return expression.evaluate(context)


def _plain(value: Value) -> Any:
    if isinstance(value, list):
        return [node.path() for node in value]
    if isinstance(value, bool | str):
        return value
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0 and math.copysign(1, value) < 0:
        return "-0"
    return int(value) if value.is_integer() and abs(value) < 2**53 else float(value)
