"""Pictures as phones and scanners write them, and a form that asks for some."""

import io
import random
from pathlib import Path

from PIL import Image

from reports.form import dump
from reports.xlsform import compile_form

FORM = """
## settings

| form_id | form_title | default_language | version |
|---|---|---|---|
| seen | Hiện trường | Tiếng Việt (vi) | 1 |

## survey

| type | name | label::Tiếng Việt (vi) | required | parameters | appearance |
|---|---|---|---|---|---|
| text | what | Thấy gì | yes | | |
| image | photo | Ảnh | | max-pixels=400 | |
| image | place | Ảnh nơi hỏng | | | with-location |
| file | log | Tệp | | | |
| audio | call | Ghi âm | | | |
"""


def write_form(packs: Path) -> None:
    result = compile_form(FORM.encode(), "seen.md")
    assert result.form is not None, result.problems
    (packs / "forms" / "seen.json").write_bytes(dump(result.form))


def photo(width: int = 800, height: int = 600, *, orientation: int = 1) -> bytes:
    """A JPEG as a phone writes it: red at the left, with position, maker, time and a thumbnail."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste((200, 0, 0), (0, 0, width // 4, height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "HANG-MAY"
    exif.get_ifd(0x8769)[0x9003] = "2026:11:20 08:15:00"
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-1234"
    exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 21.0, 36.0), 3: "E", 4: (105.0, 18.0, 58.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif.tobytes(), comment=b"chu thich")
    return out.getvalue() + b"BEHIND-THE-END"


def noise(width: int, height: int) -> bytes:
    """A JPEG that no compressor makes small; the same for the same size."""
    out = io.BytesIO()
    points = random.Random(width * height).randbytes(width * height * 3)
    Image.frombytes("RGB", (width, height), points).save(out, "JPEG", quality=90)
    return out.getvalue()
