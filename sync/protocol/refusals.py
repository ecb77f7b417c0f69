"""Why a server refuses a request; the body of every answer that is not 200."""

from enum import StrEnum

import msgspec


class Problem(StrEnum):
    """Why a server refuses a whole request. Each has its sentence on the desktop."""

    BAD_MESSAGE = "bad_message"
    TOO_LARGE = "too_large"
    UPDATE_NEEDED = "update_needed"
    SERVER_OLDER = "server_older"
    NOT_ENROLLED = "not_enrolled"
    REVOKED = "revoked"
    CODE_UNKNOWN = "code_unknown"
    CODE_USED = "code_used"
    CODE_EXPIRED = "code_expired"
    TOO_MANY_TRIES = "too_many_tries"
    BUSY = "busy"
    ACCOUNT_UNKNOWN = "account_unknown"
    """No such account, or another password."""
    NOT_ALLOWED = "not_allowed"
    """The account is not in charge of the whole province."""
    PACK_REFUSED = "pack_refused"
    """What was to be published is no pack of lessons, or is damaged."""


class Refusal(msgspec.Struct, frozen=True, omit_defaults=True):
    """The body of every answer that is not 200.

    ``retry_after`` is in seconds; ``detail`` is for logs, never for officials.
    """

    problem: Problem
    detail: str = ""
    retry_after: int = 0
