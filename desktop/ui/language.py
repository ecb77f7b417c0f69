"""Words and formats of the chosen language.

Vietnamese is written in the code; English comes from ``resources/i18n`` through
``lrelease``. Qt's own few words (menus of text fields, buttons of dialogs) have
no Vietnamese from Qt, so they are in ``qt_vi.ts``.
"""

from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

LanguageCode = Literal["vi", "en"]
LANGUAGES: Final[tuple[LanguageCode, ...]] = ("vi", "en")
_LOCALES: Final = {
    "vi": QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}
_FILES: Final = {"vi": ("qt_vi.qm",), "en": ("sonca_en.qm",)}


class Language:
    """Installs one language at a time into the application."""

    def __init__(self, app: QApplication, folder: Path, code: str = "vi") -> None:
        self._app = app
        self._folder = folder
        self._translators: list[QTranslator] = []
        self.code: LanguageCode = "vi"
        self.use(code)

    def use(self, code: str) -> None:
        """Speak ``code`` from now on; screens are built anew by their owner."""
        self.code = "en" if code == "en" else "vi"
        self.fall_silent()
        for name in _FILES[self.code]:
            translator = QTranslator(self._app)
            if translator.load(str(self._folder / name)):
                self._app.installTranslator(translator)
                self._translators.append(translator)
        QLocale.setDefault(_LOCALES[self.code])

    def fall_silent(self) -> None:
        """Take the words out of the application again."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators.clear()


def number(value: float, decimals: int = 0) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English."""
    return QLocale().toString(float(value), "f", decimals)


def size(octets: int) -> str:
    """A file's size in the unit that people use: 2 kB, 1,4 MB."""
    if octets < 1_000_000:
        return f"{number(max(1, round(octets / 1000)))} kB" if octets else "0 kB"
    return f"{number(octets / 1_000_000, 1)} MB"


def day(at: int, now: datetime) -> str:
    """The date of a time in milliseconds since 1970, in the PC's own time zone."""
    return f"{datetime.fromtimestamp(at / 1000, tz=now.tzinfo):%d/%m/%Y}"


def moment(at: int, now: datetime) -> str:
    """A time in milliseconds since 1970 as people say it, in the PC's own time zone."""
    when = datetime.fromtimestamp(at / 1000, tz=now.tzinfo)
    days = (now.date() - when.date()).days
    translate = QCoreApplication.translate
    clock = f"{when:%H:%M}"
    if days == 0:
        return translate("Moment", "{clock} hôm nay").format(clock=clock)
    if days == 1:
        return translate("Moment", "{clock} hôm qua").format(clock=clock)
    return translate("Moment", "{clock} ngày {date}").format(clock=clock, date=f"{when:%d/%m/%Y}")
