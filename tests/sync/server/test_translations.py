"""Vietnamese is the language of the source; English has every sentence."""

import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from tests.sync.server import factories as make

ROOT = Path(__file__).parents[3]
CATALOGUE = Path("locale/en/LC_MESSAGES/django.po")
VIETNAMESE = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.I
)


def test_english_has_every_sentence_of_the_source(tmp_path: Path) -> None:
    """Extract the sentences anew: none is missing from the catalogue, none has no English."""
    copy = tmp_path / "sync" / "server"
    shutil.copytree(ROOT / "sync" / "server", copy, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-m", "sync.server", "makemessages", "-l", "en", "--no-location", "-v0"],
        cwd=copy,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "SONCA_SERVER_DATA": str(tmp_path)},
        check=True,
        capture_output=True,
    )
    for kind in ("--untranslated", "--only-fuzzy"):
        missing = subprocess.run(
            ["msgattrib", kind, "--no-obsolete", "--no-wrap", copy / CATALOGUE],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        assert [
            line
            for line in missing.splitlines()
            if line.startswith('msgid "') and line != 'msgid ""'
        ] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["/", "/reports/", "/communes/", "/training/", "/alarms/", "/accounts/login/"]
)
def test_an_english_page_has_no_vietnamese_words_of_ours(url: str) -> None:
    """Names of places and people stay; the frame, headings and buttons are English."""
    client = Client()
    if not url.startswith("/accounts"):
        client.force_login(make.staff(full_name="Staff"))
    client.cookies["sonca_language"] = "en"
    text = client.get(url).text
    assert '<html lang="en"' in text
    # Django keeps the name of the language decomposed.
    text = unicodedata.normalize("NFC", text)
    words = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]*>", " ", text, flags=re.S)
    ours = words.replace("Sơn Ca", "").replace("Tiếng Việt", "")
    assert VIETNAMESE.findall(ours) == []


@pytest.mark.parametrize(
    "english", ["Log out", "Change password", "Light", "Dark", "System", "Filters", "Go back"]
)
def test_the_frames_words_are_vietnamese(english: str) -> None:
    with translation.override("vi"):
        assert translation.gettext(english) != english
