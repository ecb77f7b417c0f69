"""What an expression is evaluated in: the node, the clock, the language and the other instances."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from .dates import VIETNAM
from .tree import Node

if TYPE_CHECKING:
    from .values import Value


class Context:
    """One evaluation's surroundings. Cheap to make; ``at`` gives a copy for another node.

    ``node``          the context node, which is also what ``current()`` gives.
    ``root``          where absolute paths begin; the node's own root when not given.
    ``position``, ``size``  what ``position()`` and ``last()`` give outside predicates.
    ``now``           the clock; must give an aware datetime.
    ``zone``          the time zone of dates without an offset.
    ``language``      the form's language (``vi``, ``Tiếng Việt (vi)``), for month and day names.
    ``instances``     secondary instances by id: a node whose child is the instance's root element.
    ``itext``         ``jr:itext``: an id to the value nodes, or to the text.
    ``choice_name``   ``jr:choice-name``: (value, path as written, context node) to the label.
    ``pulldata``      (instance, wanted column, key column, key) to the text; without it the
                      secondary instance of that id is searched.
    ``random``        a source of floats in [0, 1).
    ``variables``     values of ``$name``.
    ``properties``    what ``property('deviceid')`` and the like give.
    ``version``       what ``version()`` gives.
    """

    __slots__ = (
        "choice_name",
        "instances",
        "itext",
        "language",
        "node",
        "now",
        "position",
        "properties",
        "pulldata",
        "random",
        "root",
        "size",
        "variables",
        "version",
        "zone",
    )

    def __init__(
        self,
        node: Node,
        *,
        root: Node | None = None,
        position: int = 1,
        size: int = 1,
        now: Callable[[], datetime] | None = None,
        zone: tzinfo = VIETNAM,
        language: str = "",
        instances: Mapping[str, Node] | None = None,
        itext: Callable[[str], str | list[Node]] | None = None,
        choice_name: Callable[[str, str, Node], str] | None = None,
        pulldata: Callable[[str, str, str, str], str] | None = None,
        random: Callable[[], float] = random.random,
        variables: Mapping[str, Value] | None = None,
        properties: Mapping[str, str] | None = None,
        version: str = "",
    ) -> None:
        self.node = node
        self.root = node.root() if root is None else root
        self.position = position
        self.size = size
        self.now = now or _clock(zone)
        self.zone = zone
        self.language = language
        self.instances: Mapping[str, Node] = {} if instances is None else instances
        self.itext = itext
        self.choice_name = choice_name
        self.pulldata = pulldata
        self.random = random
        self.variables: Mapping[str, Value] = {} if variables is None else variables
        self.properties: Mapping[str, str] = {} if properties is None else properties
        self.version = version

    def at(self, node: Node, position: int = 1, size: int = 1) -> Context:
        """The same surroundings around another node; absolute paths begin where they did."""
        other = Context.__new__(Context)
        for name in Context.__slots__:
            setattr(other, name, getattr(self, name))
        other.node = node
        other.position = position
        other.size = size
        return other

    def moment(self) -> datetime:
        """Now, in the context's zone."""
        return self.now().astimezone(self.zone)


def _clock(zone: tzinfo) -> Callable[[], datetime]:
    return lambda: datetime.now(zone)
