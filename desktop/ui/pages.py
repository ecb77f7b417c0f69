"""Which page stands behind each name that a :class:`~desktop.ui.page.Route` can have."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt

from desktop.background.tasks import TaskRunner
from desktop.ui.desk import Desk
from desktop.ui.page import Page
from desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What pages need beside the desk. The callables are the composition root's."""

    theme: Theme
    desk: Desk
    runner: TaskRunner
    language: str
    version: str
    now: Callable[[], datetime]
    exchange: Callable[[], None]
    stop: Callable[[], None]
    speak: Callable[[str], None]
    write_lessons: Callable[[], None]
    content_came: Callable[[], None]


def makers(around: Surroundings) -> dict[str, Callable[[], Page]]:
    """Each page is imported and made when it is first visited."""
    theme, desk, now = around.theme, around.desk, around.now

    def home() -> Page:
        from desktop.ui.home import HomePage

        return HomePage(theme, desk, now)

    def lessons() -> Page:
        from desktop.ui.lesson_list import LessonListPage

        return LessonListPage(theme, desk)

    def reader() -> Page:
        from desktop.ui.reader import ReaderPage

        return ReaderPage(theme, desk)

    def quiz() -> Page:
        from desktop.ui.quiz import QuizPage

        return QuizPage(theme, desk)

    def review() -> Page:
        from desktop.ui.review import ReviewPage

        return ReviewPage(theme, desk)

    def search() -> Page:
        from desktop.ui.search import SearchPage

        return SearchPage(theme, desk, around.runner)

    def my_learning() -> Page:
        from desktop.ui.my_learning import MyLearningPage

        return MyLearningPage(theme, desk)

    def certificate_check() -> Page:
        from desktop.ui.certificate_check import CertificateCheckPage

        return CertificateCheckPage(theme, desk)

    def sync() -> Page:
        from desktop.ui.sync_page import SyncPage

        page = SyncPage(theme, desk, now)
        page.sync_wanted.connect(around.exchange)
        page.stop_wanted.connect(around.stop)
        return page

    def stick() -> Page:
        from desktop.ui.stick_page import StickPage

        page = StickPage(theme, desk, around.runner)
        # Later: whoever hears it builds this very page anew.
        page.content_came.connect(around.content_came, Qt.ConnectionType.QueuedConnection)
        return page

    def people() -> Page:
        from desktop.ui.people import PeoplePage

        return PeoplePage(theme, desk, around.runner)

    def places() -> Page:
        from desktop.ui.places_page import PlacesPage

        return PlacesPage(theme, around.runner)

    def settings() -> Page:
        from desktop.ui.backup_card import BackupCard
        from desktop.ui.line_card import LineCard
        from desktop.ui.proxy_card import ProxyCard
        from desktop.ui.settings import SettingsPage
        from desktop.usecases.proxy import Proxy

        line = LineCard(theme, desk.rules)
        backup = BackupCard(theme, desk.safekeeping, around.runner, now)
        proxy = ProxyCard(theme, Proxy(desk.session))
        proxy.kept.connect(around.exchange)
        page = SettingsPage(
            theme, around.language, around.version, line=line, proxy=proxy, backup=backup
        )
        page.language_wanted.connect(around.speak)
        page.author_wanted.connect(around.write_lessons)
        return page

    def forms() -> Page:
        from desktop.ui.forms import FormsPage

        return FormsPage(theme, desk, now)

    def form() -> Page:
        from desktop.ui.form_page import FormPage

        return FormPage(theme, desk, now, around.runner)

    def quick() -> Page:
        from desktop.ui.quick_page import QuickPage

        return QuickPage(theme, desk, now, around.runner)

    def reports() -> Page:
        from desktop.ui.my_reports import MyReportsPage

        return MyReportsPage(theme, desk, now)

    def report() -> Page:
        from desktop.ui.my_report import MyReportPage

        return MyReportPage(theme, desk, now)

    def paper() -> Page:
        from desktop.ui.print_page import PrintPage

        return PrintPage(theme, desk)

    return {
        "print": paper,
        "forms": forms,
        "form": form,
        "quick": quick,
        "reports": reports,
        "my-report": report,
        "home": home,
        "lessons": lessons,
        "reader": reader,
        "quiz": quiz,
        "review": review,
        "search": search,
        "my-learning": my_learning,
        "certificate-check": certificate_check,
        "sync": sync,
        "stick": stick,
        "people": people,
        "places": places,
        "settings": settings,
    }
