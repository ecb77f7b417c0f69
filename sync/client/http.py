"""The carrier over HTTPS.

One connection is kept open between requests. Headers are few and short, for on a bad
line each byte is paid for. Trust comes from the system's own store, where an office's
own authority is, and proxies from the system's settings.
What an answer means is told in ``sync.client.answers``.
"""

import base64
import io
import time
from collections.abc import Mapping
from typing import IO, Any, Final, NamedTuple, TypeVar
from urllib.parse import urlsplit

import msgspec
import requests
import urllib3

from sync.client.answers import PROXY_ASKS, foreign, judge, line_problem
from sync.client.connections import Connections
from sync.client.problems import CarrierError, LineProblem
from sync.client.proxies import Choice, Proxies
from sync.client.transfer import Reply
from sync.protocol import dictionary, encoding
from sync.protocol.enrolment import EnrolRequest, EnrolResponse
from sync.protocol.history import HistoryRequest, HistoryResponse
from sync.protocol.messages import MAX_BODY_BYTES, Published, SyncRequest, SyncResponse
from sync.protocol.refusals import Problem

CONNECT_S: Final = 20.0
"""Three lost SYNs (1 + 2 + 4 s) and their answers over a 2 s round trip."""
READ_S: Final = 60.0
WHOLE_S: Final = 300.0
"""An answer that still drips in after this long is given up."""
_BLOCK: Final = 16 * 1024
_FILE: Final = {requests.codes.ok, requests.codes.partial_content}
_ANOTHER_WAY: Final = frozenset({LineProblem.PROXY, LineProblem.NO_LINE, LineProblem.SERVER_DOWN})
"""Problems of a way, behind which another one may be open."""
_NOT_UNDERSTOOD: Final = frozenset({Problem.BAD_MESSAGE, LineProblem.NOT_OUR_SERVER})

T = TypeVar("T")


class _Wanted(NamedTuple):
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


class HttpCarrier:
    """Requests to one province. Used by one thread at a time.

    ``address`` is the province's base address, ``https://host[:port][/path]``.
    ``bytes_up`` and ``bytes_down`` count what travelled so far, headers included,
    TLS and TCP not. ``proxies`` say which way (``{}``: none but the direct one; left out:
    as the system is set). ``trained`` is
    the dictionary that the province is known to read; ``dictionary`` says it after each
    exchange.
    """

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        proxies: Proxies | Choice | None = None,
        connect_s: float = CONNECT_S,
        read_s: float = READ_S,
        whole_s: float = WHOLE_S,
        trained: int = 0,
    ) -> None:
        self._address = address.rstrip("/")
        self._proxies = proxies if isinstance(proxies, Proxies) else Proxies(only=proxies)
        self._timeouts = (connect_s, read_s)
        self._whole_s = whole_s
        self._session = requests.Session()
        # Else a .netrc would replace our token; proxies are asked for below.
        self._session.trust_env = False
        self._connections = Connections()
        self._session.mount("https://", self._connections)
        self._session.mount("http://", self._connections)
        self._session.headers.clear()
        self._headers = {
            "User-Agent": "sonca",
            "Accept-Encoding": "zstd",
        }
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        self._answered = False
        self.dictionary = dictionary.common(trained)
        self._plainly = False
        self.bytes_up = 0
        self.bytes_down = 0

    def sync(self, request: SyncRequest) -> SyncResponse:
        """One exchange.

        Raises:
            CarrierError: there is no answer of ours, or the province refused.
        """
        trained = 0 if self._plainly else self.dictionary
        if not self._plainly and trained != dictionary.NEWEST:
            request = msgspec.structs.replace(request, dictionary=dictionary.NEWEST)
        try:
            response = self._ask("/api/v1/sync", request, SyncResponse, trained)
        except CarrierError as error:
            if error.problem in _NOT_UNDERSTOOD:
                # Perhaps an older server stands there now, or something on the way spoils
                # what it does not know: the next request is made the other way.
                self._plainly = not self._plainly
            raise
        if response.dictionary in dictionary.KNOWN:
            self.dictionary = response.dictionary
        return response

    def enrol(self, request: EnrolRequest) -> EnrolResponse:
        """Ask to become a commune's PC; asking again with the same token is harmless.

        Raises:
            CarrierError: there is no answer of ours, or the province refused.
        """
        return self._ask("/api/v1/enrol", request, EnrolResponse)

    def history(self, request: HistoryRequest) -> HistoryResponse:
        """What this PC sent once, a part at a time.

        Raises:
            CarrierError: there is no answer of ours, or the province refused.
        """
        return self._ask("/api/v1/history", request, HistoryResponse)

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """One bare request (``transfer.Line``), for files.

        Raises:
            CarrierError: nobody answered.
        """
        answer, _ = self._send(method, path, headers, body)
        return Reply(
            answer.status_code, {name.lower(): text for name, text in answer.headers.items()}
        )

    def fetch(self, path: str, headers: Mapping[str, str], into: IO[bytes] | None) -> bytes | int:
        """GET ``path`` (``packs.Source``): its bytes, or, appended to ``into``, the status.

        Raises:
            CarrierError: nobody answered, or it broke off; what arrived is in ``into``.
        """
        answer, content = self._send("GET", path, headers, b"", into)
        if into is not None:
            return int(answer.status_code)
        if answer.status_code != requests.codes.ok:
            raise foreign(answer, "")
        return content

    def publish(self, pack: bytes, user: str, password: str, *, drop: bool) -> Published:
        """Send a pack of lessons (a zip file) as the account's owner.

        ``drop``: also when lessons that devices have now are not in it.

        Raises:
            CarrierError: there is no answer of ours, or the province refused.
        """
        account = base64.b64encode(f"{user}:{password}".encode()).decode()
        headers = {"Authorization": f"Basic {account}", "Content-Type": "application/zip"}
        path = "/api/v1/publish/lessons" + ("?drop=1" if drop else "")
        answer, content = self._send("POST", path, headers, pack)
        return judge(answer, content, Published)

    def cancel(self) -> None:
        """Make the request under way fail now. May be called from any thread."""
        self._answered = False  # else it would be taken for an idle connection, and repeated
        self._connections.break_off()

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def _ask(self, path: str, message: msgspec.Struct, kind: type[T], trained: int = 0) -> T:
        try:
            return self._ask_once(path, message, kind, trained)
        except CarrierError as error:
            if error.problem is not LineProblem.CUT or not self._answered:
                raise
            # A kept connection may have been closed while it was idle, which only shows
            # when it is used. Repeating is safe: the server knows what it has.
            self._answered = False
            return self._ask_once(path, message, kind, trained)

    def _ask_once(self, path: str, message: msgspec.Struct, kind: type[T], trained: int) -> T:
        body, headers = encoding.encode_for(message, "zstd", trained)
        answer, content = self._send("POST", path, headers, body)
        self._answered = True
        return judge(answer, content, kind)

    def _send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes,
        into: IO[bytes] | None = None,
    ) -> tuple[requests.Response, bytes]:
        url = self._address + path
        self._connections.begin()
        wanted = _Wanted(method, url, headers, body)
        ways = self._proxies.choices(url)
        while True:
            way = ways.pop(0)
            try:
                sent = self._send_through(way, wanted, into)
            except CarrierError as error:
                if not ways and error.problem is LineProblem.NO_LINE:
                    ways = self._proxies.choices(url) if self._proxies.look_by_name() else []
                if not ways or error.problem not in _ANOTHER_WAY:
                    raise self._in_words(error) from error
            else:
                self._proxies.worked(way)
                return sent

    def _in_words(self, error: CarrierError) -> CarrierError:
        """What a failure means that has to do with the way, not with the line."""
        if error.problem is LineProblem.PROXY and error.params.get("status") == PROXY_ASKS:
            return CarrierError(LineProblem.PROXY_ASKS, given=bool(self._proxies.typed.name))
        if error.problem in _ANOTHER_WAY and self._proxies.script_missing:
            return CarrierError(LineProblem.PROXY_SCRIPT)
        return error

    def _send_through(
        self, proxies: Choice, wanted: "_Wanted", into: IO[bytes] | None
    ) -> tuple[requests.Response, bytes]:
        method, url, headers, body = wanted
        try:
            # As a file it is sent in blocks, each with its own timeout; bytes would have
            # to be gone within one, however large they are and however slow the line.
            prepared = requests.Request(
                method,
                url,
                headers={**self._headers, **headers},
                data=io.BytesIO(body) if method != "GET" else None,
            )
            sent = self._session.prepare_request(prepared)
            self.bytes_up += _size(f"{method} {sent.path_url} HTTP/1.1", sent.headers.items())
            self.bytes_up += len(f"Host: {urlsplit(url).netloc}\r\n") + len(body)
            answer = self._session.send(
                sent,
                stream=True,
                allow_redirects=False,
                timeout=self._timeouts,
                proxies=dict(proxies),
            )
            if answer.status_code == PROXY_ASKS:
                answer.close()
                raise CarrierError(LineProblem.PROXY, status=PROXY_ASKS)
            with answer:
                if into is not None and answer.status_code in _FILE:
                    self._pour(answer, into)
                    return answer, b""
                return answer, self._read(answer)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise line_problem(error) from error
        except (UnicodeError, ValueError) as error:
            raise CarrierError(LineProblem.BAD_ADDRESS, address=self._address) from error

    def _pour(self, answer: requests.Response, into: IO[bytes]) -> None:
        """A file's bytes as they come: however long it takes, while something comes."""
        raw = answer.raw
        if answer.status_code == requests.codes.ok:
            into.truncate(0)  # the whole file, whatever part was asked for
        self.bytes_down += _size(
            f"HTTP/1.1 {answer.status_code} {answer.reason}", raw.headers.items()
        )
        while block := raw.read1(_BLOCK, decode_content=False):
            self.bytes_down += len(block)
            into.write(block)

    def _read(self, answer: requests.Response) -> bytes:
        raw = answer.raw
        deadline = time.monotonic() + self._whole_s
        parts: list[bytes] = []
        size = 0
        while block := raw.read1(_BLOCK, decode_content=False):
            parts.append(block)
            size += len(block)
            if size > MAX_BODY_BYTES:
                raise CarrierError(LineProblem.NOT_OUR_SERVER, status=answer.status_code)
            if time.monotonic() > deadline:
                raise CarrierError(LineProblem.TOO_SLOW)
        self.bytes_down += _size(
            f"HTTP/1.1 {answer.status_code} {answer.reason}", raw.headers.items()
        )
        self.bytes_down += size
        return b"".join(parts)


def _size(first_line: str, headers: Any) -> int:
    """Bytes of an HTTP head."""
    return len(first_line) + 4 + sum(len(name) + len(str(value)) + 4 for name, value in headers)
