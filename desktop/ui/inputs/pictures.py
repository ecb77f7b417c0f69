"""Pictures that come beside a form, in its questions and choices."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.ui.theme import Theme

Pictures = Callable[[str], bytes | None]
"""Gives a file of the form's media folder by name; None when it is not there."""

_LARGE = QSize(520, 280)
_SMALL = QSize(128, 84)
_KINDS = ("image", "big-image")


def no_pictures(_name: str) -> bytes | None:
    """For a form that has none."""
    return None


def picture(
    theme: Theme, media: Mapping[str, str], pictures: Pictures, *, small: bool
) -> QPixmap | None:
    """The picture that ``media`` names, no larger than is useful; None without one."""
    name = next((media[kind] for kind in _KINDS if media.get(kind)), "")
    body = pictures(name) if name else None
    made = QPixmap()
    if body is None or not made.loadFromData(body):
        return None
    most = _SMALL if small else _LARGE
    most = QSize(theme.px(most.width()), theme.px(most.height()))
    if made.width() <= most.width() and made.height() <= most.height():
        return made
    return made.scaled(
        most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def picture_label(
    theme: Theme, media: Mapping[str, str], pictures: Pictures, words: str, *, small: bool
) -> QLabel | None:
    """The same as a widget, with ``words`` for those who do not see it."""
    drawn = picture(theme, media, pictures, small=small)
    if drawn is None:
        return None
    made = QLabel()
    made.setPixmap(drawn)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setAccessibleName(
        QCoreApplication.translate("Picture", "Hình: {words}").format(words=words)
    )
    return made
