"""The province's own keys: one to read what is sent to it, two to sign with.

They are drawn at the first start and kept in the data folder. Devices learn their
public halves when they enrol, and trust nothing else. The second signing key is there
so that the first can be replaced: an operator moves ``signing-2`` to a safe place and
leaves ``signing-2.pub``.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyrage

from sync.protocol import signing
from sync.server import kept_once

SIGNERS = ("signing-1", "signing-2")


@dataclass(frozen=True)
class ProvinceKeys:
    """``identity`` is the age secret key, ``seed`` the Ed25519 seed that signs now.

    ``public`` are the public keys that devices pin, in hexadecimal.
    """

    identity: str = field(repr=False)
    seed: bytes = field(repr=False)
    public: tuple[str, ...]

    @property
    def recipient(self) -> str:
        """The public half of ``identity``."""
        return str(pyrage.x25519.Identity.from_str(self.identity).to_public())


class NoSigningKey(RuntimeError):
    """Only public halves are left in the data folder; nothing can be signed."""


@cache
def load(folder: Path) -> ProvinceKeys:
    """The keys kept in ``folder``, drawn now if this is the first time.

    Raises:
        NoSigningKey: neither signing key is there.
    """
    identity = kept_once.keep(folder / "age", str(pyrage.x25519.Identity.generate()))
    public: list[str] = []
    seeds: list[bytes] = []
    for name in SIGNERS:
        told = kept_once.read(folder / f"{name}.pub")
        if told is None:
            kept_once.keep(folder / name, signing.new_seed().hex())
        secret = kept_once.read(folder / name)
        if secret is not None:
            seeds.append(bytes.fromhex(secret))
            told = kept_once.keep(folder / f"{name}.pub", signing.public_key(seeds[-1]))
        public.append(told or "")
    if not seeds:
        raise NoSigningKey(str(folder))
    return ProvinceKeys(identity, seeds[0], tuple(public))
