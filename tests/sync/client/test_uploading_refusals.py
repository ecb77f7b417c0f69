"""Who says that a file is too large: only the province's word is final."""

from io import BytesIO
from typing import IO

import pytest

from sync.client.problems import CarrierError, LineProblem
from sync.client.transfer import Outgoing, Reply, Uploader
from sync.protocol.refusals import Problem


class Line:
    """Answers every request alike."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    def request(self, *_asked: object) -> Reply:
        return self._reply


def _open() -> IO[bytes]:
    return BytesIO(b"x")


@pytest.mark.parametrize(
    ("headers", "problem"),
    [
        ({"tus-resumable": "1.0.0"}, Problem.TOO_LARGE),
        ({"server": "nginx"}, LineProblem.PROXY),
    ],
)
def test_a_proxys_limit_is_not_the_provinces(headers: dict[str, str], problem: str) -> None:
    line = Line(Reply(413, headers))
    file = Outgoing("0" * 64, 1, _open, "a.txt", "text/plain")
    with pytest.raises(CarrierError) as caught:
        Uploader(line).upload(file, lambda done, of: None)
    assert caught.value.problem == problem
