import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.store import keys
from desktop.usecases.people import Door, NewOfficial, Session
from lessons import pack
from lessons.course import Course, Lesson, Module, Quiz
from lessons.questions import Item, Number, Option, Ordering, SingleChoice
from reports.form import dump
from reports.xlsform import compile_form
from tests.sync import faults
from tests.sync.province import Province

PASSWORD = "con chim son ca hot"
NAME = "Hoàng Thị Sử"


class Clock:
    """Milliseconds, a second more at each look."""

    def __init__(self) -> None:
        self.now = 1_790_000_000_000

    def __call__(self) -> int:
        self.now += 1000
        return self.now


@dataclasses.dataclass
class Pc:
    """One PC's data folder, with an official signed in."""

    data_dir: Path
    packs: Path
    clock: Clock
    session: Session

    def sign_in(self, name: str = NAME, password: str = PASSWORD) -> Session:
        self.session.close()
        self.session = Door(self.data_dir, self.clock).sign_in(name, password)
        return self.session


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slots whose passwords cost nothing to check: the cost itself is tested with the store."""
    cheap = keys.Cost(memory=64, passes=1, lanes=1)
    monkeypatch.setattr(keys.Slots.with_slot, "__defaults__", (cheap,))
    monkeypatch.setitem(_create_defaults(), "cost", cheap)


def _create_defaults() -> dict[str, object]:
    from desktop.store.opening import create_store

    return create_store.__kwdefaults__


def lesson(lesson_id: str, title: str, *, language: str = "vi", quiz: Quiz | None = None) -> Lesson:
    """A lesson with a question of each of three kinds, weights 1, 1 and 2."""
    return Lesson(
        id=lesson_id,
        language=language,
        module="an-ninh",
        title=title,
        minutes=10,
        html=f"<p>{title}</p>",
        quiz=quiz or Quiz(pass_mark=75),
        questions=(
            SingleChoice(
                id="q-tep",
                html="<p>Nhận tệp lạ?</p>",
                text="Nhận tệp lạ?",
                options=(Option("Mở"), Option("Không mở, hỏi lại", correct=True)),
            ),
            Number(id="q-gio", html="<p>Mấy giờ?</p>", text="Mấy giờ?", value=24),
            Ordering(
                id="q-thu-tu",
                html="<p>Xếp</p>",
                text="Xếp",
                weight=2.0,
                items=(Item("Dừng"), Item("Cô lập"), Item("Báo")),
            ),
        ),
    )


def write_course(packs: Path, *lessons: Lesson) -> None:
    ids = tuple(dict.fromkeys(one.id for one in lessons))
    course = Course(
        id="khoa-thu",
        title={"vi": "Khóa thử"},
        modules=(Module("an-ninh", {"vi": "An ninh mạng"}, {"vi": "Tóm tắt"}, ids),),
        lessons=lessons,
        glossary={},
        images={},
        files={},
    )
    pack.write(course, packs / "lessons")


FORM = """
# Gián đoạn

## settings

| form_id | form_title | default_language | version |
|---|---|---|---|
| outage | Gián đoạn | Tiếng Việt (vi) | 1 |

## survey

| type | name | label::Tiếng Việt (vi) | required | relevant | constraint | default |
|---|---|---|---|---|---|---|
| begin_group | where | Ở đâu | | | | |
| text | place | Nơi | yes | | | |
| select_one line | line | Đường truyền | yes | | | |
| text | ticket | Mã phiếu | yes | ${line} = 'down' | | |
| end_group | | | | | | |
| integer | minutes | Số phút | | | . >= 0 | |
| text | note | Ghi chú | | | | không có |
| begin_repeat | systems | Hệ thống | | | | |
| text | system | Tên | | | | |
| end_repeat | | | | | | |

## choices

| list_name | name | label::Tiếng Việt (vi) |
|---|---|---|
| line | ok | Tốt |
| line | down | Mất |
"""


@pytest.fixture(scope="session")
def outage_form() -> bytes:
    """A form with a group, a condition, a constraint, a default and a repeat, compiled."""
    result = compile_form(FORM.encode(), "outage.md")
    assert result.form is not None, result.problems
    return dump(result.form)


@pytest.fixture
def packs(tmp_path: Path, outage_form: bytes) -> Path:
    folder = tmp_path / "packs"
    (folder / "forms").mkdir(parents=True)
    (folder / "forms" / "outage.json").write_bytes(outage_form)
    write_course(
        folder,
        lesson("b2", "Tệp độc"),
        lesson("b2", "Malicious files", language="en"),
        lesson("b3", "Giả danh"),
    )
    return folder


@pytest.fixture
def pc(tmp_path: Path, packs: Path) -> Iterator[Pc]:
    clock = Clock()
    data_dir = tmp_path / "data"
    session = Door(data_dir, clock).set_up(
        NewOfficial(NAME, "Công chức", "0912345678"),
        PASSWORD,
        address="so.example.vn",
        enrolment_code="00000-00000",
    )
    made = Pc(data_dir, packs, clock, session)
    yield made
    made.session.close()


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    """A real server with some enrolment codes to spare."""
    made = Province(tmp_path_factory.mktemp("province"))
    made.codes += made.new_codes(12)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def line(province: Province) -> Iterator[faults.FaultyLine]:
    """The way to it, which a test may break."""
    with faults.FaultyLine(province.target) as made:
        yield made
