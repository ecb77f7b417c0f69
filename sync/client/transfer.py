"""Files up, resumable, over tus 1.0.

The server knows a file by its SHA-256, so nothing has to be remembered here: to
announce a file again leads to where it stopped, or to "I have it". Each piece
carries its own checksum and counts whole or not at all, so a cut costs one piece.
"""

import base64
import hashlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Final, Protocol
from urllib.parse import urlsplit

from sync.client.problems import CarrierError, LineProblem
from sync.protocol.refusals import Problem

PATH: Final = "/api/v1/files"
SMALLEST_PIECE: Final = 16 * 1024
FIRST_PIECE: Final = 64 * 1024
LARGEST_PIECE: Final = 4 * 1024 * 1024
PIECE_S: Final = 10.0
"""How long a piece should take: the longest work that a cut can undo."""

_BUSY_RETRY_S: Final = 5
_PIECE_MISMATCH: Final = 460


@dataclass(frozen=True)
class Reply:
    """A bare HTTP answer. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]


class Line(Protocol):
    """One bare request to the province, on the connection that messages use."""

    def request(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Ask.

        Raises:
            CarrierError: nobody answered, or somebody else did.
        """
        ...


@dataclass(frozen=True)
class Outgoing:
    """A file that waits. ``size`` in bytes; ``open`` gives its bytes from the start."""

    sha256: str
    size: int
    open: Callable[[], IO[bytes]]
    name: str = ""
    media_type: str = ""


class Uploader:
    """Sends one file at a time. The size of a piece follows the line and is remembered."""

    def __init__(self, line: Line, clock: Callable[[], float] = time.monotonic) -> None:
        self._line = line
        self._clock = clock
        self._piece = FIRST_PIECE
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Stop after the piece that is under way. May be called from any thread."""
        self._cancelled.set()

    def upload(self, file: Outgoing, progress: Callable[[int, int], None]) -> bool:
        """Send what the province does not have of ``file``; whether all of it is there now.

        ``progress`` is told bytes there and bytes in all, first of all where it resumes.

        Raises:
            CarrierError: the line, or a refusal; asking again goes on from there.
            OSError: the file cannot be read, or is shorter than announced.
        """
        self._cancelled.clear()
        path, offset = self._announce(file)
        progress(offset, file.size)
        if offset >= file.size:
            return True
        with file.open() as stream:
            while offset < file.size:
                if self._cancelled.is_set():
                    return False
                offset = self._send_piece(stream, path, offset)
                progress(offset, file.size)
        return True

    def _announce(self, file: Outgoing) -> tuple[str, int]:
        told = {"sha256": file.sha256, "filename": file.name, "filetype": file.media_type}
        metadata = ",".join(
            f"{key} {base64.b64encode(value.encode()).decode()}"
            for key, value in told.items()
            if value
        )
        reply = self._line.request(
            "POST",
            PATH,
            {"Upload-Length": str(file.size), "Upload-Metadata": metadata, **_TUS},
            b"",
        )
        if reply.status not in {200, 201}:
            raise _refusal(reply)
        location = urlsplit(reply.headers.get("location", "")).path
        if PATH not in location:
            raise CarrierError(LineProblem.NOT_OUR_SERVER, status=reply.status)
        return location[location.index(PATH) :], _offset(reply)

    def _send_piece(self, stream: IO[bytes], path: str, offset: int) -> int:
        stream.seek(offset)
        piece = stream.read(self._piece)
        if not piece:
            raise OSError("the file is shorter than it was announced")
        digest = base64.b64encode(hashlib.sha256(piece).digest()).decode()
        begun = self._clock()
        try:
            reply = self._line.request(
                "PATCH",
                path,
                {
                    "Content-Type": "application/offset+octet-stream",
                    "Upload-Offset": str(offset),
                    "Upload-Checksum": f"sha256 {digest}",
                    **_TUS,
                },
                piece,
            )
        except CarrierError:
            self._piece = max(SMALLEST_PIECE, self._piece // 2)
            raise
        if reply.status == 409:
            # An answer was lost on the way: the server is further than we knew.
            known = self._ask_offset(path)
            if known == offset:
                raise CarrierError(Problem.BUSY, retry_after=_BUSY_RETRY_S, status=reply.status)
            return known
        if reply.status != 204:
            raise _refusal(reply)
        self._fit_piece(self._clock() - begun)
        return _offset(reply)

    def _ask_offset(self, path: str) -> int:
        reply = self._line.request("HEAD", path, _TUS, b"")
        if reply.status != 200:
            raise _refusal(reply)
        return _offset(reply)

    def _fit_piece(self, took_s: float) -> None:
        if took_s < PIECE_S / 2:
            self._piece = min(LARGEST_PIECE, self._piece * 2)
        elif took_s > PIECE_S:
            self._piece = max(SMALLEST_PIECE, self._piece // 2)


_TUS: Final = {"Tus-Resumable": "1.0.0"}


def _offset(reply: Reply) -> int:
    text = reply.headers.get("upload-offset", "")
    if not text.isdecimal() or len(text) > 15:
        raise CarrierError(LineProblem.NOT_OUR_SERVER, status=reply.status)
    return int(text)


def _refusal(reply: Reply) -> CarrierError:
    if reply.status == 413:
        # Only the province's own word is final; a proxy on the way may be another tomorrow.
        ours = "tus-resumable" in reply.headers
        return CarrierError(Problem.TOO_LARGE if ours else LineProblem.PROXY, status=413)
    if reply.status in {423, 503, 507, _PIECE_MISMATCH}:
        return CarrierError(Problem.BUSY, retry_after=_BUSY_RETRY_S, status=reply.status)
    if reply.status == 401:
        return CarrierError(Problem.NOT_ENROLLED)
    if reply.status == 403:
        return CarrierError(Problem.REVOKED)
    if reply.status >= 500:
        return CarrierError(LineProblem.SERVER_DOWN, status=reply.status)
    if "tus-resumable" not in reply.headers:
        return CarrierError(LineProblem.NOT_OUR_SERVER, status=reply.status)
    return CarrierError(Problem.BAD_MESSAGE, status=reply.status)
