"""Every code has its sentence, in both languages, with its parameters in it."""

from datetime import UTC, datetime

import pytest

from desktop.app import TRANSLATIONS
from desktop.store.errors import Code
from desktop.ui.language import Language
from desktop.ui.report_words import state_sentence, state_words
from desktop.ui.statusline import status_sentence
from desktop.ui.words import sentence
from desktop.usecases.reporting import ReportState
from desktop.usecases.status import Sentence, Status
from sync.client.problems import LineProblem
from sync.protocol.refusals import Problem

CODES = [*Code, *LineProblem, *Problem]
PARAMS = {
    "minimum": 12,
    "backup": "sonca-1.db",
    "path": "packs",
    "left": 3,
    "count": 4,
    "bytes": 2_000_000,
    "most": 1_000_000,
}


@pytest.fixture
def speak(qapp):
    spoken = Language(qapp, TRANSLATIONS)
    yield spoken.use
    spoken.use("vi")
    spoken.fall_silent()


@pytest.fixture(params=["vi", "en"])
def language(request, speak):
    speak(request.param)
    return request.param


@pytest.mark.parametrize("code", CODES, ids=str)
def test_every_code_has_a_sentence(code, language):
    words = sentence(code, PARAMS)
    assert "{" not in words
    assert f"({code})" not in words, "this is the sentence for unknown codes"
    assert words.endswith((".", "vn"))


def test_english_has_no_vietnamese_left(speak):
    speak("en")
    vietnamese = set("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
    for code in CODES:
        assert not vietnamese & set(sentence(code, PARAMS).replace("Sơn Ca", "").casefold()), code


def test_a_code_that_nobody_knows_still_says_that_the_data_is_safe():
    assert "Dữ liệu vẫn còn" in sentence("never_heard_of")
    assert "never_heard_of" in sentence("never_heard_of")


@pytest.mark.parametrize("state", ReportState)
def test_every_state_of_a_report_has_words(state, language):
    word, _tone, icon = state_words(state)
    assert word and icon and state_sentence(state).endswith(".")


@pytest.mark.parametrize("which", Sentence)
def test_the_status_is_one_sentence_for_every_case(which, language):
    problem = "no_line" if "problem" in which else ""
    status = Status(which, 3, 2_400, 1_790_000_000_000, 0, problem)
    words = status_sentence(status, datetime.fromtimestamp(1_790_000_100, UTC))
    assert words.endswith(".")
    assert "{" not in words
    if which in {Sentence.WAITING, Sentence.WAITING_WITH_PROBLEM}:
        assert "3" in words and "2 kB" in words


def test_one_item_is_singular_in_english(speak):
    speak("en")
    now = datetime.fromtimestamp(1_790_000_100, UTC)
    one = status_sentence(Status(Sentence.WAITING, 1, 900, None, None), now)
    two = status_sentence(Status(Sentence.WAITING, 2, 900, None, None), now)
    assert one.startswith("1 item ") and two.startswith("2 items ")
