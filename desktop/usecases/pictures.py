"""Photos made small enough for a bad line, and silent about where they were taken.

A photo is decoded and written anew, so that nothing of the file that was chosen
travels but the picture: no position, no serial number, no name, no hidden thumbnail
and nothing behind the end of the image. What cannot be decoded is no photo.
"""

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desktop.usecases.errors import Code, KnownError

if TYPE_CHECKING:
    from PIL import Image

LONGEST: Final = 1600
"""Pixels of the longer side where a form says nothing: an A4 page stays readable."""
MOST_PIXELS: Final = 64_000_000
"""What a 4 GB PC can decode: 256 MB. More is a mistake or an attack."""
MOST_PIXELS_OF_A_PHOTO: Final = 250_000_000
"""The same for a JPEG that is to be made smaller: it is decoded at an eighth of its size. The
largest telephones take 200 million."""

# Few decoders, each old and fuzzed: what phones, scanners and screenshots write.
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_MAGIC: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM")
_QUALITY: Final = 82
_LOSSLESS_WORTH: Final = 1.3
"""A screenshot stays PNG, with sharp letters, if that costs no more than this."""

_SMALL: Final = 12_000_000
"""Pixels of a picture that may be in memory several times."""
_STRIP: Final = 256
"""Lines of a large picture that are worked on at a time."""
_EXIF_IFD: Final = 0x8769
_GPS_IFD: Final = 0x8825
_TAKEN_AT: Final = 0x9003
_MOMENT: Final = re.compile(r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d")
_PLACE: Final = frozenset({*range(8), 29})
"""Of the position: north and east, height, moment. The rest may be anything."""
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
            pixels, most = opened.width * opened.height, _most(opened, longest)
            if pixels > most:
                raise KnownError(
                    Code.PICTURE_TOO_LARGE,
                    name=name,
                    pixels=round(pixels / 1e6),
                    most=most // 10**6,
                )
            exif, turned = _told(opened, with_location)
            lossless = opened.format in {"PNG", "GIF", "BMP"}
            if longest is not None:
                # Lets the decoder of JPEG leave out what would be thrown away.
                opened.draft("RGB", (longest, longest))
            picture = _flat(opened, longest)
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


def _most(opened: "Image.Image", longest: int | None) -> int:
    """How many pixels may be decoded. A progressive JPEG lies in memory whole, whatever is made
    of it."""
    in_part = opened.format in {"JPEG", "MPO"} and not opened.info.get("progressive")
    return MOST_PIXELS_OF_A_PHOTO if in_part and longest is not None else MOST_PIXELS


def _flat(picture: "Image.Image", longest: int | None) -> "Image.Image":
    """As :func:`_plain`, and a large one no more than twice as long as wanted.

    Strip by strip, so that beside the picture no second one of its size is in memory.
    """
    from PIL import Image

    times = max(1, max(picture.size) // (2 * longest)) if longest is not None else 1
    if picture.width * picture.height < _SMALL or (times == 1 and picture.mode in {"L", "RGB"}):
        return _plain(picture)
    high = max(times, _STRIP // times * times)
    made: Image.Image | None = None
    for top in range(0, picture.height, high):
        below = min(top + high, picture.height)
        strip = _plain(picture.crop((0, top, picture.width, below))).reduce(times)
        if made is None:
            size = (strip.width, -(-picture.height // times))
            made = Image.new(strip.mode, size)
        made.paste(strip, (0, top // times))
    return made or _plain(picture)


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
    # Ours from here on: a copy would be as large again.
    clean: Any = picture
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
        gps = found.get_ifd(_GPS_IFD) if with_location else {}
        place = {tag: value for tag, value in gps.items() if tag in _PLACE}
        if not isinstance(taken, str) or not _MOMENT.fullmatch(taken.strip(" \0")):
            taken = None
        kept = Image.Exif()
        if taken is not None:
            kept.get_ifd(_EXIF_IFD)[_TAKEN_AT] = taken
        kept.get_ifd(_GPS_IFD).update(place)
        return kept.tobytes() if taken or place else b"", turned
    except Exception:  # damaged metadata is no reason to refuse a photo
        return b"", turned
