"""Certificates of completion: those that the province signed for an official, and whether a
code on somebody's paper is genuine. Neither needs a network."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.usecases.people import Session

if TYPE_CHECKING:
    from lessons.certificate import Completion


@dataclass(frozen=True)
class Certificate:
    """What a code states, once its signature was verified. ``commune`` is a five-digit code,
    ``serial`` a short name of the certificate."""

    code: str
    serial: str
    holder: str
    commune: str
    scope: str
    title: str
    lessons: int
    on: dt.date


@dataclass(frozen=True)
class Verdict:
    """``problem`` is "" for a genuine certificate, else "unreadable" (mistyped or cut short),
    "foreign" (altered, or not signed by this province), "newer" (made by a later version) or
    "no-keys" (this PC is not enrolled, so it knows no signature)."""

    problem: str
    certificate: Certificate | None = None


class Certificates:
    """Of the signed-in official, and of anybody who holds a paper."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def mine(self) -> list[Certificate]:
        """The official's own, the latest first; what does not verify is left out."""
        from desktop.store import views

        codes = views.certificates(self._session.store, self._session.official.id)
        found = (self.check(code).certificate for code in codes)
        return [certificate for certificate in found if certificate is not None]

    def check(self, code: str) -> Verdict:
        """Whether the province signed this, and what it says."""
        from desktop.store import device
        from lessons import certificate

        keys = [bytes.fromhex(key) for key in device.read(self._session.store).province_keys]
        if not keys:
            return Verdict("no-keys")
        try:
            said = certificate.verify(code, keys)
        except certificate.CodeError as error:
            return Verdict(error.code)
        return Verdict("", _certificate(code, said))


def _certificate(code: str, said: "Completion") -> Certificate:
    from lessons.certificate import serial

    return Certificate(
        code,
        serial(code),
        said.holder,
        said.commune,
        said.scope,
        said.title,
        said.lessons,
        said.on,
    )
