"""How a PC becomes a commune's: a code from the province, a token from the device."""

import datetime as dt
import hashlib
import re
import secrets
from typing import TYPE_CHECKING, Final

from django.db import DEFAULT_DB_ALIAS, IntegrityError
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sync.protocol import codes
from sync.protocol.enrolment import EnrolRequest, EnrolResponse
from sync.protocol.refusals import Problem
from sync.server import turns
from sync.server.accounts.models import Staff
from sync.server.devices.models import Commune, Device, EnrolmentCode
from sync.server.notices import sending
from sync.server.statements import Statement, moment
from sync.server.wire import Refused, now_ms

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sync.server.exchange.keys import ProvinceKeys

VALID_FOR: Final = dt.timedelta(days=30)
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_FIELDS: Final = (
    "id",
    "ident",
    "commune_id",
    "app_version",
    "epoch",
    "cursor",
    "shared_since",
)
"""In the order of the model, as ``from_db`` wants them."""
_DEVICE: Final = Statement(
    f"SELECT {', '.join(_FIELDS)}, revoked_at IS NOT NULL"  # noqa: S608
    " FROM devices_device WHERE token_digest = %s"
)
_KEY: Final = re.compile(r"([0-9a-f]{64})?")


def create_code(commune: Commune, by: Staff | None = None) -> str:
    """A fresh code for ``commune``, in its shown form. It cannot be read again later."""
    code = codes.new_code()
    now = timezone.now()
    EnrolmentCode.objects.create(
        digest=code_digest(codes.normalise(code)),
        commune=commune,
        created_at=now,
        created_by=by,
        expires_at=now + VALID_FOR,
    )
    return code


def code_digest(code: str) -> str:
    """The keyed hash of a normalised code: a copy of the database alone gives no code away."""
    return salted_hmac("sonca.enrolment", code, algorithm="sha256").hexdigest()


def token_digest(token: str) -> str:
    """The SHA-256 of a token. Tokens are 32 random bytes, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def enrol(asked: EnrolRequest) -> Device:
    """The device that ``asked`` becomes; the same code and token give the same device again.

    A device that asks with a second, fresh code moves to that code's commune: its first
    code was another commune's, and the answer may have been lost on the way. A device that
    was withdrawn comes back with a fresh token and a fresh code of its commune.

    Raises:
        Refused: BAD_MESSAGE, CODE_UNKNOWN, CODE_USED, CODE_EXPIRED or REVOKED.
    """
    if not _TOKEN.fullmatch(asked.token):
        raise Refused(Problem.BAD_MESSAGE, "token")
    if not _KEY.fullmatch(asked.verify_key):
        raise Refused(Problem.BAD_MESSAGE, "verify_key")
    try:
        digest = code_digest(codes.normalise(asked.code))
    except codes.MistypedCode as error:
        raise Refused(Problem.CODE_UNKNOWN, "mistyped") from error
    try:
        return _enrol(asked, digest)
    except IntegrityError:
        # The same token came with two codes at once; by now one of them has won.
        return _enrol(asked, digest)


def answer(device: Device, keys: "ProvinceKeys") -> EnrolResponse:
    """What an enrolled device is told about itself and the province."""
    commune = device.commune
    return EnrolResponse(
        device=device.ident,
        commune_code=commune.code,
        commune=commune.name,
        province_code=commune.province.code,
        province=commune.province.name,
        now=now_ms(),
        recipient=keys.recipient,
        signing_keys=list(keys.public),
    )


def is_for(code: str, communes: "QuerySet[Commune]") -> bool:
    """Whether a code, as it was typed, was made for one of ``communes``."""
    try:
        digest = code_digest(codes.normalise(code))
    except codes.MistypedCode:
        return False
    return EnrolmentCode.objects.filter(digest=digest, commune__in=communes).exists()


def _enrol(asked: EnrolRequest, digest: str) -> Device:
    now = timezone.now()
    with turns.writing():
        # No joins here: a row that PostgreSQL waited for is read anew, its joined rows are not.
        code = EnrolmentCode.objects.select_for_update().filter(digest=digest).first()
        if code is None:
            raise Refused(Problem.CODE_UNKNOWN)
        held = token_digest(asked.token)
        if code.device is not None:
            if not secrets.compare_digest(code.device.token_digest, held):
                raise Refused(Problem.CODE_USED)
            if code.device.revoked_at is not None:
                raise Refused(Problem.REVOKED)
            return code.device
        if code.cancelled_at is not None or code.expires_at <= now:
            raise Refused(Problem.CODE_EXPIRED)
        device = Device.objects.select_for_update().filter(token_digest=held).first()
        if device is None:
            device = _come_back(asked, code) or Device(ident=secrets.token_hex(8))
            device.token_digest = held
            device.revoked_at = device.revoked_by = None
        elif device.revoked_at is not None:
            raise Refused(Problem.REVOKED)
        device.commune = code.commune
        device.name = _clean(asked.name, 80)
        device.app_version = _clean(asked.app, 40)
        device.verify_key = asked.verify_key
        device.recipient = _clean(asked.recipient, 80)
        device.enrolled_at = now
        device.save()
        code.device = device
        code.used_at = now
        code.save(update_fields=["device", "used_at"])
        sending.catch_up(device)
        return device


def _come_back(asked: EnrolRequest, code: EnrolmentCode) -> Device | None:
    """The withdrawn device of the code's commune that has the asker's key.

    It was given a new code, so it is wanted again. As the same device it goes on where it
    was: what it sent before is not taken for somebody else's.
    """
    if not asked.verify_key:
        return None
    return (
        Device.objects.select_for_update()
        .filter(commune_id=code.commune_id, verify_key=asked.verify_key)
        .exclude(revoked_at=None)
        .first()
    )


def authenticate(token: str) -> Device:
    """The device that holds ``token``, with what an exchange asks of it.

    It is found by the token's hash, so the time taken tells nothing about tokens.

    Raises:
        Refused: NOT_ENROLLED or REVOKED.
    """
    found = _DEVICE.rows(token_digest(token))
    if not found:
        raise Refused(Problem.NOT_ENROLLED)
    *known, shared_since, revoked = found[0]
    if revoked:
        raise Refused(Problem.REVOKED)
    return Device.from_db(DEFAULT_DB_ALIAS, _FIELDS, [*known, moment(shared_since)])


def _clean(text: str, length: int) -> str:
    return text.replace("\x00", "").strip()[:length]
