"""Photos made small enough for a bad line, and silent about where they were taken.

A photo is decoded and written anew, so that nothing of the file that was chosen
travels but the picture: no position, no serial number, no name, no hidden thumbnail
and nothing behind the end of the image. What cannot be decoded is no photo.
"""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desktop.usecases.errors import Code, KnownError

if TYPE_CHECKING:
    from PIL import Image

LONGEST: Final = 1600
"""Pixels of the longer side where a form says nothing: an A4 page stays readable."""
MOST_PIXELS: Final = 64_000_000
"""What a 4 GB PC can decode: 256 MB with transparency. More is a mistake or an attack."""

# Few decoders, each old and fuzzed: what phones, scanners and screenshots write.
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_MAGIC: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM")
_QUALITY: Final = 82
_LOSSLESS_WORTH: Final = 1.3
"""A screenshot stays PNG, with sharp letters, if that costs no more than this."""

_EXIF_IFD: Final = 0x8769
_GPS_IFD: Final = 0x8825
_TAKEN_AT: Final = 0x9003
_ORIENTATION: Final = 0x0112
# EXIF's eight ways to hold a camera, and Pillow's number of what turns each upright.
_UPRIGHT: Final = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}


@dataclass(frozen=True)
class Picture:
    """``type`` is image/jpeg or image/png; ``width`` and ``height`` are in pixels."""

    body: bytes
    type: str
    width: int
    height: int


def is_picture(data: bytes) -> bool:
    """Whether a file begins as one of the pictures that :func:`shrunk` reads does."""
    return data.startswith(_MAGIC) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def shrunk(
    data: bytes, name: str = "", longest: int | None = LONGEST, *, with_location: bool = False
) -> Picture:
    """The picture upright, no longer than ``longest`` (None: as it is), without its metadata.

    When it was taken stays, and with ``with_location`` where.

    Raises:
        KnownError: PICTURE_UNREADABLE (name), PICTURE_TOO_LARGE (name, pixels, most).
    """
    from PIL import Image, WebPImagePlugin  # noqa: F401 -- registers itself

    # Ours is stricter, and is asked before anything is decoded.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            pixels = opened.width * opened.height
            if pixels > MOST_PIXELS:
                raise KnownError(
                    Code.PICTURE_TOO_LARGE,
                    name=name,
                    pixels=round(pixels / 1e6),
                    most=MOST_PIXELS // 10**6,
                )
            exif, turned = _told(opened, with_location)
            lossless = opened.format in {"PNG", "GIF", "BMP"}
            if longest is not None:
                # Lets the decoder of JPEG leave out what would be thrown away.
                opened.draft("RGB", (longest, longest))
            picture = _plain(opened)
            if longest is not None and max(picture.size) > longest:
                picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
            if turned in _UPRIGHT:
                picture = picture.transpose(Image.Transpose(_UPRIGHT[turned]))
            body, type_ = _written(picture, exif, lossless)
    except KnownError:
        raise
    except Exception as error:  # decoders raise anything on what was made to break them
        raise KnownError(Code.PICTURE_UNREADABLE, name=name) from error
    return Picture(body, type_, picture.width, picture.height)


def _plain(picture: "Image.Image") -> "Image.Image":
    """In colour or grey, on white where it was transparent."""
    from PIL import Image

    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.mode in {"L", "RGB"}:
        return picture
    if picture.mode == "1":
        return picture.convert("L")
    if "A" in picture.mode or "transparency" in picture.info:
        over = picture.convert("RGBA")
        white = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(white, over).convert("RGB")
    return picture.convert("RGB")


def _written(picture: "Image.Image", exif: bytes, lossless: bool) -> tuple[bytes, str]:
    clean: Any = picture.copy()
    clean.info.clear()
    jpeg = io.BytesIO()
    told = {"exif": exif} if exif else {}
    clean.save(jpeg, "JPEG", quality=_QUALITY, optimize=True, **told)
    if lossless:
        png = io.BytesIO()
        clean.save(png, "PNG", optimize=True, **told)
        if png.tell() <= jpeg.tell() * _LOSSLESS_WORTH:
            return png.getvalue(), "image/png"
    return jpeg.getvalue(), "image/jpeg"


def _told(picture: "Image.Image", with_location: bool) -> tuple[bytes, int]:
    """Of all that a camera writes: when, and where if it is asked for; and how it was held."""
    from PIL import Image

    turned = 0
    try:
        found = picture.getexif()
        turned = int(found.get(_ORIENTATION, 0))
        taken = found.get_ifd(_EXIF_IFD).get(_TAKEN_AT)
        place = dict(found.get_ifd(_GPS_IFD)) if with_location else {}
        kept = Image.Exif()
        if isinstance(taken, str):
            kept.get_ifd(_EXIF_IFD)[_TAKEN_AT] = taken
        kept.get_ifd(_GPS_IFD).update(place)
        return kept.tobytes() if taken or place else b"", turned
    except Exception:  # damaged metadata is no reason to refuse a photo
        return b"", turned
