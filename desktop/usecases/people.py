"""Who works on this PC: signing in, adding a colleague, changing a password.

Everything about people needs the encrypted file open, except :class:`Door`,
which opens it. ``Door.sign_in`` and ``Door.set_up`` and every method that takes
a password spend about a quarter of a second on purpose (Argon2id): call them
off the GUI thread.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.usecases.clock import Clock

if TYPE_CHECKING:
    from desktop.store.database import Store

SHORTEST_PASSWORD = 12
"""Characters. A stolen PC lets anybody guess offline, so length is what protects."""


@dataclass(frozen=True)
class Official:
    """A person with a slot on this PC. ``id`` is 32 hexadecimal digits."""

    id: str
    name: str
    position: str
    phone: str = ""


@dataclass(frozen=True)
class NewOfficial:
    """What is asked about a person who is added."""

    name: str
    position: str
    phone: str = ""


@dataclass(frozen=True)
class Session:
    """An official signed in, and the open file. Closing it signs out."""

    store: "Store"
    official: Official

    def close(self) -> None:
        """Sign out: the encrypted file is closed and its key forgotten."""
        raise NotImplementedError


def check_password(password: str, name: str) -> None:
    """Refuse a password that is no protection.

    Raises:
        KnownError: PASSWORD_TOO_SHORT (minimum), PASSWORD_TOO_SIMPLE.
    """
    raise NotImplementedError


class Door:
    """What can be done before the encrypted file is open."""

    def __init__(self, data_dir: Path, clock: Clock) -> None:
        self.data_dir = data_dir
        self.clock = clock

    def is_new(self) -> bool:
        """Whether nothing has been set up in this folder: show the first-start wizard."""
        raise NotImplementedError

    def set_up(
        self, official: NewOfficial, password: str, *, address: str, enrolment_code: str
    ) -> Session:
        """Create the store with its first official and a pending enrolment; no network.

        A PC killed in the middle is as new as before. ``address`` and
        ``enrolment_code`` may be typed loosely; both are checked here as far as can be
        done without the province (see ``enrolment.checked_address`` and
        ``enrolment.checked_code`` for checking each page of a wizard).

        Raises:
            KnownError: ADDRESS_BAD, CODE_MISTYPED, NAME_EMPTY, POSITION_EMPTY,
                PASSWORD_TOO_SHORT, PASSWORD_TOO_SIMPLE, STORE_EXISTS, DISK_FULL,
                DISK_READ_ONLY.
        """
        raise NotImplementedError

    def sign_in(self, name: str, password: str) -> Session:
        """Open the store. Case, tones and extra spaces in ``name`` do not matter.

        Raises:
            KnownError: WRONG_PASSWORD (also for a name that nobody here has),
                STORE_MISSING, STORE_DAMAGED, STORE_TOO_NEW, STORE_BUSY,
                STORE_UPGRADE_FAILED, KEYS_MISSING, KEYS_DAMAGED, DISK_FULL.
        """
        raise NotImplementedError


class People:
    """The officials of this PC."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    def officials(self) -> list[Official]:
        """Everybody with a slot here, in the order in which they were added."""
        raise NotImplementedError

    def add_official(self, new: NewOfficial, password: str) -> Official:
        """Give a colleague a slot on this PC; the province is told at the next exchange.

        Raises:
            KnownError: NAME_EMPTY, NAME_TAKEN, POSITION_EMPTY, PASSWORD_TOO_SHORT,
                PASSWORD_TOO_SIMPLE.
        """
        raise NotImplementedError

    def change_password(self, old: str, new: str) -> None:
        """Change the signed-in official's own password.

        Raises:
            KnownError: WRONG_PASSWORD, PASSWORD_TOO_SHORT, PASSWORD_TOO_SIMPLE.
        """
        raise NotImplementedError

    def reset_password(self, official_id: str, new: str) -> None:
        """Give a colleague who forgot theirs a new password.

        Raises:
            KnownError: PASSWORD_TOO_SHORT, PASSWORD_TOO_SIMPLE.
        """
        raise NotImplementedError
