"""A lesson as it is shown to officials: its title, what it is for, its text."""

import html

from PySide6.QtCore import QCoreApplication

from lessons.course import Lesson


def whole_lesson(lesson: Lesson) -> str:
    """HTML of the lesson's page, in the subset of ``lessons.course``."""
    # Without %n: the extractor does not see plurals outside of a widget's own tr().
    about = QCoreApplication.translate("Lesson", "Khoảng {minutes} phút")
    about = about.format(minutes=lesson.minutes)
    title = html.escape(lesson.title, quote=False)
    head = f'<h2>{title}</h2><p class="caption">{about}</p>'
    goals = "".join(f"<li>{html.escape(goal, quote=False)}</li>" for goal in lesson.objectives)
    if goals:
        intro = QCoreApplication.translate("Lesson", "Học xong bài này, anh/chị sẽ:")
        head += f"<p><strong>{intro}</strong></p><ul>{goals}</ul>"
    return head + lesson.html
