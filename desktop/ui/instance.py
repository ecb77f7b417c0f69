"""A second start brings the first window forward. Which is first, a lock file decides."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 2_000


def call_forward(folder: Path) -> bool:
    """Ask the program that holds the folder to show itself; False when it does not answer."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(b"forward\n")
    answered = socket.waitForBytesWritten(_PATIENCE_MS)
    socket.disconnectFromServer()
    return answered


class Caller(QObject):
    """Listens for a second start; ``called`` says that there was one."""

    called = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        name = _name(folder)
        # What a killed program left behind is in the way on Unix; the lock says it is dead.
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(name)

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()


def _name(folder: Path) -> str:
    return "sonca-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]
