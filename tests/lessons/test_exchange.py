"""Question banks in and out: GIFT read back by another's parser, and by our own."""

import io
import warnings

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lessons.aiken import read_aiken
from lessons.check import check_folder
from lessons.compile import compile_folder
from lessons.gift import read_gift, write_gift
from lessons.problems import Problems
from lessons.written import from_html, from_plain, id_for, to_markdown

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its regular expressions are not raw strings
    from pygiftparser import answer as theirs
    from pygiftparser import parser as their_parser

EVERY_KIND = r"""
### Câu hỏi 1: Rút gì? {#b-1}

Máy báo `a = {b}`: làm **ngay** #1 ~ 5 -> 6.

- [x] Dây mạng: đúng = tốt
    > Phải: ngay.
- [ ] Dây nguồn # không
    > Sai.

> Vì a \~ b: c.

### Câu hỏi 2: Chọn? {#b-2}

- [x] Một
    > v
- [x] Hai
    > v
- [x] Ba
    > v
- [ ] Bốn
    > v

### Câu hỏi 3: Có đúng không? {#b-3}

- [ ] Đúng
    > nói sai
- [x] Sai
    > nói đúng

### Câu hỏi 4: Mấy? {#b-4}

Đáp số: 8,5 ± 0,25 giờ

Hay nhầm:

- 17
    > Chia đôi.

> v

### Câu hỏi 5: Gọi là gì? {#b-5}

Đáp án: cô lập | cách ly

> v

### Câu hỏi 6: Ghép {#b-6}

| Việc | Ai |
|---|---|
| Mạng | Nhà mạng |
| OTP | Nhà mạng |
| Lộ | Công an |
|  | Bưu điện |

### Câu hỏi 7: Xếp {#b-7}

1. Rút
2. Ghi
3. Gọi
"""


@pytest.fixture
def course(write_course):
    return compile_folder(write_course(EVERY_KIND)).course


@pytest.fixture
def gift(course):
    return write_gift(course.lessons)


def test_another_parser_reads_what_we_write(gift):
    read = their_parser.parseFile(io.StringIO(gift))
    assert [q.title for q in read] == [f"b-{n}" for n in range(1, 8)]
    assert all(q.valid for q in read)
    assert {q.cat for q in read} == {"$course$/Bài"}  # theirs ends at the first space
    assert [type(q.answers) for q in read] == [
        theirs.SelectSet,
        theirs.MultipleChoicesSet,
        theirs.TrueFalseSet,
        theirs.NumericAnswerSet,
        theirs.ShortSet,
        theirs.MatchingSet,
        theirs.MatchingSet,
    ]
    single, multiple, truth, number, short, matching, ordering = (q.answers for q in read)
    assert [a.fraction for a in single.answers] == [100, 0]
    assert "Dây mạng\\: đúng \\= tốt" in single.answers[0].answer
    assert [round(a.fraction, 3) for a in multiple.answers] == [33.333, 33.333, 33.333, -33.333]
    assert truth.answer is False
    assert (truth.feedbackWrong, truth.feedbackCorrect) == ("nói sai", "nói đúng")
    assert [(a.value, a.tolerance, a.fraction) for a in number.answers] == [
        (8.5, 0.25, 100),
        (17, 0, 0),
    ]
    assert [a.answer.strip() for a in short.answers] == ["cô lập", "cách ly"]
    assert ("", "Bưu điện") in [(a.question.strip(), a.answer.strip()) for a in matching.answers]
    assert [a.answer.strip() for a in ordering.answers] == ["Rút", "Ghi", "Gọi"]
    assert "Vì a" in read[0].generalFeedback


def test_out_and_in_again_asks_the_same(gift, course, write_course):
    back = read_gift(gift, Problems("x"))
    assert back.problems == []
    taken: set[str] = set()
    text = "\n".join(to_markdown(q, id_for(q.name, "b", taken), "vi") for q in back.questions)
    again = compile_folder(write_course(text)).course.lessons[0].questions
    for before, after in zip(course.lessons[0].questions, again, strict=True):
        assert (after.id, after.kind, after.explanation) == (
            before.id,
            before.kind,
            before.explanation,
        )
        for part in (
            "options",
            "value",
            "tolerance",
            "answers",
            "mistakes",
            "rows",
            "choices",
            "items",
        ):
            assert getattr(after, part, None) == getattr(before, part, None)


def test_braces_in_an_answer_come_back(write_course):
    # Escaped as Moodle wants it; the other parser stops at an escaped closing brace.
    body = "### Câu hỏi: Gì? {#b-1}\n\n- [x] {a} và \\#b: c = d\n    > {v}\n- [ ] ~e\n    > v\n"
    course = compile_folder(write_course(body)).course
    back = read_gift(write_gift(course.lessons), Problems("x"))
    text = to_markdown(back.questions[0], "b-1", "vi")
    again = compile_folder(write_course(text)).course
    assert again.lessons[0].questions[0].options == course.lessons[0].questions[0].options


def test_gift_as_others_write_it():
    text = """\
// a comment
$CATEGORY: tom/dick

Who is buried? {~no one ~%50%Grant ~%50%Mrs Grant =%0%nobody#really}

::Two\\: b:: [markdown]Two plus *two* is {=four =4 =%50%vier}

Sun rises in the {=east#good ~west} every day.

Numbers {#3.125}

Between {#1..5####so}

::t:: It is so.{T#no#yes}

Match. {=a -> 1 =b -> 2}

Write an essay. {}

Just text, no braces.

Broken { =a
"""
    read = read_gift(text, Problems("bank.gift"))
    assert [(q.kind, q.name) for q in read.questions] == [
        ("multiple", ""),
        ("short", "Two: b"),
        ("single", ""),
        ("number", ""),
        ("number", ""),
        ("truefalse", "t"),
        ("matching", ""),
    ]
    assert read.questions[1].text == "Two plus *two* is"
    assert "_____ every day" in read.questions[2].text.replace("\\", "")
    assert [q.choices[0].text for q in read.questions[3:5]] == ["3.1250", "3 ± 2"]
    assert read.questions[4].explanation == "so"
    assert [(c.right, c.feedback) for c in read.questions[5].choices] == [
        (True, "yes"),
        (False, "no"),
    ]
    assert [(p.code, p.line) for p in read.problems] == [
        ("import-weight", 6),
        ("import-essay", 18),
        ("import-description", 20),
        ("import-broken", 22),
    ]


def test_aiken():
    text = """\
\ufeffViệc đầu tiên khi lỡ mở tệp lạ?
A. Tắt máy
B) Rút dây *mạng*
ANSWER: B

No answer here
A. x
B. y

Next one?
A. x
B. y
answer: a
"""
    read = read_aiken(text, Problems("bank.txt"))
    assert [[(c.text, c.right) for c in q.choices] for q in read.questions] == [
        [("Tắt máy", False), ("Rút dây \\*mạng\\*", True)],
        [("x", True), ("y", False)],
    ]
    assert [(p.code, p.line) for p in read.problems] == [("import-broken", 6)]


def test_ids_are_new_and_belong_to_the_lesson():
    taken = {"b2-1", "b2-otp"}
    names = ("", "b2-otp", "Đăng nhập: lần 1!", "", "?")
    assert [id_for(name, "b2", taken) for name in names] == [
        "b2-2",
        "b2-otp-2",
        "b2-dang-nhap-lan-1",
        "b2-3",
        "b2-4",
    ]


def test_html_of_other_systems():
    html = '<p>A <b>b</b>&nbsp;<script>x</script></p><p><img src="a" alt="hình">1 &lt; 2<br>c</p>'
    assert from_html(html) == "A **b** x\n\nhình1 \\< 2\nc"


@given(st.text(min_size=1))
@example("\t-")
@example("    1. a\r\n\t# b")
def test_plain_text_shows_as_it_is(text):
    from lessons.markdown import plain, read

    nodes = read(from_plain(text)).sections
    shown = " ".join(plain(node) for section in nodes for node in section.nodes)
    assert "".join(shown.split()) == "".join(text.replace("\x00", "\ufffd").split())


@given(st.text(alphabet=st.sampled_from("a=~#{}:\\\n->%5TF. /$[]h") | st.characters()))
def test_nothing_breaks_the_readers(text):
    for read in (read_gift, read_aiken):
        for question in read(text, Problems("x")).questions:
            to_markdown(question, "x-1", "vi")


def test_what_is_imported_passes_the_check(write_course):
    gift = "Q {=a#f ~b#f####e}\n\nR {=x =y####e}\n\nS {#4:1####e}\n\nT {F#a#b####e}\n"
    bank = "\n".join(
        to_markdown(q, f"b-{n}", "vi")
        for n, q in enumerate(read_gift(gift, Problems("x")).questions)
    )
    report = check_folder(write_course("Chữ.", **{"m/bai.questions.vi.md": bank}))
    assert {f.code for f in report.findings} == {"twin-missing"}
    assert sum(report.counts.questions["vi"].values()) == 4
