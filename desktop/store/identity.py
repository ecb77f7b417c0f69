"""Who this PC is to the province, kept once more beside the key slots.

With its token a PC whose file is damaged beyond its first page stays the same device: what
it sends again is known as a repeat. Without, it would be a stranger who did the same things.
What lies here is sealed with the file's own key; a store that can be opened at all has it.
"""

import base64
import binascii
import json
import secrets
from dataclasses import replace
from typing import Any, Final

from desktop.store import keys
from desktop.store.database import Row, Store
from desktop.store.errors import KnownError

_KEPT: Final = ("token", "signing_seed", "age_identity", "address", "code")


def fresh() -> Row:
    """A token, the seed of a signing key and an age identity that nobody has."""
    import pyrage

    return {
        "token": secrets.token_urlsafe(32),
        "signing_seed": secrets.token_bytes(32),
        "age_identity": str(pyrage.x25519.Identity.generate()),
    }


def keep(store: Store) -> None:
    """Bring what is kept up to date; that a disk is full costs only this copy."""
    folder = store.path.parent
    row = store.row(f"SELECT {', '.join(_KEPT)} FROM device")  # noqa: S608
    try:
        slots = keys.read(folder)
        if row is not None and kept(slots, store.key) != row:
            keys.write(folder, replace(slots, identity=_seal(row, store.key)))
    except KnownError:
        return


def kept(slots: keys.Slots, key: bytes) -> Row | None:
    """The columns of the device's row that were kept, if any were, under this key."""
    from nacl.exceptions import CryptoError

    try:
        plain = _box(key).decrypt(base64.b64decode(slots.identity))
    except (CryptoError, ValueError, binascii.Error):
        return None
    row: Row = json.loads(plain)
    row["signing_seed"] = bytes.fromhex(row["signing_seed"])
    return row


def _seal(row: Row, key: bytes) -> str:
    plain = json.dumps({**row, "signing_seed": row["signing_seed"].hex()}).encode()
    return base64.b64encode(_box(key).encrypt(plain)).decode()


def _box(key: bytes) -> Any:
    from hashlib import blake2b

    from nacl.secret import SecretBox

    # Not the file's key itself: that one is SQLCipher's.
    return SecretBox(blake2b(key, digest_size=32, person=b"sonca.identity").digest())
