"""Sound, film and pictures for forms, made here."""

import io
import math
import struct
import wave
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

_RATE = 8000


def sound(seconds: float = 1.0) -> bytes:
    """A tone as WAV."""
    out = io.BytesIO()
    with wave.open(out, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(_RATE)
        tone = (int(6000 * math.sin(n / 6)) for n in range(round(_RATE * seconds)))
        written.writeframes(b"".join(struct.pack("<h", each) for each in tone))
    return out.getvalue()


def film(frames: int = 20, width: int = 64, height: int = 48) -> bytes:
    """Red, then green, ten images a second, as AVI of JPEG images."""
    half = frames // 2
    images = [_jpeg(width, height, "red" if n < half else "green") for n in range(frames)]
    head = struct.pack("<14I", 100_000, 0, 0, 0x10, frames, 0, 1, 0, width, height, 0, 0, 0, 0)
    stream = struct.pack(
        "<4s4sIHHIIIIIIIIHHHH", b"vids", b"MJPG", 0, 0, 0, 0, 1, 10, 0, frames,
        max(map(len, images)), 0xFFFFFFFF, 0, 0, 0, width, height,
    )  # fmt: skip
    shape = struct.pack(
        "<IiiHH4sIiiII", 40, width, height, 1, 24, b"MJPG", width * height * 3, 0, 0, 0, 0
    )
    listed = _list(b"strl", _chunk(b"strh", stream) + _chunk(b"strf", shape))
    header = _list(b"hdrl", _chunk(b"avih", head) + listed)
    movie = _list(b"movi", b"".join(_chunk(b"00dc", image) for image in images))
    return _chunk(b"RIFF", b"AVI " + header + movie)


def drawing(colour: str, width: int, height: int, text: str = "") -> bytes:
    """A PNG of one colour, with words on it."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    if text:
        painter = QPainter(image)
        painter.setPen(QColor("white"))
        font = painter.font()
        font.setPixelSize(height // 3)
        painter.setFont(font)
        painter.drawText(image.rect(), 0x84, text)
        painter.end()
    return _saved(image, "PNG")


def write(folder: Path) -> None:
    """What lies beside ``heard.md``."""
    folder.mkdir()
    files = {
        "vi.png": drawing("#a02c1c", 300, 150, "vi"),
        "en.png": drawing("#2b4a80", 240, 150, "en"),
        "panel.png": drawing("#444444", 1600, 800, "panel"),
        "sound.wav": sound(),
        "film.avi": film(),
        "broken.png": b"\x89PNG\r\n\x1a\nnot",
        "broken.wav": b"RIFF1234WAVEnot",
        **{
            f"{name}.png": drawing(colour, 200, 200)
            for name, colour in (
                ("red", "#c0392b"), ("green", "#2e8b57"), ("blue", "#2b4a80"), ("off", "#333333")
            )
        },
    }  # fmt: skip
    for name, body in files.items():
        (folder / name).write_bytes(body)


def _jpeg(width: int, height: int, colour: str) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return _saved(image, "JPG")


def _saved(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(buffer.data().data())


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _list(name: bytes, body: bytes) -> bytes:
    return _chunk(b"LIST", name + body)
