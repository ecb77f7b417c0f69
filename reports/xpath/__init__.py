"""XPath 1.0 with ODK's functions and comparison rules, on a node tree of our own.

    from reports.xpath import Context, compile, parse

    document = parse("<data><age>7</age><minor/></data>")
    minor = document.root_element.child("minor")
    expression = compile("../age < 18")           # XPathError: code, position, parameters
    expression.boolean(Context(minor))            # True; also string, number, nodes, evaluate
    expression.stored(Context(minor))             # what a calculation leaves in its node

What a form session needs:

- ``compile(source, mode="odk", namespaces=…)`` refuses unknown functions, wrong argument counts,
  unknown prefixes and bad literal patterns at once. The result is immutable; keep it and share it.
- ``Expression.references`` says, without evaluating, every path that is read, each as a
  ``Reference(origin, steps, instance, functions, filtered)``; ``Reference.resolve(names of the
  bound node)`` makes it absolute. ``functions``, ``volatile`` and ``constant`` say the rest.
- ``Context`` holds the node, the clock, the zone, the language, secondary instances and resolvers;
  ``context.at(node)`` is the same for another node.
- The tree (``tree.py``) is the live instance: ``element.text = "7"`` is cheap, ``append``,
  ``insert``, ``detach`` and ``copy`` move repeat instances, ``document.frozen = True`` promises
  that a secondary instance will not change, so that searches in it are indexed.
- ``document.parse`` refuses entities; ``serialise`` writes XML.
"""

from .context import Context
from .dates import VIETNAM, DateTime
from .document import DocumentError, parse, serialise
from .errors import XPathError
from .expression import NAMESPACES, Expression, Mode, compile
from .order import in_document_order
from .references import Reference
from .tree import Attribute, Document, Element, Node, Text
from .values import Value, stored_text

__all__ = [
    "NAMESPACES",
    "VIETNAM",
    "Attribute",
    "Context",
    "DateTime",
    "Document",
    "DocumentError",
    "Element",
    "Expression",
    "Mode",
    "Node",
    "Reference",
    "Text",
    "Value",
    "XPathError",
    "compile",
    "in_document_order",
    "parse",
    "serialise",
    "stored_text",
]
