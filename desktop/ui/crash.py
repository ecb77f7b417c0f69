"""Bugs: logged, the data kept, and said in one sentence. The program goes on.

The log holds where it happened, never what was being handled: exception messages
can carry what an official typed.
"""

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger("sonca.crash")
_LARGEST_LOG = 1_000_000


class CrashHooks(QObject):
    """Installed before anything else can fail; ``happened`` arrives in the GUI thread."""

    happened = Signal(str)
    """Where it happened, to be copied for whoever helps."""

    def __init__(self) -> None:
        super().__init__()
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def remove(self) -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        where = describe(kind, trace)
        log.error("%s", where)
        self.happened.emit(where)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._hook(args.exc_type, args.exc_value, args.exc_traceback)


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """File, line and function of each frame, and the exception's class."""
    frames = traceback.extract_tb(trace)
    lines = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    return "\n".join([*lines, kind.__name__])


def log_to(folder: Path) -> None:
    """Write the log to ``sonca.log``; the one before it is kept when it grows."""
    path = folder / "sonca.log"
    try:
        if path.exists() and path.stat().st_size > _LARGEST_LOG:
            path.replace(path.with_suffix(".old.log"))
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    qInstallMessageHandler(_qt_message)


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    serious = kind in {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
    logging.getLogger("sonca.qt").log(logging.WARNING if serious else logging.DEBUG, message)
