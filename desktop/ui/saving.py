"""Where to put a PDF, and what to say when it lies there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from desktop.ui.page import Page
from desktop.usecases import papers


def ask(page: Page, proposal: Path) -> str:
    """A path by the system's own dialog; "" when the official thought better of it."""
    title = QCoreApplication.translate("Saving", "Lưu PDF")
    chosen, _ = QFileDialog.getSaveFileName(page, title, str(proposal), "PDF (*.pdf)")
    return chosen


def save_pdf(page: Page, title: str, made: Callable[[], bytes]) -> None:
    """Ask where, make the PDF and put it there; known errors become the page's trouble."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen = ask(page, Path(documents) / papers.file_name(title))
    if not chosen:
        return
    path = Path(chosen)
    if not path.suffix:
        path = path.with_suffix(".pdf")
    with page.handled():
        papers.save(path, made())
        said = QCoreApplication.translate("Saving", "Đã lưu “{path}”. Mở tệp đó để in.")
        page.noticed.emit("good", said.format(path=path))
