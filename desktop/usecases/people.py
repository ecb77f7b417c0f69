"""Who works on this PC: signing in, adding a colleague, changing a password.

Everything about people needs the encrypted file open, except :class:`Door`,
which opens it. ``Door.sign_in`` and ``Door.set_up`` and every method that takes
a password spend about a quarter of a second on purpose (Argon2id): call them
off the GUI thread.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.usecases import enrolment
from desktop.usecases.clock import Clock
from desktop.usecases.errors import Code, KnownError

if TYPE_CHECKING:
    from desktop.store.database import Store
    from desktop.store.views import OfficialRow
    from desktop.usecases.safekeeping import Repairing

SHORTEST_PASSWORD: Final = 12
"""Characters. A stolen PC lets anybody guess offline, so length is what protects."""
_FEWEST_CHARACTERS: Final = 5


@dataclass(frozen=True)
class Official:
    """A person with a slot on this PC. ``id`` is 32 hexadecimal digits.

    A ``leader`` may sign reports. ``added_by`` is the id of who made the account, and ``added_at``
    when: nobody can check offline that a leader is one, but the province can see who says so.
    """

    id: str
    name: str
    position: str
    phone: str = ""
    leader: bool = False
    added_by: str = ""
    added_at: int = 0


@dataclass(frozen=True)
class NewOfficial:
    """What is asked about a person who is added."""

    name: str
    position: str
    phone: str = ""
    leader: bool = False


@dataclass(frozen=True)
class Session:
    """An official signed in, and the open file. Closing it signs out."""

    store: "Store"
    official: Official

    def close(self) -> None:
        """Sign out: the encrypted file is closed and its key forgotten."""
        self.store.close()


_LEADING: Final = re.compile(
    r"(?:quyen |pho )*(?:chu tich|bi thu|truong ban quan ly|giam doc|hieu truong)\b"
)


def is_leading(position: str) -> bool:
    """Whether a position sounds like a leader's: chủ tịch, phó chủ tịch, bí thư…

    Only a suggestion while somebody is added, and the answer for those who were added before
    anybody was asked.
    """
    from lessons.search import fold

    return _LEADING.match(fold(" ".join(position.split()))) is not None


def official_of(row: "OfficialRow") -> Official:
    """A person as the store has them."""
    leader = is_leading(row.position) if row.leader is None else bool(row.leader)
    return Official(row.id, row.name, row.position, row.phone, leader, row.added_by, row.added_at)


def check_password(password: str, name: str) -> None:
    """Refuse a password that is no protection.

    Raises:
        KnownError: PASSWORD_TOO_SHORT (minimum), PASSWORD_TOO_SIMPLE (few different
            characters, or little more than the name).
    """
    from desktop.store.keys import fold

    if len(password) < SHORTEST_PASSWORD:
        raise KnownError(Code.PASSWORD_TOO_SHORT, minimum=SHORTEST_PASSWORD)
    typed, known = ("".join(fold(text).split()) for text in (password, name))
    rest = typed.replace(known, "") if known else typed
    if len(set(typed)) < _FEWEST_CHARACTERS or len(rest) < SHORTEST_PASSWORD / 2:
        raise KnownError(Code.PASSWORD_TOO_SIMPLE)


class Door:
    """What can be done before the encrypted file is open."""

    def __init__(self, data_dir: Path, clock: Clock) -> None:
        self.data_dir = data_dir
        self.clock = clock

    def is_new(self) -> bool:
        """Whether nothing has been set up in this folder: show the first-start wizard."""
        from desktop.store import names

        return not names.exists(self.data_dir)

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
        from desktop.store import opening
        from sync.protocol.messages import OfficialAdded

        checked = _checked(official)
        check_password(password, checked.name)
        first = OfficialAdded(
            _new_id(), checked.name, checked.position, checked.phone, checked.leader
        )
        opened = opening.create_store(
            self.data_dir,
            first,
            password,
            address=enrolment.checked_address(address),
            code=enrolment.checked_code(enrolment_code),
            at=self.clock(),
        )
        me = next(one for one in _officials(opened.store) if one.id == first.id)
        return Session(opened.store, me)

    def sign_in(self, name: str, password: str) -> Session:
        """Open the store. Case, tones and extra spaces in ``name`` do not matter.

        Raises:
            KnownError: WRONG_PASSWORD (also for a name that nobody here has),
                STORE_MISSING, STORE_DAMAGED, STORE_TOO_NEW, STORE_BUSY,
                STORE_UPGRADE_FAILED, KEYS_MISSING, KEYS_DAMAGED, DISK_FULL.
        """
        from desktop.store import opening

        opened = opening.open_store(self.data_dir, name, password)
        try:
            people = _officials(opened.store)
            found = next((one for one in people if one.id == opened.official), None)
            if found is None:
                # A slot whose official was never written: killed while adding a colleague.
                raise KnownError(Code.WRONG_PASSWORD)
        except BaseException:
            opened.store.close()
            raise
        return Session(opened.store, found)

    def can_restore(self) -> bool:
        """Whether a file that is gone or damaged can be looked for in backups."""
        from desktop.store import backups

        return bool(backups.listed(self.data_dir))

    def repairing(self, name: str, password: str) -> "Repairing":
        """What mends a file that :meth:`sign_in` found damaged or missing.

        Raises:
            KnownError: WRONG_PASSWORD, KEYS_MISSING, KEYS_DAMAGED.
        """
        from desktop.store import keys
        from desktop.usecases.safekeeping import Repairing

        opened = keys.read(self.data_dir).open(name, password)
        typed = unicodedata.normalize("NFC", " ".join(name.split()))
        return Repairing(self.data_dir, opened.key, opened.official, typed, self.clock)

    def bring_backup(
        self, source: Path, progress: Callable[[int, int], None] = lambda done, of: None
    ) -> None:
        """Take a backup from a stick, to be restored from at the next :meth:`sign_in`.

        ``progress`` is told bytes.

        Raises:
            KnownError: BACKUP_NOT_FOUND, DISK_FULL, DISK_READ_ONLY, DISK_FAILED.
        """
        from desktop.store import backups

        backups.take_from(source, self.data_dir, progress)


class People:
    """The officials of this PC."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    def officials(self) -> list[Official]:
        """Everybody with a slot here, in the order in which they were added."""
        return _officials(self._session.store)

    def add_official(self, new: NewOfficial, password: str) -> Official:
        """Give a colleague a slot on this PC; the province is told at the next exchange.

        Raises:
            KnownError: NAME_EMPTY, NAME_TAKEN, POSITION_EMPTY, PASSWORD_TOO_SHORT,
                PASSWORD_TOO_SIMPLE.
        """
        from desktop.store import events, keys
        from sync.protocol.messages import EventKind, OfficialAdded

        checked = _checked(new)
        check_password(password, checked.name)
        names = {one.name.casefold() for one in self.officials()}
        if checked.name.casefold() in names:
            raise KnownError(Code.NAME_TAKEN)
        added = Official(
            _new_id(),
            checked.name,
            checked.position,
            checked.phone,
            checked.leader,
            self._session.official.id,
            self._clock(),
        )
        store = self._session.store
        folder = store.path.parent
        slots = keys.read(folder).with_slot(added.id, added.name, password, store.key)
        with store.write() as database:
            events.append(
                database,
                EventKind.OFFICIAL_ADDED,
                OfficialAdded(added.id, added.name, added.position, added.phone, added.leader),
                official=added.added_by,
                at=added.added_at,
            )
            # A slot without its official opens nothing; an official without a slot could
            # never sign in. So the slot is on the disk before the official is.
            keys.write(folder, slots)
        return added

    def change_position(self, official_id: str, position: str, *, leader: bool) -> Official:
        """Somebody was promoted or moved; the province is told at the next exchange.

        Raises:
            KnownError: POSITION_EMPTY.
        """
        from desktop.store import events
        from sync.protocol.messages import EventKind, OfficialAdded

        one = next(one for one in self.officials() if one.id == official_id)
        checked = _checked(NewOfficial(one.name, position, one.phone, leader))
        body = OfficialAdded(one.id, checked.name, checked.position, checked.phone, leader)
        with self._session.store.write() as database:
            events.append(
                database,
                EventKind.OFFICIAL_ADDED,
                body,
                official=self._session.official.id,
                at=self._clock(),
            )
        return replace(one, position=checked.position, leader=leader)

    def change_password(self, old: str, new: str) -> None:
        """Change the signed-in official's own password.

        Raises:
            KnownError: WRONG_PASSWORD, PASSWORD_TOO_SHORT, PASSWORD_TOO_SIMPLE.
        """
        from desktop.store import keys

        me = self._session.official
        if not keys.read(self._session.store.path.parent).opens(me.id, old):
            raise KnownError(Code.WRONG_PASSWORD)
        self._give_slot(me, new)

    def reset_password(self, official_id: str, new: str) -> None:
        """Give a colleague who forgot theirs a new password.

        Raises:
            KnownError: PASSWORD_TOO_SHORT, PASSWORD_TOO_SIMPLE.
        """
        self._give_slot(next(one for one in self.officials() if one.id == official_id), new)

    def _give_slot(self, official: Official, password: str) -> None:
        from desktop.store import keys

        check_password(password, official.name)
        store = self._session.store
        folder = store.path.parent
        slots = keys.read(folder).with_slot(official.id, official.name, password, store.key)
        keys.write(folder, slots)


def _officials(store: "Store") -> list[Official]:
    from desktop.store import views

    return [official_of(row) for row in views.officials(store)]


def _new_id() -> str:
    import secrets

    return secrets.token_hex(16)


def _checked(new: NewOfficial) -> NewOfficial:
    """The same without stray spaces and in composed Unicode (NFC).

    Raises:
        KnownError: NAME_EMPTY, POSITION_EMPTY.
    """
    name, position, phone = (
        unicodedata.normalize("NFC", " ".join(text.split()))
        for text in (new.name, new.position, new.phone)
    )
    if not name:
        raise KnownError(Code.NAME_EMPTY)
    if not position:
        raise KnownError(Code.POSITION_EMPTY)
    return NewOfficial(name, position, phone, new.leader)
