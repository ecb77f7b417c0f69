import io
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat

from desktop.usecases import pictures
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.pictures import MOST_PIXELS, is_picture, shrunk
from tests.desktop.usecases.photos import photo


def opened(body):
    return Image.open(io.BytesIO(body))


def saved(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def refused(data):
    with pytest.raises(KnownError) as caught:
        shrunk(data, "anh.jpg")
    return caught.value.code, caught.value.params


def test_a_large_photo_is_made_as_small_as_asked():
    picture = shrunk(photo(4000, 3000), longest=1600)
    assert (picture.width, picture.height, picture.type) == (1600, 1200, "image/jpeg")
    assert opened(picture.body).size == (1600, 1200)


def test_a_small_photo_keeps_its_size():
    assert shrunk(photo(800, 600), longest=1600).width == 800
    assert shrunk(photo(2400, 600), longest=None).width == 2400


def test_the_place_the_maker_and_what_lies_behind_do_not_travel():
    body = shrunk(photo()).body
    for secret in (b"SERIAL", b"HANG-MAY", b"chu thich", b"BEHIND"):
        assert secret in photo()
        assert secret not in body
    exif = opened(body).getexif()
    assert not exif.get_ifd(0x8825)
    assert exif.get_ifd(0x8769) == {0x9003: "2026:11:20 08:15:00"}


def test_the_place_travels_where_the_form_asks_for_it():
    exif = opened(shrunk(photo(), with_location=True).body).getexif()
    assert exif.get_ifd(0x8825)[2] == (23.0, 21.0, 36.0)
    assert 0xA431 not in exif.get_ifd(0x8769)


def test_a_photo_taken_upright_stands_upright():
    picture = shrunk(photo(800, 600, orientation=6))
    assert (picture.width, picture.height) == (600, 800)
    shown = opened(picture.body)
    assert 0x0112 not in shown.getexif()
    # What the sensor had at its left is at the top now.
    assert shown.getpixel((300, 20))[0] > 150 > shown.getpixel((300, 700))[0]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_however_the_camera_was_held(orientation):
    data = photo(80, 60, orientation=orientation)
    wanted = ImageOps.exif_transpose(opened(data)).convert("RGB")
    found = opened(shrunk(data).body)
    assert found.size == wanted.size
    for corner in ((5, 5), (wanted.width - 6, 5), (5, wanted.height - 6)):
        red, wanted_red = found.getpixel(corner)[0], wanted.getpixel(corner)[0]
        assert (red > 100) == (wanted_red > 100)


def test_a_screenshot_keeps_its_sharp_letters():
    page = Image.new("RGB", (1366, 768), "white")
    page.paste("black", (100, 100, 300, 120))
    picture = shrunk(saved(page, "PNG"))
    assert picture.type == "image/png"
    assert opened(picture.body).getpixel((100, 100)) == (0, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "RGB"])
def test_every_kind_of_png_is_read(mode):
    picture = Image.new(mode, (50, 40))
    assert shrunk(saved(picture, "PNG")).width == 50


@pytest.mark.parametrize("kind", ["WEBP", "GIF", "BMP"])
def test_other_kinds_are_read(kind):
    data = saved(Image.new("RGB", (50, 40), "green"), kind)
    assert is_picture(data)
    assert shrunk(data).type in {"image/png", "image/jpeg"}


def test_what_is_see_through_lies_on_white():
    clear = Image.new("RGBA", (50, 40), (255, 0, 0, 0))
    assert opened(shrunk(saved(clear, "PNG")).body).convert("RGB").getpixel((5, 5)) == (255,) * 3


def bomb(width, height):
    """A PNG of a few kilobytes that unpacks to ``width`` × ``height``."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data))
            + kind
            + data
            + struct.pack(">I", zlib.crc32(kind + data) & 0xFFFFFFFF)
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(10_000_000), 9))
        + chunk(b"IEND", b"")
    )


def test_a_decompression_bomb_is_refused_before_it_is_decoded():
    data = bomb(60_000, 60_000)
    assert len(data) < 20_000
    code, params = refused(data)
    assert code is Code.PICTURE_TOO_LARGE
    assert params == {"name": "anh.jpg", "pixels": 3600, "most": MOST_PIXELS // 10**6}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"khong phai anh",
        b"\xff\xd8\xff\xe0",
        photo()[: len(photo()) // 2],
        b"%PDF-1.7 ...",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        bomb(5000, 5000)[:-2000],
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    ],
)
def test_what_is_no_picture_is_refused(data):
    assert refused(data)[0] is Code.PICTURE_UNREADABLE


def lying(width, height):
    """A photo that says to be of another size than it is."""
    data = photo()
    at = data.index(b"\xff\xc0")
    return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]


def test_a_photo_that_lies_about_its_size_costs_nothing():
    assert refused(lying(65_000, 65_000))[0] is Code.PICTURE_TOO_LARGE
    # What it does not have is grey; what it has is there.
    assert max(shrunk(lying(15_000, 15_000)).width, 0) <= 1600


def test_a_progressive_photo_may_be_no_larger_than_memory():
    """It lies in memory whole, however small it is to be."""
    out = io.BytesIO()
    Image.new("L", (9000, 8000)).save(out, "JPEG", progressive=True, quality=20)
    assert refused(out.getvalue())[1] == {"name": "anh.jpg", "pixels": 72, "most": 64}


def test_a_photo_of_100_megapixels_takes_little_memory(tmp_path):
    out = io.BytesIO()
    Image.linear_gradient("L").resize((12_000, 9_000)).save(out, "JPEG", quality=60)
    path = tmp_path / "108.jpg"
    path.write_bytes(out.getvalue())
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from PIL import Image\n"
        "from desktop.usecases.pictures import shrunk\n"
        "def most(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "data = Path(sys.argv[1]).read_bytes()\n"
        "before = most()\n"
        "made = shrunk(data)\n"
        "print(made.width, made.height, most() - before)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, text=True, check=True
    )
    width, height, megabytes = map(int, told.stdout.split())
    assert (width, height) == (1600, 1200)
    assert megabytes < 150


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "RGB"])
def test_a_large_drawing_is_made_smaller_strip_by_strip(monkeypatch, mode):
    source = Image.linear_gradient("L").resize((2000, 1500)).convert("RGBA")
    source.putalpha(Image.linear_gradient("L").rotate(90).resize((2000, 1500)))
    picture = source.convert("L").convert(mode) if mode == "I;16" else source.convert(mode)
    out = io.BytesIO()
    picture.save(out, "PNG")
    whole = Image.open(io.BytesIO(shrunk(out.getvalue(), longest=300).body))
    monkeypatch.setattr(pictures, "_SMALL", 0)
    made = Image.open(io.BytesIO(shrunk(out.getvalue(), longest=300).body))
    assert made.size == whole.size == (300, 225)
    apart = ImageChops.difference(made.convert("L"), whole.convert("L"))
    assert ImageStat.Stat(apart).mean[0] < 6


def test_what_a_camera_calls_a_moment_is_one():
    """Nothing else travels under that name."""
    data = photo().replace(b"2026:11:20 08:15:00", b"21.02,105.30 nha ong")
    assert b"105.30" not in shrunk(data).body
    assert b"2026:11:20 08:15:00" in shrunk(photo()).body


def test_of_a_position_only_the_position_travels():
    picture, exif = Image.new("RGB", (9, 9)), Image.Exif()
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (21.0, 1.0, 0.0), 3: "E", 4: (105.0, 3.0, 0.0), 27: b"SERIAL-1234"}
    )
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif.tobytes())
    body = shrunk(out.getvalue(), with_location=True).body
    assert b"SERIAL" not in body
    assert set(Image.open(io.BytesIO(body)).getexif().get_ifd(0x8825)) == {1, 2, 3, 4}


@pytest.mark.parametrize("orientation", [0, 9, 65_535])
def test_an_orientation_that_does_not_exist_is_none(orientation):
    assert (shrunk(photo(orientation=orientation)).width) == 800


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_damaged_metadata_is_no_reason_to_refuse_a_photo():
    data = photo().replace(b"Exif\x00\x00MM\x00*", b"Exif\x00\x00MM\x00*\xff\xff\xff\xff")
    data = data.replace(b"Exif\x00\x00II*\x00", b"Exif\x00\x00II*\x00\xff\xff\xff\xff")
    assert shrunk(data).width == 800
