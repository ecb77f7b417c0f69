"""Which proxy leads to the province: what was typed, the system's script, or its settings.

An office's own script (PAC) is a function in JavaScript: pypac and QuickJS evaluate it, and
are loaded only where there is one. A script names several ways; one that cannot be reached
is passed over, and the one that worked is tried first from then on.
"""

import contextlib
import socket
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

import requests
import requests.utils

from sync.client.typed_proxy import Typed

if TYPE_CHECKING:
    from pypac.parser import PACFile

Choice = Mapping[str, str]
"""What ``requests`` takes: the proxy by the scheme of the address asked for; {} is none."""

_DIRECT: Final[Choice] = {}
_SCRIPT_S: Final = 10.0
"""How long a script may take to arrive."""
_LARGEST_SCRIPT: Final = 1024 * 1024
_KEPT_S: Final = 3600.0
"""How long a script is believed, and how long one that was not found is not looked for."""


def script_of_system() -> str:
    """The script that this PC's settings name, "" when they name none."""
    from pypac import os_settings

    read = {
        "win32": os_settings.autoconfig_url_from_registry,
        "darwin": os_settings.autoconfig_url_from_preferences,
    }.get(sys.platform)
    with contextlib.suppress(OSError, ImportError):
        return (read() if read else None) or ""
    return ""


def scripts_by_name() -> list[str]:
    """Where a script would lie by the convention of the Web Proxy Auto-Discovery (WPAD)."""
    from pypac import wpad

    return list(wpad.proxy_urls_from_dns(socket.getfqdn()))


class Proxies:
    """The ways to an address, in the order in which to try them. One thread at a time."""

    def __init__(
        self,
        typed: Typed | None = None,
        *,
        only: Choice | None = None,
        of_system: Callable[[], str] | None = None,
        by_name: Callable[[], list[str]] = scripts_by_name,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.typed = typed or Typed()
        self._only = only
        self._of_system = of_system or (script_of_system if _may_have_script() else str)
        self._by_name = by_name
        self._clock = clock
        self._scripts: dict[str, tuple[float, PACFile | None]] = {}
        self._found_by_name = ""
        self._asked_by_name = -_KEPT_S
        self._worked: Choice | None = None
        self.script_missing = False
        """A script was named, and could not be had or understood."""

    def choices(self, url: str) -> list[Choice]:
        """At least one; ``only`` the one that was given, if one was."""
        if self._only is not None:
            return [self._only]
        found = self._choices(url)
        if self._worked in found:
            found.sort(key=lambda choice: choice != self._worked)
        return found

    def worked(self, choice: Choice) -> None:
        """An answer came this way."""
        self._worked = choice

    def look_by_name(self) -> bool:
        """There is no way out: perhaps the network tells one by name; whether it does.

        Asked at most once an hour, and only where nothing else was said.
        """
        now = self._clock()
        if self._only is not None or self.typed.address or self._found_by_name:
            return False
        if now - self._asked_by_name < _KEPT_S:
            return False
        self._asked_by_name = now
        for address in self._by_name():
            if self._script(address) is not None:
                self._found_by_name = address
                return True
        return False

    def _choices(self, url: str) -> list[Choice]:
        self.script_missing = False
        if self.typed.address and not self.typed.script:
            return [self._through(self.typed.address)]
        named = self.typed.script or self._of_system() or self._found_by_name
        if named:
            script = self._script(named)
            if script is not None:
                return self._by_script(script, url)
            self.script_missing = True
        found = requests.utils.get_environ_proxies(url)
        return [{scheme: self._signed(proxy) for scheme, proxy in found.items()}]

    def _by_script(self, script: "PACFile", url: str) -> list[Choice]:
        from pypac.parser import parse_pac_value

        try:
            told = parse_pac_value(script.find_proxy_for_url(url, urlsplit(url).hostname or ""))
        except Exception:  # whatever somebody's script does
            self.script_missing = True
            return [_DIRECT]
        # SOCKS would need one more library; where a script names it there is another way.
        ways = [way for way in told if way == "DIRECT" or way.startswith("http")]
        return [_DIRECT if way == "DIRECT" else self._through(way) for way in ways] or [_DIRECT]

    def _through(self, proxy: str) -> Choice:
        signed = self._signed(proxy if "://" in proxy else f"http://{proxy}")
        return {"http": signed, "https": signed}

    def _signed(self, proxy: str) -> str:
        """With name and password, if there are any and the address has none of its own."""
        scheme, there, rest = proxy.partition("://")
        if not self.typed.name or not there or "@" in rest:
            return proxy
        account = f"{quote(self.typed.name, safe='')}:{quote(self.typed.password, safe='')}"
        return f"{scheme}://{account}@{rest}"

    def _script(self, address: str) -> "PACFile | None":
        at, script = self._scripts.get(address, (-_KEPT_S, None))
        if self._clock() - at >= _KEPT_S:
            script = _read(address)
            self._scripts[address] = (self._clock(), script)
        return script


def _may_have_script() -> bool:
    """Whether it is worth loading what asks the system: only Windows and macOS name scripts."""
    return sys.platform in {"win32", "darwin"}


def _read(address: str) -> "PACFile | None":
    """The script at an address, or in a file; None when there is none that can be used."""
    from pypac.os_settings import file_url_to_local_path
    from pypac.parser import MalformedPacError, PACFile

    try:
        if address.lower().startswith("file:"):
            path = file_url_to_local_path(address) if sys.platform == "win32" else None
            text = Path(path or urlsplit(address).path).read_text(encoding="utf-8")
        elif address.lower().startswith(("http://", "https://")):
            session = requests.Session()
            session.trust_env = False
            with session, session.get(address, timeout=_SCRIPT_S, stream=True) as answer:
                answer.raise_for_status()
                text = answer.raw.read(_LARGEST_SCRIPT, decode_content=True).decode()
        else:
            text = Path(address).read_text(encoding="utf-8")
        return PACFile(text)
    except (OSError, ValueError, requests.RequestException, MalformedPacError):
        return None
