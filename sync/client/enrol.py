"""Asking to become a commune's PC."""

from sync.protocol import versions
from sync.protocol.enrolment import EnrolRequest


def enrol_request(
    *, code: str, token: str, app: str, signing_seed: bytes, age_identity: str, name: str = ""
) -> EnrolRequest:
    """The request for a code. The same code and token always ask the same thing, so an
    answer that was lost on the way is asked for again with no harm.

    ``signing_seed`` (32 bytes) and ``age_identity`` are the device's secrets; only their
    public halves travel.
    """
    import pyrage
    from nacl.signing import SigningKey

    return EnrolRequest(
        version=versions.CURRENT,
        code=code,
        token=token,
        name=name,
        app=app,
        verify_key=SigningKey(signing_seed).verify_key.encode().hex(),
        recipient=str(pyrage.x25519.Identity.from_str(age_identity).to_public()),
    )
