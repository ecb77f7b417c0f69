"""Becoming a commune's PC: the province's address, the code, and what became of it."""

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desktop.usecases.errors import Code, KnownError

if TYPE_CHECKING:
    from desktop.usecases.people import Session
    from sync.protocol.enrolment import EnrolResponse


@dataclass(frozen=True)
class EnrolmentState:
    """How far enrolment has come.

    ``problem`` is a code of ``sync.client.problems`` or of the protocol's
    ``Problem`` ("" when none), with ``params`` for its sentence. ``code`` is the
    enrolment code in its shown form.
    """

    enrolled: bool
    address: str
    code: str
    commune: str = ""
    commune_code: str = ""
    province: str = ""
    province_code: str = ""
    problem: str = ""
    params: dict[str, object] = field(default_factory=dict)
    shared: bool = False
    """Another PC goes by this enrolment too: one of them is to be given a code of its own."""


def checked_address(typed: str) -> str:
    """The province's address as it will be used: ``https://`` is added when left out.

    Plain ``http://`` is allowed to this same PC only (trials, demonstrations).

    Raises:
        KnownError: ADDRESS_BAD.
    """
    address = typed.strip()
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host.encode("idna")
    except ValueError as error:
        raise KnownError(Code.ADDRESS_BAD) from error
    allowed = parts.scheme == "https" or (parts.scheme == "http" and _is_this_pc(host))
    if not allowed or not host or " " in address or parts.query or parts.username is not None:
        raise KnownError(Code.ADDRESS_BAD)
    shown = f"[{host}]" if ":" in host else host
    where = shown if port is None else f"{shown}:{port}"
    return f"{parts.scheme}://{where}{parts.path.rstrip('/')}"


def checked_code(typed: str) -> str:
    """The enrolment code in its shown form, ``ABCDE-FGHJK``.

    Raises:
        KnownError: CODE_MISTYPED.
    """
    from sync.protocol import codes

    try:
        return codes.shown(codes.normalise(typed))
    except codes.MistypedCode as error:
        raise KnownError(Code.CODE_MISTYPED) from error


def _is_this_pc(host: str) -> bool:
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def accept(session: "Session", answer: "EnrolResponse", now: int, offset: int | None) -> None:
    """The province has said who this PC is, by line or by stick; twice is harmless.

    ``now`` is this PC's clock in milliseconds, ``offset`` the province's minus that, None
    when it is not known.

    Raises:
        KnownError: DISK_FULL, STORE_BUSY, STORE_DAMAGED.
    """
    from desktop.store import device

    with session.store.write() as database:
        device.change(
            database,
            enrolled_at=now,
            device=answer.device,
            commune_code=answer.commune_code,
            commune=answer.commune,
            province_code=answer.province_code,
            province=answer.province,
            province_recipient=answer.recipient,
            province_keys=list(answer.signing_keys),
            server_offset=offset,
            problem="",
            problem_params={},
        )


class Enrolment:
    """The enrolment of this PC. Asking the province happens in ``Syncing.exchange``."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    def state(self) -> EnrolmentState:
        """How far it has come, from the store alone."""
        from desktop.store import device
        from sync.client.problems import LineProblem
        from sync.protocol.refusals import Problem

        row = device.read(self._session.store)
        enrolled = row.enrolled and row.problem != Problem.REVOKED
        return EnrolmentState(
            enrolled=enrolled,
            address=row.address,
            code=row.code,
            commune=row.commune,
            commune_code=row.commune_code,
            province=row.province,
            province_code=row.province_code,
            problem="" if enrolled else row.problem,
            params={} if enrolled else row.problem_params,
            shared=enrolled and row.problem == LineProblem.SHARED,
        )

    def correct(self, *, address: str, code: str) -> None:
        """Mend the address or the code of an enrolment that has not succeeded.

        Nothing else has to be typed again. A PC that the province withdrew asks anew with
        a code that it was given since; its old token is barred for good. So does the second
        of two PCs that go by one enrolment: from then on it is one of its own. What waits
        is sent then.

        Raises:
            KnownError: ADDRESS_BAD, CODE_MISTYPED, ALREADY_ENROLLED.
        """
        from desktop.store import device, identity
        from sync.client.problems import LineProblem
        from sync.protocol.refusals import Problem

        values: dict[str, object] = {
            "address": checked_address(address),
            "code": checked_code(code),
        }
        store = self._session.store
        row = device.read(store)
        if row.enrolled:
            if row.problem == Problem.REVOKED:
                values |= {"token": secrets.token_urlsafe(32), "enrolled_at": None}
            elif row.problem == LineProblem.SHARED:
                values |= {**identity.fresh(), "enrolled_at": None, "cursor": 0}
            else:
                raise KnownError(Code.ALREADY_ENROLLED)
        with store.write() as database:
            device.change(database, **values, problem="", problem_params={})
