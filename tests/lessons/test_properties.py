"""Whatever is written: what the check accepts works to the end, and nothing at all crashes."""

import contextlib
import tempfile
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.check import check_folder
from lessons.gift import read_gift, write_gift
from lessons.pack import PackError, load, write
from lessons.problems import Problems
from lessons.questions import BadResponse, arrangement, score, solution
from lessons.search import rows
from lessons.written import to_markdown

ALLOWED = {
    *("h2", "h3", "h4", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
    *("blockquote", "pre", "code", "kbd", "strong", "em", "s", "sup", "img", "a", "hr", "br"),
}
ATTRIBUTES = {
    *("id", "class", "href", "title", "src", "alt", "width", "height", "start", "align"),
    *("border", "cellpadding", "cellspacing"),
}
SCHEMES = ("#", "term:", "lesson:", "https://", "http://")

WORDS = [
    "rút",
    "dây",
    "mạng",
    "Đắk",
    "hoà",
    "nhập",
    "24",
    "giờ",
    "một",
    "hai",
    "x²",
    "“a”",
    "&",
    "<",
    ">",
    "*",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "|",
    "#",
    "~",
    "++Ctrl+C++",
]
letters = st.text(st.characters(categories=("L", "N", "P", "Sm", "Sc")), max_size=8)
phrase = st.lists(st.sampled_from(WORDS) | letters, min_size=1, max_size=6).map(" ".join)
line = phrase.map(lambda text: unicodedata.normalize("NFC", " ".join(text.split())) or "chữ")
PIECES = [
    *(
        "\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "- [x] ",
        "- [ ] ",
        "1. ",
        "| a | b |\n|---|---|\n",
        "|",
        "---\n",
    ),
    *(
        "## ",
        "### Câu hỏi {#b-1}",
        "### Question 2: x {#b-2 weight=2 about=a}",
        "{#a}",
        "{{ moc.han }}",
    ),
    *(
        "> [!NÊN] ",
        "> [!X",
        "```",
        "`",
        "[x](term:otp)",
        "[x](#a)",
        "[x](http://a)",
        "![a](a.png)",
        "<b>",
    ),
    *(
        "[^luat-thu]",
        "[^x]",
        "[^x]: ",
        "Đáp số: 8 ± 0,5 giờ",
        "Đáp án: a | b",
        "Hay nhầm:\n\n- 3",
        "++A+B++",
    ),
    *(
        "javascript:alert(1)",
        "<img src=x onerror=1>",
        "&#0;",
        "\\",
        "\x00",
        "\ufeff",
        "*",
        "**",
        "_",
        "~~",
    ),
]
soup = st.lists(st.sampled_from(PIECES) | line | st.text(max_size=3), min_size=5, max_size=40).map(
    "".join
)


@st.composite
def question(draw: st.DrawFn, number: int) -> str:
    head = f"### Câu hỏi {number}: {draw(line)} {{#b-{number}}}\n\n{draw(line)}\n\n"
    parts = [f"{draw(line)} {n}" for n in range(draw(st.integers(2, 5)))]
    match draw(st.sampled_from(["choice", "truth", "number", "short", "matching", "ordering"])):
        case "choice":
            ticks = draw(st.lists(st.booleans(), min_size=len(parts), max_size=len(parts)))
            marks = ["x" if tick else " " for tick in ticks]
            marks[0] = "x"
            answer = "\n".join(
                f"- [{mark}] {part}\n    > {draw(line)}"
                for mark, part in zip(marks, parts, strict=True)
            )
        case "truth":
            answer = "- [x] Đúng\n    > a\n- [ ] Sai\n    > b"
        case "number":
            answer = f"Đáp số: {draw(st.integers(-999, 999))} ± {draw(st.integers(0, 9))}"
        case "short":
            answer = f"Đáp án: {' | '.join(parts)} | a"
        case "matching":
            rows = "\n".join(f"| t{n} | {part.replace('|', '')} |" for n, part in enumerate(parts))
            answer = f"| a | b |\n|---|---|\n{rows}\n|  | không nơi nào |"
        case _:
            answer = "\n".join(f"{n}. {part}" for n, part in enumerate(parts, 1))
    return f"{head}{answer}\n\n> {draw(line)}\n"


@st.composite
def lesson(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(line, max_size=4))
    questions = [draw(question(n)) for n in range(1, draw(st.integers(1, 4)) + 1)]
    return "## A {#a}\n\n" + "\n\n".join(blocks) + "\n\n" + "\n".join(questions)


class Strict(HTMLParser):
    """Fails on any tag, attribute or address that is not of the subset, and on tags that
    are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        given = dict(attrs)
        assert set(given) <= ATTRIBUTES, attrs
        assert str(given.get("href", "#")).startswith(SCHEMES), attrs
        assert str(given.get("src", "image:")).startswith("image:"), attrs
        if tag not in {"img", "hr", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = handle_comment


def assert_in_subset(html: str) -> None:
    reader = Strict()
    reader.feed(html)
    reader.close()
    assert reader.open == []


@pytest.fixture(scope="session")
def good(course_files: dict[str, str], front: dict[str, str]) -> dict[str, str]:
    """A small course but for its lesson, which the tests put in."""
    return {**course_files, "m/bai.vi.md": front["vi"], "m/bai.en.md": front["en"]}


def put(root: Path, files: dict[str, str | bytes]) -> None:
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        target.write_bytes(data)


def examine(root: Path) -> bool:
    """Check, and follow what came out to the end. Whether the check accepted it."""
    report = check_folder(root)
    for finding in report.findings:
        assert finding.text("vi")
        assert finding.mend("en")
        assert finding.line >= 1
    course = report.compiled.course
    for each in course.lessons:
        assert_in_subset(each.html)
        for part in each.questions:
            assert_in_subset(part.html)
            assert_in_subset(part.explanation)
            assert score(part, solution(part)).right
            assert sorted(arrangement(part, "s")) == list(range(len(arrangement(part, "s"))))
        list(rows(each))
    write(course, root / "_pack")
    pack = load(root / "_pack")
    for each in course.lessons:
        read = pack.lesson(each.id, each.language)
        assert (read.html, read.questions, read.contents) == (
            each.html,
            each.questions,
            each.contents,
        )
    for read in read_gift(write_gift(course.lessons), Problems("x")).questions:
        to_markdown(read, "b-1", "vi")
    return not report.errors


@contextlib.contextmanager
def written(good: dict[str, str], changed: dict[str, str | bytes]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        put(Path(name), {**good, **changed})
        yield Path(name)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_accepted_works_to_the_end(good, data):
    body = data.draw(lesson())
    with written(good, {"m/bai.vi.md": good["m/bai.vi.md"] + body}) as root:
        examine(root)


@given(paragraphs=st.lists(line, min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_plain_lessons_are_accepted(good, paragraphs):
    """The other properties would hold of nothing if nothing were accepted."""
    plain = [
        " ".join(w for w in text.split() if w.isalnum() and w.isascii()) for text in paragraphs
    ]
    body = "## A {#a}\n\n" + "\n\n".join(words or "a" for words in plain)
    body += "\n\n### Câu hỏi 1: x {#b-1}\n\n- [x] a\n    > b\n- [ ] c\n    > d\n\n> e\n"
    twins = {path: good[path] + body for path in ("m/bai.vi.md", "m/bai.en.md")}
    with written(good, twins) as root:
        assert examine(root)


@given(text=soup, front=st.sampled_from([None, "", "---\n", "---\nid: [\n---\n"]))
@settings(max_examples=150, deadline=None)
def test_any_soup_of_syntax(good, text, front):
    front = good["m/bai.vi.md"] if front is None else front
    with written(good, {"m/bai.vi.md": front + text, "m/bai.questions.vi.md": text}) as root:
        examine(root)


YAML = [
    *("a: ", "{", "}", "[", "]", "- ", "\n", "  ", "&x ", "*x", "!!python/object ", "|\n", ">\n"),
    *('"', "'", "2026-13-45", "1e999", "0x" + "f" * 40, "vi: ", "id: m\n", "lessons: [bai]\n"),
    *("title: ", "~", "? ", "%", "checked: 2026-01-01\n", "<<: ", "\t"),
]
yaml = st.lists(st.sampled_from(YAML) | st.text(max_size=5), max_size=20).map("".join)
content = st.binary(max_size=300) | yaml.map(lambda text: text.encode("utf-8", "replace"))


@pytest.mark.parametrize(
    "path",
    [
        *("course.yml", "glossary.yml", "ids.yml", "m/module.yml"),
        *(
            "data/laws.yml",
            "data/moc.yml",
            "data/repealed.yml",
            "m/bai.vi.md",
            "m/a.png",
            "m/a.svg",
        ),
    ],
)
@given(content=content)
@settings(max_examples=40, deadline=None)
def test_any_bytes_in_any_file(good, path, content):
    body = "![a](a.png) ![b](a.svg) {{ moc.han }} [x](term:otp)"
    changed = {"m/bai.vi.md": good["m/bai.vi.md"] + body, path: content}
    with written(good, changed) as root:
        examine(root)


@given(content=content)
@settings(max_examples=100, deadline=None)
def test_any_bytes_as_a_pack(content):
    with written({}, {"course.json": content, "file.zip": content}) as root:
        for path in (root, root / "file.zip"):
            with contextlib.suppress(PackError):
                load(path).entries("vi")


json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(response=json_data, text=question(1))
@settings(max_examples=100, deadline=None)
def test_any_json_as_a_response(good, response, text):
    with written(good, {"m/bai.vi.md": good["m/bai.vi.md"] + text}) as root:
        for each in check_folder(root).compiled.course.lessons[0].questions:
            with contextlib.suppress(BadResponse):
                found = score(each, response)
                assert 0 <= found.points <= found.out_of
