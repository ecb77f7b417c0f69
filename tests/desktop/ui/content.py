"""A small course and a form with every kind of question, made once for all tests."""

import hashlib
from pathlib import Path

from PySide6.QtGui import QColor, QImage

from lessons import pack
from lessons.course import Course, Heading, Image, Lesson, Module, Passage, Quiz, Term
from lessons.questions import (
    Item,
    Matching,
    MultipleChoice,
    Number,
    Option,
    Ordering,
    Question,
    Row,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from reports.form import dump
from reports.xlsform import compile_form
from tests.desktop.ui import recordings

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300">'
    b'<rect width="900" height="300" fill="#2b4a80"/></svg>'
)

PICTURE = hashlib.sha256(SVG).hexdigest()

MASTS = """name,label,height,up
m1,Trạm Pà Cò,45,north
m2,Trạm Mù Cang Chải,36,north
m3,Trạm Cái Bè,60,south
"""

HERE = Path(__file__).parent
FORMS = [
    *(
        HERE / f"{name}.md"
        for name in ("heard", "kinds", "kinds_rest", "outage", "seen", "signed", "weekly")
    ),
    HERE.parents[2] / "reports" / "forms" / "incident.md",
]


def questions() -> tuple[Question, ...]:
    """One of each kind; feedback says its option's letter."""
    return (
        SingleChoice(
            id="q-single",
            html="<p>Nhận tệp lạ thì làm gì?</p>",
            text="Nhận tệp lạ thì làm gì?",
            options=(Option("Mở xem", feedback="Đừng mở."), Option("Hỏi lại", correct=True)),
            explanation="<p>Hỏi lại bằng điện thoại.</p>",
            about="dau-hieu",
            shuffle=False,
        ),
        MultipleChoice(
            id="q-multiple",
            html="<p>Dấu hiệu nào?</p>",
            text="Dấu hiệu nào?",
            options=(
                Option("Giục gấp", correct=True, feedback="Đúng. Kẻ gian hay giục."),
                Option("Có mật khẩu", correct=True),
                Option("Có tên người gửi", feedback="Ai cũng chép được."),
            ),
            shuffle=False,
        ),
        TrueFalse(
            id="q-truefalse",
            html="<p>Người quen gửi thì an toàn.</p>",
            text="Người quen gửi thì an toàn.",
            options=(Option("Đúng"), Option("Sai", correct=True)),
        ),
        Number(
            id="q-number",
            html="<p>48 : 6 = ?</p>",
            text="48 : 6 = ?",
            value=8,
            tolerance=0.5,
            unit="giây",
            shown="8 ± 0,5 giây",
        ),
        ShortAnswer(
            id="q-short",
            html="<p>Phím khóa màn hình?</p>",
            text="Phím khóa màn hình?",
            answers=("Windows+L",),
        ),
        Matching(
            id="q-matching",
            html="<p>Ghép</p>",
            text="Ghép",
            left="Việc",
            right="Gọi ai",
            rows=(Row("Mất mạng", 0), Row("Mất token", 1)),
            choices=("Nhà mạng", "Đầu mối tỉnh"),
            shuffle=False,
        ),
        Ordering(
            id="q-ordering",
            html="<p>Xếp</p>",
            text="Xếp",
            items=(Item("Dừng"), Item("Cô lập"), Item("Báo")),
        ),
    )


def lesson(lesson_id: str, title: str, language: str = "vi") -> Lesson:
    """Long enough to scroll, with a table, a picture, a term and links."""
    many = "".join(f"<p>Đoạn {n}: mật khẩu dài thì khó đoán hơn.</p>" for n in range(60))
    return Lesson(
        id=lesson_id,
        language=language,
        module="an-ninh",
        title=title,
        minutes=12,
        html=(
            '<h2 id="dau-hieu">Dấu hiệu</h2>'
            f'<p>Gửi <a class="term" href="term:otp" title="Mã">OTP</a>.</p>{many}'
            f'<p class="figure"><img src="image:{PICTURE}" alt="Sơ đồ" width="900" height="300">'
            "</p>"
            '<h2 id="viec-lam">Việc cần làm</h2>'
            '<table class="grid"><thead><tr><th>Việc</th></tr></thead>'
            "<tbody><tr><td>Đăng nhập</td></tr></tbody></table>"
            f"{many}"
        ),
        passages=(
            Passage("dau-hieu", "Gửi OTP.\nMật khẩu dài thì khó đoán hơn."),
            Passage("viec-lam", "Đăng nhập"),
        ),
        contents=(Heading(2, "dau-hieu", "Dấu hiệu"), Heading(2, "viec-lam", "Việc cần làm")),
        objectives=("Nhận ra tệp lạ",),
        questions=questions(),
        quiz=Quiz(pass_mark=80),
        images=(PICTURE,),
    )


def write_packs(folder: Path) -> None:
    """What ``make setup`` builds, at the size of a test."""
    (folder / "forms").mkdir()
    for source in FORMS:
        result = compile_form(source.read_bytes(), source.name)
        assert result.form is not None, result.problems
        (folder / "forms" / f"{source.stem}.json").write_bytes(dump(result.form))
    for form in ("kinds", "kinds_rest"):
        media = folder / "forms" / f"{form}-media"
        media.mkdir()
        for name, colour in (("router", "#2b4a80"), ("old", "#a02c1c"), ("new", "#2a6236")):
            wide = 640 if name == "router" else 160
            picture = QImage(wide, 240, QImage.Format.Format_RGB32)
            picture.fill(QColor(colour))
            picture.save(str(media / f"{name}.png"))
    (folder / "forms" / "kinds_rest-media" / "masts.csv").write_text(MASTS, encoding="utf-8")
    recordings.write(folder / "forms" / "heard-media")
    lessons = (
        lesson("b2", "Tệp và đường link độc"),
        lesson("b2", "Malicious files", "en"),
        lesson("b3", "Giả danh"),
    )
    course = Course(
        id="khoa-thu",
        title={"vi": "Khóa thử"},
        modules=(Module("an-ninh", {"vi": "An ninh mạng"}, {"vi": "Tóm tắt"}, ("b2", "b3")),),
        lessons=lessons,
        glossary={"otp": Term({"vi": "OTP"}, {"vi": "mã xác thực dùng một lần"})},
        images={PICTURE: Image(PICTURE, "image/svg+xml", len(SVG), 900, 300)},
        files={PICTURE: SVG},
    )
    pack.write(course, folder / "lessons")
