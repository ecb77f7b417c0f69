"""The coming days of review, as a chart and in words."""

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.ui.theme import Theme
from desktop.ui.widgets.charts import Bar, Columns
from desktop.usecases.reviewing import ReviewDay


def forecast(theme: Theme, day: ReviewDay) -> Columns:
    """Questions of today and the days after it."""
    translate, locale = QCoreApplication.translate, QLocale()
    bars, said = [], []
    for after, count in enumerate(day.coming):
        weekday = (day.today.weekday() + after) % 7 + 1
        short = locale.dayName(weekday, QLocale.FormatType.ShortFormat)
        name = translate("Review", "Hôm nay") if after == 0 else short
        bars.append(Bar(name, count, str(count), "full" if after == 0 else "hatched"))
        whole = name if after == 0 else locale.dayName(weekday, QLocale.FormatType.LongFormat)
        said.append(f"{whole}: {count}")
    spoken = translate("Review", "Số câu ôn từng ngày. {days}.").format(days="; ".join(said))
    return Columns(theme, bars, spoken)
