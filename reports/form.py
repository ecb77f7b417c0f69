"""The compiled form: what a session, a screen and the server need, and nothing else.

A :class:`Form` is made from an XLSForm by :mod:`reports.xlsform` (on the server
or the trainer's PC, with pyxform) and travels as canonical JSON, so that the
desktop never imports pyxform. Expressions are XPath 1.0 with ODK's functions,
as pyxform writes them; paths are absolute and without positions
(``/data/group/question``).

Texts are ``{language key: text}``. A text with values in it
(``${name}`` in the sheet) is a list instead of a string: literal, expression,
literal, expression, … in turn. The language key is the subtag of the column's
language (``vi`` of ``label::Tiếng Việt (vi)``), or the whole name where there
is none; a form without languages has the key ``""``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

SCHEMA: Final = 1
_UNORDERED: Final = 1 << 31
"""Version of this JSON; a file with a higher one is refused by :func:`load`."""

Text = dict[str, str | list[str]]

Kind = Literal[
    "text",
    "integer",
    "decimal",
    "range",
    "select_one",
    "select_multiple",
    "rank",
    "date",
    "time",
    "datetime",
    "note",
    "acknowledge",
    "geopoint",
    "geotrace",
    "geoshape",
    "barcode",
    "image",
    "audio",
    "video",
    "file",
    "calculate",
    "hidden",
    "metadata",
    "audit",
]
"""What a question is. The last four have no place on a screen."""

UNSEEN: Final[frozenset[str]] = frozenset({"calculate", "hidden", "metadata", "audit"})
ATTACHMENTS: Final[frozenset[str]] = frozenset({"image", "audio", "video", "file"})
SELECTS: Final[frozenset[str]] = frozenset({"select_one", "select_multiple", "rank"})


class FormError(Exception):
    """A stored form cannot be used: not ours, damaged, or from a newer version."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class Language(msgspec.Struct, frozen=True):
    """``key`` is what texts use, ``name`` what the form's author wrote."""

    key: str
    name: str


class Choice(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row of a choice list; ``extra`` holds its further columns, for filters."""

    value: str
    label: Text = {}
    media: dict[str, Text] = {}
    extra: dict[str, str] = {}


class Itemset(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a select's choices come from.

    ``nodeset`` is the whole expression and always right. The other fields say
    the same for the ordinary case, so that a session can look choices up
    without walking XML: ``source`` is the id of a list (``Form.lists``) or an
    external instance, ``filter`` the predicate on its items. ``value`` and
    ``label`` are relative to an item.
    """

    nodeset: str
    value: str = "name"
    label: str = "label"
    source: str = ""
    filter: str = ""
    randomize: bool = False
    seed: str = ""


class Search(msgspec.Struct, frozen=True, omit_defaults=True):
    """Choices by ``search('file', 'contains', 'column', value, …)`` in the appearance.

    ``value_column`` and ``label_columns`` name the file's columns, as the one
    placeholder row of the choice list does. ``match`` is contains, startswith,
    endswith, matches, or empty for the whole file.
    """

    file: str
    value_column: str
    label_columns: tuple[str, ...]
    match: str = ""
    columns: tuple[str, ...] = ()
    term: str = ""
    filter_column: str = ""
    filter_term: str = ""


class Question(msgspec.Struct, frozen=True, omit_defaults=True, tag="q", tag_field="node"):
    """One question, calculation or piece of metadata. ``row`` is the survey sheet's."""

    name: str
    path: str
    kind: Kind
    type: str = "string"
    row: int = 0
    label: Text = {}
    hint: Text = {}
    guidance: Text = {}
    media: dict[str, Text] = {}
    appearance: str = ""
    relevant: str = ""
    required: str = ""
    required_message: Text = {}
    constraint: str = ""
    constraint_message: Text = {}
    readonly: str = ""
    calculate: str = ""
    default: str = ""
    preload: str = ""
    parameters: dict[str, str] = {}
    itemset: Itemset | None = None
    search: Search | None = None


class Group(msgspec.Struct, frozen=True, omit_defaults=True, tag="g", tag_field="node"):
    """A section, or the ``meta`` block."""

    name: str
    path: str
    children: tuple[Node, ...]
    row: int = 0
    label: Text = {}
    hint: Text = {}
    media: dict[str, Text] = {}
    appearance: str = ""
    relevant: str = ""
    readonly: str = ""


class Repeat(msgspec.Struct, frozen=True, omit_defaults=True, tag="r", tag_field="node"):
    """A group that occurs several times.

    ``count`` is an expression; where it is given nobody adds or removes by
    hand. Otherwise a new answer sheet has ``initial`` of them.
    """

    name: str
    path: str
    children: tuple[Node, ...]
    row: int = 0
    label: Text = {}
    hint: Text = {}
    media: dict[str, Text] = {}
    appearance: str = ""
    relevant: str = ""
    readonly: str = ""
    count: str = ""
    initial: int = 1


Node = Question | Group | Repeat


class Action(msgspec.Struct, frozen=True, omit_defaults=True):
    """Set ``target`` to the value of an expression when something happens.

    ``event`` is ``load`` (once, when the answers are first begun), ``repeat``
    (when an instance of the repeat ``source`` is added) or ``change`` (when the
    answer to ``source`` changes).
    """

    target: str
    event: Literal["load", "repeat", "change"]
    value: str = ""
    source: str = ""


class External(msgspec.Struct, frozen=True, omit_defaults=True):
    """A secondary instance that comes as a file beside the form.

    ``kind`` is csv, xml, geojson or last-saved. ``rows`` holds the contents
    where the workbook brought them along (its external_choices sheet).
    """

    id: str
    file: str
    kind: str
    rows: tuple[dict[str, str], ...] = ()


class Form(msgspec.Struct, frozen=True, omit_defaults=True):
    """A whole form. ``root`` is the name of the outermost element, usually ``data``.

    ``titles`` are the title's translations, from ``form_title::English (en)``
    columns in the settings. ``settings`` are the other ones that somebody asks for.
    """

    schema: int
    id: str
    version: str
    title: str
    root: str
    languages: tuple[Language, ...]
    default_language: str
    children: tuple[Node, ...]
    lists: dict[str, tuple[Choice, ...]] = {}
    externals: tuple[External, ...] = ()
    actions: tuple[Action, ...] = ()
    style: str = ""
    titles: Text = {}
    settings: dict[str, str] = {}

    def walk(self) -> Iterator[Node]:
        """All nodes in document order, parents before children."""
        stack: list[Node] = list(reversed(self.children))
        while stack:
            node = stack.pop()
            yield node
            if not isinstance(node, Question):
                stack.extend(reversed(node.children))

    @property
    def place(self) -> tuple[int, str]:
        """Sorts a list of forms by their ``order`` setting, those without one last, by id."""
        order = self.settings.get("order", "")
        return int(order) if order.isascii() and order.isdigit() else _UNORDERED, self.id

    def language(self, wanted: str) -> str:
        """The key to use for ``wanted`` (a key, a name or a code): itself, or the default."""
        for language in self.languages:
            if wanted in (language.key, language.name):
                return language.key
        return self.default_language


def dump(form: Form) -> bytes:
    """Canonical JSON: the same form always gives the same bytes."""
    return msgspec.json.encode(form, order="deterministic")


def digest(form: Form) -> str:
    """SHA-256 of the canonical JSON, in hex: what a draft and a submission are pinned to."""
    return hashlib.sha256(dump(form)).hexdigest()


class _Head(msgspec.Struct):
    schema: int = 0


def load(data: bytes) -> Form:
    """Read a form written by :func:`dump`.

    Raises :class:`FormError` ``form.newer`` for a later schema and
    ``form.damaged`` for anything that is no form.
    """
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.schema > SCHEMA:
            raise FormError("form.newer", str(head.schema))
        return msgspec.json.decode(data, type=Form)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormError("form.damaged", str(error)) from error


def said(text: Text, language: str, default: str) -> str | list[str]:
    """``text`` in ``language``, else in the default language, else in any."""
    for key in (language, default):
        value = text.get(key)
        if value:
            return value
    return next((value for value in text.values() if value), "")
