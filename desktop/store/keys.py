"""Who can open the encrypted file: one slot for each official.

The file's key is random and never changes. Each slot wraps it: Argon2id of the
official's password gives a key that seals (XSalsa20-Poly1305) the file's key
together with the official's id. So any official who is signed in can give another
one a slot, or a new password, without either of them learning the other's.

``keys.json`` says nothing about anybody in plain: a slot carries the official's
random id and a keyed hash of the folded sign-in name. Two people whose names fold
alike (Hoà, Hoa) have two slots with the same hash, and the password tells them apart.

The slots are kept twice, and the copies are written one after the other, each
atomically, so at every instant at least one of them is whole.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from desktop.store import files
from desktop.store.errors import Code, KnownError

FORMAT: Final = 1
KEY_BYTES: Final = 32
_ID_BYTES: Final = 16
FILE_NAME: Final = "keys.json"
_NAMES: Final = (FILE_NAME, "keys.copy.json", f"backups/{FILE_NAME}")
"""Where copies are looked for; the last is written with each backup only."""


@dataclass(frozen=True)
class Cost:
    """What one guess of a password costs: ``memory`` in KiB, passes and lanes."""

    memory: int
    passes: int
    lanes: int


STANDARD: Final = Cost(memory=64 * 1024, passes=3, lanes=4)
"""RFC 9106, section 4, the second recommended option: what a 4 GB PC can spare."""


@dataclass(frozen=True)
class Slot:
    """One official's way to the key. ``official`` is 32 hexadecimal digits."""

    official: str
    name_hash: str
    salt: bytes
    cost: Cost
    box: bytes


@dataclass(frozen=True)
class Opened:
    """What a password opened: the file's raw key and whose slot it was."""

    key: bytes = field(repr=False)
    official: str


@dataclass(frozen=True)
class Slots:
    """All slots of one store; immutable, each change gives a new one to write."""

    name_key: bytes
    slots: tuple[Slot, ...] = ()
    generation: int = 0
    sealed: str = ""
    """The file's key sealed to the province (an age file, base64), once it is enrolled."""
    sealed_to: str = ""
    """The province's age recipient that it was sealed to; public."""
    identity: str = ""
    """Who the PC is to the province, sealed with the file's key: see ``identity``."""

    def open(self, name: str, password: str) -> Opened:
        """The key behind a sign-in name and a password.

        Raises:
            KnownError: WRONG_PASSWORD, for an unknown name too.
        """
        wanted = _name_hash(self.name_key, name)
        for slot in self.slots:
            if hmac.compare_digest(slot.name_hash, wanted):
                opened = _unwrap(slot, password)
                if opened is not None:
                    return opened
        raise KnownError(Code.WRONG_PASSWORD)

    def opens(self, official: str, password: str) -> bool:
        """Whether this is the official's password."""
        return any(
            slot.official == official and _unwrap(slot, password) is not None for slot in self.slots
        )

    def with_slot(
        self, official: str, name: str, password: str, key: bytes, cost: Cost = STANDARD
    ) -> "Slots":
        """The same slots, with a new one for this official instead of any older."""
        salt = secrets.token_bytes(16)
        sealed = _box(password, salt, cost).encrypt(key + bytes.fromhex(official))
        slot = Slot(official, _name_hash(self.name_key, name), salt, cost, bytes(sealed))
        others = tuple(s for s in self.slots if s.official != official)
        return replace(self, slots=(*others, slot))


def new_slots() -> Slots:
    """No slot yet, with a fresh key for hashing names."""
    return Slots(secrets.token_bytes(16))


def present(folder: Path) -> bool:
    """Whether a folder has slots, whole or damaged."""
    return any((folder / name).exists() for name in _NAMES)


def read(folder: Path) -> Slots:
    """The newest whole copy of the slots.

    Raises:
        KnownError: KEYS_MISSING, KEYS_DAMAGED.
    """
    if not present(folder):
        raise KnownError(Code.KEYS_MISSING)
    copies = [slots for name in _NAMES if (slots := _load(folder / name)) is not None]
    if not copies:
        raise KnownError(Code.KEYS_DAMAGED)
    return max(copies, key=lambda slots: slots.generation)


def write(folder: Path, slots: Slots) -> Slots:
    """Keep the slots, durably; gives them back as they were written.

    Raises:
        KnownError: DISK_FULL, DISK_READ_ONLY, DISK_FAILED; the slots before stay whole.
    """
    written = replace(slots, generation=slots.generation + 1)
    data = _dump(written)
    for name in _NAMES[:2]:
        files.replace(folder / name, data)
    return written


def write_copy(folder: Path, home: Path) -> None:
    """Keep the slots of ``folder`` once more, in the folder of its backups.

    Raises:
        KnownError: as :func:`read` and :func:`write`.
    """
    files.replace(home / FILE_NAME, _dump(read(folder)))


def set_aside(folder: Path) -> None:
    """Keep slots whose file is gone under another name: it may come back, for instance out
    of an antivirus program's quarantine, and is lost without them.

    Raises:
        OSError: the folder cannot be written.
    """
    for name in _NAMES:
        path = folder / name
        if path.exists():
            number = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
            path.replace(path.with_name(f"keys.old-{number}.json"))


def fold(name: str) -> str:
    """A sign-in name without case, tones and extra spaces, đ as d.

    Part of the file format: slots are found by it, so it must never change.
    """
    letters = unicodedata.normalize("NFD", " ".join(name.split()).casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.replace("đ", "d").replace("ð", "d"))


def _name_hash(name_key: bytes, name: str) -> str:
    return hmac.new(name_key, fold(name).encode(), hashlib.sha256).hexdigest()[:32]


def _box(password: str, salt: bytes, cost: Cost) -> Any:
    # Both are needed only when somebody signs in, after the first window is painted.
    import argon2.low_level
    from nacl.secret import SecretBox

    # The same password typed through another input method may be decomposed.
    typed = unicodedata.normalize("NFC", password).encode()
    return SecretBox(
        argon2.low_level.hash_secret_raw(
            typed,
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory,
            parallelism=cost.lanes,
            hash_len=KEY_BYTES,
            type=argon2.low_level.Type.ID,
        )
    )


def _unwrap(slot: Slot, password: str) -> Opened | None:
    from nacl.exceptions import CryptoError

    try:
        plain: bytes = _box(password, slot.salt, slot.cost).decrypt(slot.box)
    except CryptoError:
        return None
    key, official = plain[:KEY_BYTES], plain[KEY_BYTES:].hex()
    # A slot whose label was exchanged for a colleague's would sign in the wrong person.
    return Opened(key, official) if official == slot.official else None


def _dump(slots: Slots) -> bytes:
    content = {
        "format": FORMAT,
        "generation": slots.generation,
        "name_key": slots.name_key.hex(),
        "slots": [
            {
                "official": slot.official,
                "name": slot.name_hash,
                "kdf": "argon2id",
                "salt": slot.salt.hex(),
                "memory": slot.cost.memory,
                "passes": slot.cost.passes,
                "lanes": slot.cost.lanes,
                "box": base64.b64encode(slot.box).decode(),
            }
            for slot in slots.slots
        ],
        **({"sealed": slots.sealed, "sealed_to": slots.sealed_to} if slots.sealed else {}),
        **({"identity": slots.identity} if slots.identity else {}),
    }
    return json.dumps({**content, "check": _check(content)}, indent=1).encode()


def _check(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _load(path: Path) -> Slots | None:
    """The slots in a file, or None when it is missing, torn or altered.

    Raises:
        KnownError: STORE_TOO_NEW.
    """
    try:
        content = json.loads(path.read_bytes())
        check = content.pop("check")
        if check != _check(content):
            return None
        if content["format"] > FORMAT:
            raise KnownError(Code.STORE_TOO_NEW)
        slots = tuple(
            Slot(
                official=slot["official"],
                name_hash=slot["name"],
                salt=bytes.fromhex(slot["salt"]),
                cost=Cost(slot["memory"], slot["passes"], slot["lanes"]),
                box=base64.b64decode(slot["box"]),
            )
            for slot in content["slots"]
        )
        return Slots(
            bytes.fromhex(content["name_key"]),
            slots,
            content["generation"],
            content.get("sealed", ""),
            content.get("sealed_to", ""),
            content.get("identity", ""),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        return None
