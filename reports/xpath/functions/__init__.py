"""The function libraries, by family, and the two sets that an expression can call."""

from __future__ import annotations

from typing import Final

from . import (
    core,
    dates,
    form,
    geography,
    logic,
    nodesets,
    numbers,
    selects,
    strings,
    surveycto,
)
from .registry import Function, Library

NATIVE: Final[dict[str, Function]] = core.LIBRARY.functions
"""XPath 1.0's own functions, and ``current()``."""

ODK: Final[dict[str, Function]] = NATIVE | {
    name: function
    for family in (dates, form, geography, logic, nodesets, numbers, selects, strings, surveycto)
    for name, function in family.LIBRARY.functions.items()
}
"""What the ODK XForms specification adds or changes, over XPath 1.0's."""

__all__ = ["NATIVE", "ODK", "Function", "Library"]
