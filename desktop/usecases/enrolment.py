"""Becoming a commune's PC: the province's address, the code, and what became of it."""

from dataclasses import dataclass, field

from desktop.usecases.people import Session


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


def checked_address(typed: str) -> str:
    """The province's address as it will be used: ``https://`` is added when left out.

    Plain ``http://`` is allowed to this same PC only (trials, demonstrations).

    Raises:
        KnownError: ADDRESS_BAD.
    """
    raise NotImplementedError


def checked_code(typed: str) -> str:
    """The enrolment code in its shown form, ``ABCDE-FGHJK``.

    Raises:
        KnownError: CODE_MISTYPED.
    """
    raise NotImplementedError


class Enrolment:
    """The enrolment of this PC. Asking the province happens in ``Syncing.exchange``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def state(self) -> EnrolmentState:
        """How far it has come, from the store alone."""
        raise NotImplementedError

    def correct(self, *, address: str, code: str) -> None:
        """Mend the address or the code of an enrolment that has not succeeded.

        Nothing else has to be typed again.

        Raises:
            KnownError: ADDRESS_BAD, CODE_MISTYPED, ALREADY_ENROLLED.
        """
        raise NotImplementedError
