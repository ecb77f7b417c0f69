"""Who has completed what, by the server's own scoring, and the certificate for it.

A device says which tests were passed; that is only the reason to look. What counts is
scored again here, from the answers, against the very version of the lesson that the test
was taken on. A test whose version is nowhere to be found does not count.
"""

import datetime as dt
import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from lessons import certificate
from lessons.course import LANGUAGES, Lesson, in_language
from lessons.mastery import grade, standing
from lessons.pack import CoursePack
from lessons.questions import BadResponse, Score, draw, score
from sync.protocol.messages import AttemptFinished, CertificateIssued, ChangeKind
from sync.server import turns
from sync.server.certificates.models import Certificate
from sync.server.changes import numbering
from sync.server.content import lessons
from sync.server.devices.models import Device
from sync.server.exchange import keys
from sync.server.intake.models import Attempt, Official

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sync.server.devices.models import Commune

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Scope:
    """A module, or the course as a whole."""

    id: str
    title: str
    lessons: tuple[str, ...]


def issue(device: Device, idents: Collection[str]) -> int:
    """Sign and send down what the named officials of ``device`` have completed; how many.

    Inside the caller's transaction, and near its end: certificates are changes.
    """
    course = lessons.course() if idents else None
    if course is None:
        return 0
    passed = _said_to_be_passed(device, idents)
    issued = 0
    for official, done in passed.items():
        wanted = [scope for scope in _scopes(course) if done.issuperset(scope.lessons)]
        if not wanted or not official.name:
            continue
        held = set(official.certificates.values_list("scope", flat=True))
        days: dict[str, dt.date | None] = {}
        for scope in wanted:
            if scope.id not in held:
                issued += _issue(device, official, scope, days)
    return issued


class Reason(StrEnum):
    """Why nobody signed what a device calls completed."""

    NO_NAME = "name"
    """The event that names the official has not come."""
    NO_LESSON = "lesson"
    """The version of a lesson that a test was taken on is not here."""
    NOT_MASTERED = "score"
    """Scored again, the tests do not suffice."""
    NOT_YET = "yet"
    """Nothing stands in the way any more: it only has to be issued."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A certificate that is missing; ``lessons`` are those that keep it, by identifier."""

    official: Official
    title: str
    reason: Reason
    lessons: tuple[str, ...] = ()


def waiting(communes: "QuerySet[Commune]") -> list[Waiting]:
    """What devices of ``communes`` call completed and has no certificate, with why."""
    course = lessons.course()
    if course is None:
        return []
    scopes = list(_scopes(course))
    signed = Certificate.objects.filter(official__commune__in=communes)
    held = set(signed.values_list("official_id", "scope"))
    return [
        _why_not(official, scope)
        for official, done in _passed(Q(official__commune__in=communes)).items()
        for scope in scopes
        if done.issuperset(scope.lessons) and (official.pk, scope.id) not in held
    ]


def issue_waiting(communes: "QuerySet[Commune]") -> int:
    """Sign what is missing in ``communes`` and can be signed by now; how many."""
    issued = 0
    for official in {each.official for each in waiting(communes)}:
        last = Attempt.objects.filter(official=official).select_related("event__device").last()
        if last is not None:
            with turns.writing():
                issued += issue(last.event.device, [official.ident])
    return issued


def _why_not(official: Official, scope: _Scope) -> Waiting:
    if not official.name:
        return Waiting(official, scope.title, Reason.NO_NAME)
    missing = tuple(each for each in scope.lessons if _mastered_on(official, each) is None)
    if not missing:
        return Waiting(official, scope.title, Reason.NOT_YET)
    unknown = tuple(each for each in missing if _unknown_versions(official, each))
    if unknown:
        return Waiting(official, scope.title, Reason.NO_LESSON, unknown)
    return Waiting(official, scope.title, Reason.NOT_MASTERED, missing)


def _unknown_versions(official: Official, lesson: str) -> set[str]:
    """Versions on which the official took tests of the lesson and that are not here."""
    tests = Attempt.objects.filter(official=official, lesson=lesson, mode="test")
    taken = tests.order_by().values_list("version", flat=True).distinct()
    return {version for version in taken if lessons.of_version(version) is None}


def _said_to_be_passed(device: Device, idents: Collection[str]) -> dict[Official, set[str]]:
    """Each named official with the lessons that their device calls passed."""
    return _passed(Q(official__commune=device.commune_id, official__ident__in=idents))


def _passed(whose: Q) -> dict[Official, set[str]]:
    """Officials with the lessons that their devices call passed."""
    rows = Attempt.objects.filter(whose, mode="test", passed=True)
    found: dict[int, set[str]] = {}
    for pk, lesson in rows.values_list("official_id", "lesson").distinct():
        found.setdefault(pk, set()).add(lesson)
    officials = Official.objects.select_related("commune").in_bulk(found)
    return {officials[pk]: done for pk, done in found.items()}


def _scopes(course: CoursePack) -> Iterator[_Scope]:
    whole: list[str] = []
    for module in course.modules:
        whole += module.lessons
        yield _Scope(module.id, in_language(module.title, LANGUAGES[0]), module.lessons)
    if len(course.modules) > 1:
        yield _Scope(course.id, in_language(course.title, LANGUAGES[0]), tuple(whole))


def _issue(
    device: Device, official: Official, scope: _Scope, days: dict[str, dt.date | None]
) -> int:
    for lesson in scope.lessons:
        if lesson not in days:
            days[lesson] = _mastered_on(official, lesson)
    mastered = {lesson: day for lesson, day in days.items() if day is not None}
    on = certificate.completed_on(scope.lessons, mastered)
    if on is None:
        return 0
    try:
        statement = certificate.completion(
            official.name,
            device.commune_id,
            scope=scope.id,
            title=scope.title,
            lessons=len(scope.lessons),
            on=on,
        )
        code = certificate.sign(statement, keys.load(settings.KEYS).seed)
    except (ValueError, keys.NoSigningKey):
        log.exception("no certificate for official %s, %s", official.pk, scope.id)
        return 0
    _, created = Certificate.objects.get_or_create(
        official=official,
        scope=scope.id,
        defaults={"code": code, "issued_at": timezone.now()},
    )
    if created:
        body = CertificateIssued(official=official.ident, scope=scope.id, code=code)
        numbering.record(device, ChangeKind.CERTIFICATE, body)
    return int(created)


def _mastered_on(official: Official, lesson: str) -> dt.date | None:
    """The day on which the lesson was mastered by its own rule; None when it is not."""
    tests = Attempt.objects.filter(official=official, lesson=lesson, mode="test")
    shares: list[float] = []
    right: list[bool] = []
    for test in tests.select_related("event").order_by("pk"):
        body = msgspec.json.decode(test.event.body, type=AttemptFinished)
        taken_on = lessons.of_version(body.version)
        if taken_on is None or taken_on.id != lesson:
            continue
        scores = _scored_again(taken_on, body)
        if scores is None:
            continue
        shares.append(grade(scores, taken_on.quiz).share)
        right += [each.right for each in scores]
        if standing(taken_on.quiz, shares, right).mastered:
            return _day(test)
    return None


def _scored_again(lesson: Lesson, body: AttemptFinished) -> list[Score] | None:
    """The scores of a whole test; None when it is not one of this lesson."""
    asked = draw(lesson.questions, lesson.quiz.draw, str(body.seed))
    given = {answer.question: answer.response for answer in body.answers}
    if not asked or given.keys() != {question.id for question in asked}:
        return None
    try:
        return [score(each, msgspec.json.decode(given[each.id])) for each in asked]
    except (BadResponse, msgspec.DecodeError):
        return None


def _day(test: Attempt) -> dt.date:
    """The day of the test by the device's clock, if that can be."""
    said = test.event.device_time
    day = timezone.localdate(min(said, test.received_at) if said else test.received_at)
    return max(day, certificate.FIRST_DAY)
