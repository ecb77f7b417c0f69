"""A lesson as a PDF, to print, to hand out, or to read where there is no PC."""

import html

from PySide6.QtCore import QCoreApplication

from desktop.ui import paper
from desktop.ui.lesson_html import whole_lesson
from desktop.ui.widgets.html import Pictures
from lessons.course import Lesson


def lesson_pdf(lesson: Lesson, family: str, pictures: Pictures, day: str) -> bytes:
    """The whole lesson without its questions; ``day`` is said at the foot of each page."""
    translate = QCoreApplication.translate
    body = whole_lesson(lesson)
    if lesson.sources and 'class="footnotes"' not in lesson.html:
        heading = html.escape(translate("LessonPaper", "Nguồn"))
        sources = "".join(f"<li>{_source(source)}</li>" for source in lesson.sources)
        body += f"<h2>{heading}</h2><ul>{sources}</ul>"

    def foot(page: int, pages: int) -> str:
        return translate(
            "LessonPaper", "Sơn Ca · {title} · in ngày {day} · trang {page}/{pages}"
        ).format(title=lesson.title, day=day, page=page, pages=pages)

    return paper.pdf(body, title=lesson.title, family=family, pictures=pictures, foot=foot)


def _source(source: object) -> str:
    title, article, url, checked = (
        html.escape(getattr(source, name)) for name in ("title", "article", "url", "checked")
    )
    said = ", ".join(filter(None, (title, article, url)))
    when = QCoreApplication.translate("LessonPaper", "đã kiểm tra ngày {day}").format(day=checked)
    return f"{said} ({html.escape(when)})"
