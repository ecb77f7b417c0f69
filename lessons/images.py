"""Pictures beside a lesson: what they are and how large to show them."""

import hashlib
import io
import re
from xml.etree import ElementTree

from lessons.course import Image

MAX_BYTES = 500_000
MAX_WIDTH = 680
"""Pixels at 100 %: the measure of the text column. Larger pictures are shown scaled down."""
_RASTER = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
_ACTIVE = re.compile(
    rb"<\s*(?:script|foreignObject|iframe|image[^>]*href\s*=\s*[\"']\s*(?:https?:)?//)"
    rb"|\son\w+\s*=|javascript:|<!DOCTYPE|<!ENTITY|@import|url\(\s*[\"']?\s*(?:https?:)?//",
    re.I,
)


class ImageError(ValueError):
    """``args[0]`` is the problem's code: image-broken, image-active, image-large."""


def measure(data: bytes) -> Image:
    """What the picture is, told from its content. Raises :class:`ImageError`."""
    if len(data) > MAX_BYTES:
        raise ImageError("image-large")
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"<svg", b"<?xml", b"<!--", b"<!")):
        kind, size = "image/svg+xml", _svg_size(data)
    else:
        kind, size = _raster_size(data)
    width, height = size
    scale = min(1.0, MAX_WIDTH / width)
    return Image(
        hash=hashlib.sha256(data).hexdigest(),
        type=kind,
        bytes=len(data),
        width=max(1, round(width * scale)),
        height=max(1, round(height * scale)),
    )


def _svg_size(data: bytes) -> tuple[float, float]:
    if _ACTIVE.search(data):
        raise ImageError("image-active")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  (entities are refused above)
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise ImageError("image-broken") from error
    if root.tag.rpartition("}")[2] != "svg":
        raise ImageError("image-broken")
    box = [_pixels(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    if (not width or not height) and len(box) == 4:
        width, height = box[2], box[3]
    if not 0 < width < 1e5 or not 0 < height < 1e5:
        raise ImageError("image-broken")
    return width, height


def _pixels(text: str) -> float:
    match = re.fullmatch(r"(-?\d{1,6}(?:\.\d{1,6})?)(?:px)?", text.strip())
    return float(match[1]) if match else 0.0


def _raster_size(data: bytes) -> tuple[str, tuple[float, float]]:
    from PIL import Image as Pillow

    try:
        with Pillow.open(io.BytesIO(data), formats=list(_RASTER)) as picture:
            picture.verify()
            return _RASTER[str(picture.format)], picture.size
    except Exception as error:  # Pillow's readers raise what they please on damaged files
        raise ImageError("image-broken") from error
