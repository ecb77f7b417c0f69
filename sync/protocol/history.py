"""What a device whose file was damaged asks back, and what it gets.

Over the line by :class:`HistoryRequest`, by stick with :class:`Wanted`.
"""

from typing import Annotated

import msgspec

from sync.protocol.messages import Moment, Whole


class PastEvent(msgspec.Struct, array_like=True, frozen=True):
    """An event as the server keeps it, with the epoch that it belongs to."""

    epoch: str
    counter: int
    kind: str
    at: int
    official: str
    body: msgspec.Raw


class HistoryRequest(
    msgspec.Struct, frozen=True, omit_defaults=True, rename={"version": "v", "after": "c"}
):
    """A device whose file was damaged asks for what it once sent.

    ``after`` is the ``cursor`` of the answer before, 0 at first.
    """

    version: int
    after: Whole = 0


class HistoryResponse(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename={"version": "v", "events": "ev", "cursor": "c", "more": "m"},
):
    """Events of all the device's epochs, in the order in which they arrived.

    ``more`` says that others come after ``cursor``.
    """

    version: int
    cursor: Whole
    events: list[PastEvent] = []
    more: bool = False


class Wanted(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename={"epoch": "e", "after": "c", "since": "s", "held": "f"},
):
    """What a device whose file was damaged asks back for by stick.

    ``epoch`` is that of its file now, and is told again beside what comes, so that a reply
    to an earlier life is known. ``after`` is as in :class:`HistoryRequest`, None when no
    event is missing. From ``since`` (milliseconds) on it wants the files that it once sent,
    but for those ``held`` (SHA-256); None when none are missing.
    """

    epoch: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]
    after: Whole | None = None
    since: Moment | None = None
    held: list[str] = []
