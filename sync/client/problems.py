"""What can go wrong between this PC and the province, as codes.

Refusals that the server itself speaks keep the codes of ``protocol.refusals.Problem``;
``CarrierError.problem`` is one of either.
"""

from enum import StrEnum
from typing import Final

from sync.protocol.refusals import Problem


class LineProblem(StrEnum):
    """What this PC notices by itself. Each has its sentence on the desktop."""

    NO_LINE = "no_line"
    """No network, or the province's name cannot be looked up."""
    SERVER_DOWN = "server_down"
    """The line is there, nobody answers at the address. ``status`` when it is an HTTP one."""
    TOO_SLOW = "too_slow"
    """The line stalled."""
    CUT = "cut"
    """The line broke in the middle."""
    NOT_OUR_SERVER = "not_our_server"
    """Something else answered: a sign-in page of the network, a proxy, a wrong address.
    ``status`` and ``type`` say what; ``location`` where it points."""
    PROXY = "proxy"
    """The office's proxy cannot be reached, or refuses. ``status``."""
    PROXY_ASKS = "proxy_asks"
    """The office's proxy wants a name and a password; ``given``: other ones."""
    PROXY_SCRIPT = "proxy_script"
    """The script that says which proxy to take cannot be had, and there is no way without."""
    TLS = "tls"
    """The server's certificate is not trusted. ``detail`` for logs."""
    CLOCK = "clock"
    """The certificate is not valid at what this PC takes for today."""
    UNTRUSTED = "untrusted"
    """What came is not signed by the province, or is older than what is here. ``reason``."""
    SHARED = "shared"
    """Nothing is wrong with the line: another PC goes by this one's enrolment."""
    BAD_ADDRESS = "bad_address"
    """The address cannot be used at all."""


SOON: Final = frozenset(
    {
        LineProblem.NO_LINE,
        LineProblem.SERVER_DOWN,
        LineProblem.TOO_SLOW,
        LineProblem.CUT,
        Problem.BUSY,
    }
)
"""Problems that pass by themselves: worth another try after the usual wait."""

SMALLER: Final = frozenset(
    {LineProblem.TOO_SLOW, LineProblem.CUT, Problem.TOO_LARGE, Problem.BAD_MESSAGE}
)
"""Problems after which a smaller batch may get through."""


class CarrierError(Exception):
    """A request got no answer of ours. ``retry_after`` is in seconds, 0 when nobody said."""

    def __init__(self, problem: str, *, retry_after: int = 0, **params: object) -> None:
        super().__init__(problem, params)
        self.problem = problem
        self.retry_after = retry_after
        self.params = params
