"""The office's proxy, as the official was told it; kept in the encrypted store."""

from dataclasses import asdict
from typing import Final

from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import Session
from sync.client.typed_proxy import Typed, is_address

__all__ = ["Proxy", "Typed"]

_PROXY: Final = "proxy"


class Proxy:
    """One for all officials of this PC."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def read(self) -> Typed:
        """What is set; nothing means that the system's settings count."""
        from desktop.store import settings

        kept = settings.read(self._session.store, _PROXY, {})
        return Typed(
            str(kept.get("address", "")), str(kept.get("name", "")), str(kept.get("password", ""))
        )

    def write(self, typed: Typed) -> None:
        """Set it; it counts from the next request.

        Raises:
            KnownError: PROXY_BAD (the address is neither a proxy's nor a script's).
        """
        from desktop.store import settings

        if typed.address and not is_address(typed.address):
            raise KnownError(Code.PROXY_BAD)
        settings.write(self._session.store, _PROXY, asdict(typed))
