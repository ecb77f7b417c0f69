"""QtMultimedia, imported when somebody first plays or takes something.

It costs some 20 MB of memory, and a PC may lack what it needs (Windows N has no Media
Foundation, a Linux without PulseAudio no libpulse): then it is not there.
"""

from types import ModuleType

from PySide6.QtCore import QLoggingCategory


def multimedia() -> ModuleType | None:
    """The module, or None where this PC cannot have it."""
    # What it could not find on this PC is of no use to anybody's log.
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    try:
        from PySide6 import QtMultimedia
    except ImportError:
        return None
    return QtMultimedia
