"""ICU's data for Vietnamese and English, in the library that Qt brings."""

import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from desktop.bundling.icu_data import UnknownLayout, is_wanted, trim

LIBRARIES = Path(PySide6.__file__).parent / "Qt" / "lib"

SORT = """
import ctypes, functools, sys
data, common, collation, version, language = sys.argv[1:]
ctypes.CDLL(data, ctypes.RTLD_GLOBAL)
ctypes.CDLL(common, ctypes.RTLD_GLOBAL)
icu = ctypes.CDLL(collation)
opening, comparing = icu["ucol_open_" + version], icu["ucol_strcoll_" + version]
opening.restype = ctypes.c_void_p
error = ctypes.c_int(0)
found = ctypes.c_void_p(opening(language.encode(), ctypes.byref(error)))
def compare(*words):
    one, other = ((word.encode("utf-16-le"), len(word)) for word in words)
    return comparing(found, *one, *other)
words = "oi âu đa an Du zo ơi ăn da".split()
if error.value > 0:
    sys.exit(error.value)
print(*sorted(words, key=functools.cmp_to_key(compare)))
"""


def sorted_by(data: Path, language: str) -> list[str]:
    version = data.name.rpartition(".")[2]
    names = (f"libicu{part}.so.{version}" for part in ("uc", "i18n"))
    arguments = [str(data), *(str(LIBRARIES / name) for name in names), version, language]
    done = subprocess.run(
        [sys.executable, "-c", SORT, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.fixture(scope="module")
def whole() -> Path:
    return next(LIBRARIES.glob("libicudata.so.*"))


@pytest.fixture(scope="module")
def trimmed(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("icu") / whole.name
    made.write_bytes(whole.read_bytes())
    assert trim(made) > 25_000_000
    return made


@pytest.mark.parametrize(
    ("language", "told"),
    [("vi", "an ăn âu da Du đa oi ơi zo"), ("en", "an ăn âu da đa Du oi ơi zo")],
)
def test_words_are_sorted_as_with_all_of_it(
    whole: Path, trimmed: Path, language: str, told: str
) -> None:
    assert sorted_by(trimmed, language) == sorted_by(whole, language) == told.split()


def test_trimmed_twice_it_is_the_same(trimmed: Path, tmp_path: Path) -> None:
    again = tmp_path / trimmed.name
    again.write_bytes(trimmed.read_bytes())
    assert trim(again) < 4096
    assert sorted_by(again, "vi") == sorted_by(trimmed, "vi")


def test_another_file_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "libicudata.so.99"
    other.write_bytes(b"\x7fELF\x02\x01" + b"\0" * 500)
    with pytest.raises(UnknownLayout):
        trim(other)
    assert other.stat().st_size == 506


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ("coll/root.res", True),
        ("coll/vi.res", True),
        ("curr/en_GB.res", True),
        ("res_index.res", True),
        ("coll/ucadata.icu", True),
        ("uts46.nrm", True),
        ("coll/de.res", False),
        ("zh_Hant_TW.res", False),
        ("ibm-1047_P100-1995.cnv", False),
        ("brkitr/root.res", False),
    ],
)
def test_what_is_kept(item: str, wanted: bool) -> None:
    assert is_wanted(item) == wanted
