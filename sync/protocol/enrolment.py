"""How a PC becomes a commune's: what it says with its code, and what the province answers."""

import msgspec

from sync.protocol.messages import Whole


class EnrolRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """A device asks to become a commune's.

    ``token`` is drawn by the device (43 URL-safe characters, 32 random bytes)
    and kept before it asks, so that an answer lost on the way can be asked for
    again with the same code and the same token. ``verify_key`` is the device's
    Ed25519 public key in hexadecimal, ``recipient`` its age recipient.
    """

    version: int
    code: str
    token: str
    name: str = ""
    app: str = ""
    verify_key: str = ""
    recipient: str = ""


class EnrolResponse(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who the device is now, and whose keys it trusts.

    ``signing_keys`` are the province's Ed25519 public keys in hexadecimal, two
    of them so that one can be replaced; ``recipient`` is its age recipient.
    """

    device: str
    commune_code: str
    commune: str
    province_code: str
    province: str
    now: Whole
    recipient: str = ""
    signing_keys: list[str] = []
