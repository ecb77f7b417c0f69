"""Everything an author can break: each code has a case that brings it out, with its line."""

import datetime as dt
import json
import threading
import unicodedata
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from lessons.__main__ import main
from lessons.check import check, check_folder
from lessons.check.catalogue import MESSAGES
from lessons.check.messages_files import EXCHANGE
from lessons.check.online import online_problems, why_silent
from lessons.check.text import encoding_of

TODAY = dt.date(2026, 11, 23)
GOOD = """\
## Phần một {#mot}

Rút dây mạng.

### Câu hỏi 1: Làm gì? {#b-1}

- [x] Rút dây
    > Đúng.
- [ ] Tắt máy
    > Sai.

> Vì vậy.
"""
GOOD_EN = """\
## Part one {#mot}

Unplug it.

### Question 1: What do you do? {#b-1}

- [x] Unplug
    > Right.
- [ ] Switch off
    > Wrong.

> So it is.
"""
FRONT_LINES = 8
"""How many lines stand before the body that the fixture writes."""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'
LEGACY = "Céng hßa x· héi chñ nghÜa ViÖt Nam"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"

# code: (body, line in the body or None, other files)
CASES: dict[str, tuple[str, int | None, dict[str, str | bytes | None]]] = {
    "html-raw": ("Chữ <b>đậm</b>.", 1, {}),
    "not-nfc": ("Một.\n\n" + unicodedata.normalize("NFD", "Đường truyền"), 3, {}),
    "legacy-tcvn3": (f"Một.\n\n{LEGACY}", 3, {}),
    "legacy-vni": (f"Một.\n\n{VNI}", 3, {}),
    "control-character": ("Chữ\u200b dính.", 1, {}),
    "sentence-long": ("tiếng " * 41 + ".", 1, {}),
    "lesson-long": ("Một câu ngắn. " * 500, None, {}),
    "heading-level": ("# To {#to}\n\nChữ.", 1, {}),
    "heading-nested": ("- # Trong", 1, {}),
    "heading-empty": ("## {#x}\n\nChữ.", 1, {}),
    "heading-no-id": ("## Không mã\n\nChữ.", 1, {}),
    "heading-twice": ("## A {#a}\n\nChữ.\n\n## B {#a}\n\nChữ.", 5, {}),
    "heading-attributes": ("## A {#a weight=2}\n\nChữ.", 1, {}),
    "note-kind": ("> [!HEY]\n> Chữ.", 1, {}),
    "footnote-unused": ("Chữ.\n\n[^thua]: Nội dung.", 3, {}),
    "footnote-missing": ("Chữ.[^khong-co]", 1, {}),
    "image-missing": ("![Mô tả](khong-co.png)", 1, {}),
    "image-alt": ("![](a.svg)", 1, {"m/a.svg": SVG.format("")}),
    "image-broken": ("![A](a.png)", 1, {"m/a.png": b"\x89PNG nothing"}),
    "image-active": ("![A](a.svg)", 1, {"m/a.svg": SVG.format("<script>1</script>")}),
    "image-large": ("![A](a.png)", 1, {"m/a.png": b"\x89PNG" + bytes(600_000)}),
    "image-unused": ("Chữ.", None, {"m/thua.svg": SVG.format("")}),
    "link-dead": ("[x](khong-co.vi.md)", 1, {}),
    "link-anchor": ("Chữ.\n\n[x](#khong-co)", 3, {}),
    "link-language": ("[x](bai.en.md)", 1, {}),
    "link-insecure": ("[x](http://example.org)", 1, {}),
    "link-kind": ("[x](ftp://example.org/a)", 1, {}),
    "data-unknown": ("{{ moc.khong-co }}", 1, {}),
    "term-unknown": ("[x](term:khong-co)", 1, {}),
    "law-repealed": ("Theo Nghị định\n85/2016 về cấp độ.", 1, {}),
    "question-id-missing": ("### Câu hỏi 1: Gì?\n\n- [x] a\n- [ ] b", 1, {}),
    "question-twice": (GOOD + "\n" + GOOD.split("\n", 4)[4], 14, {}),
    "question-empty": ("### Câu hỏi {#q}\n\n- [x] a\n    > v\n- [ ] b\n    > v", 1, {}),
    "question-no-answer": ("### Câu hỏi: Gì? {#q}\n\nChữ.", 1, {}),
    "question-no-right": ("### Câu hỏi: Gì? {#q}\n\n- [ ] a\n- [ ] b", 3, {}),
    "question-both-true": ("### Câu hỏi: Gì? {#q}\n\n- [x] Đúng\n- [x] Sai", 3, {}),
    "question-few": ("### Câu hỏi: Gì? {#q}\n\n- [x] a", 1, {}),
    "question-many": (
        "### Câu hỏi: Gì? {#q}\n\n" + "\n".join(f"{n}. x{n}" for n in range(1, 15)),
        1,
        {},
    ),
    "question-setting": ("### Câu hỏi: Gì? {#q weight=99}\n\nĐáp án: a\n\n> v", 1, {}),
    "question-unexplained": ("### Câu hỏi: Gì? {#q}\n\nĐáp án: a", 1, {}),
    "option-unexplained": ("### Câu hỏi: Gì? {#q}\n\n- [x] a\n    > v\n- [ ] b\n\n> v", 5, {}),
    "option-empty": ("### Câu hỏi: Gì? {#q}\n\n- [x] a\n- [ ] ![](x.png)", 3, {}),
    "option-twice": ("### Câu hỏi: Gì? {#q}\n\n- [x] a\n- [ ] a", 3, {}),
    "feedback-indent": ("### Câu hỏi: Gì? {#q}\n\n- [ ] a\n> v\n- [x] b\n- [ ] c\n", 3, {}),
    "matching-columns": ("### Câu hỏi: Gì? {#q}\n\n| a |\n|---|\n| b |", 3, {}),
    "matching-right-empty": (
        "### Câu hỏi: Gì? {#q}\n\n| a | b |\n|---|---|\n| c | |\n| d | e |",
        5,
        {},
    ),
    "number-unreadable": ("### Câu hỏi: Gì? {#q}\n\nĐáp số: tám\n\n> v", 3, {}),
    "number-ambiguous": ("### Câu hỏi: Gì? {#q}\n\nĐáp số: 1.000\n\n> v", 3, {}),
    "mistake-is-right": ("### Câu hỏi: Gì? {#q}\n\nĐáp án: a\n\nHay nhầm:\n\n- A.\n\n> v", 7, {}),
    "about-unknown": ("### Câu hỏi: Gì? {#q about=xa}\n\nĐáp án: a\n\n> v", 1, {}),
    "questions-none": ("Chữ.", None, {}),
    "id-form": ("## A {#Hoa}\n\nChữ.", 1, {}),
    "bank-text": (GOOD, None, {"m/bai.questions.vi.md": "Chữ lạc.\n"}),
    "bank-no-lesson": (GOOD, None, {"m/xa.questions.vi.md": ""}),
    "file-missing": (GOOD, None, {"course.yml": None}),
    "file-name": (GOOD, None, {"m/Bài.vi.md": ""}),
    "file-large": (GOOD, None, {"m/to.vi.md": "x" * 500_000}),
    "not-utf8": (GOOD, None, {"glossary.yml": b"a: \xff\n"}),
    "yaml-broken": (GOOD, None, {"glossary.yml": "a: [\n"}),
    "field-missing": (GOOD, None, {"m/module.yml": "id: m\nlessons: [bai]\n"}),
    "field-unknown": (GOOD, None, {"glossary.yml": "a: {term: {vi: a}, meaning: {vi: b}, x: y}\n"}),
    "field-twice": (GOOD, None, {"glossary.yml": "a: {term: {vi: a}, meaning: {vi: b}}\na: {}\n"}),
    "field-wrong": (GOOD, None, {"course.yml": "id: t\ntitle: {vi: T}\nmodules: m\n"}),
    "module-missing": (GOOD, None, {"course.yml": "id: t\ntitle: {vi: T}\nmodules: [m, n]\n"}),
    "module-unlisted": (GOOD, None, {"n/module.yml": "id: n\ntitle: {vi: N}\nlessons: []\n"}),
    "module-twice": (GOOD, None, {"n/module.yml": "id: m\ntitle: {vi: N}\nlessons: [x]\n"}),
    "lesson-missing": (GOOD, None, {"m/module.yml": "id: m\ntitle: {vi: M}\nlessons: [bai, b2]\n"}),
    "lesson-unlisted": (GOOD, None, {"m/b2.vi.md": ""}),
    "lesson-twice": (GOOD, None, {"m/module.yml": "id: m\ntitle: {vi: M}\nlessons: [bai, bai]\n"}),
    "lesson-no-module": (GOOD, None, {"n/b2.vi.md": ""}),
    "front-missing": (GOOD, None, {"m/bai.vi.md": "Chữ.\n"}),
    "term-twice": (GOOD, None, {"m/glossary.yml": "otp: {term: {vi: a}, meaning: {vi: b}}\n"}),
    "twin-missing": (GOOD, None, {"m/bai.en.md": None}),
    "data-stale": (GOOD, None, {"data/a.yml": "a: {text: x, source: y, checked: 2025-11-22}\n"}),
    "date-future": (GOOD, None, {"data/a.yml": "a: {text: x, source: y, checked: 2027-01-01}\n"}),
    "data-expired": (
        "{{ a.b }}",
        None,
        {"data/a.yml": "b: {text: x, source: y, checked: 2026-01-01, until: 2026-11-22}\n"},
    ),
    "data-not-yet": (
        "{{ a.b }}",
        None,
        {"data/a.yml": "b: {text: x, source: y, checked: 2026-01-01, from: 2026-12-01}\n"},
    ),
    "law-superseded": (
        "Theo Thông tư 7.",
        1,
        {
            "data/repealed.yml": "t: {names: [Thông tư 7], ended: 2026-01-01, status: superseded,"
            " by: {vi: X}}\n"
        },
    ),
    "question-lost": (GOOD, None, {"ids.yml": "bai:\n  b-1: single\n  b-9: single\n"}),
    "question-moved": (GOOD, None, {"ids.yml": "khac:\n  b-1: single\n"}),
    "question-kind-changed": (GOOD, None, {"ids.yml": "bai:\n  b-1: short\n"}),
}
OLD_SOURCE = "{law: luat-thu, article: Điều 1, checked: 2026-11-01}"
FRONT_CASES = {
    "lesson-id-file": ("id: bai", "id: khac", 2),
    "objectives-many": ("[Làm được việc thử]", "[a, b, c, d, e, f, g]", 5),
    "law-unknown": ("luat-thu", "luat-khac", 7),
    "source-twice": (OLD_SOURCE, f"{OLD_SOURCE}\n  - {OLD_SOURCE}", 8),
    "source-stale": ("2026-11-01", "2025-11-22", 7),
    "sources-none": (f"sources:\n  - {OLD_SOURCE}\n", "", 1),
    "draw-many": ("minutes: 5", "minutes: 5\nquiz: {draw: 9}", 5),
    "accept-refused": ("minutes: 5", "minutes: 5\naccept: [{code: html-raw, because: x}]", 5),
    "accept-unused": ("minutes: 5", "minutes: 5\naccept: [{code: sentence-long, because: x}]", 5),
}
TWIN_CASES = {
    "twin-field": ("title: A", "minutes: 6\ntitle: A", 3),
    "twin-heading": ("{#mot}", "{#one}", 6),
    "twin-content": ("Unplug it.", "- Unplug it.", 6),
    "twin-question-missing": (GOOD_EN.split("\n", 4)[4], "", 1),
    "twin-question-extra": (
        "### Question 1",
        "### Question: Who? {#b-2}\n\nAnswer: a\n\n> b\n\n### Question 1",
        10,
    ),
    "twin-question": ("- [x] Unplug", "- [x] Unplug it", None),
}


def codes(report):
    return {finding.code for finding in report.findings}


@pytest.mark.parametrize("code", CASES)
def test_body_and_files(write_course, code):
    body, line, files = CASES[code]
    en = None if code == "twin-missing" else GOOD_EN
    report = check_folder(write_course(body, en, **files), TODAY)
    found = [finding for finding in report.findings if finding.code == code]
    assert found, codes(report)
    if line is not None:
        assert found[0].line == line + FRONT_LINES


@pytest.mark.parametrize("code", FRONT_CASES)
def test_front_matter(write_course, code):
    old, new, line = FRONT_CASES[code]
    root = write_course(GOOD, GOOD_EN)
    path = root / "m/bai.vi.md"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    found = [f for f in check_folder(root, TODAY).findings if f.code == code]
    assert [(f.path, f.line) for f in found[:1]] == [("m/bai.vi.md", line)]


@pytest.mark.parametrize("code", [code for code in TWIN_CASES if code != "twin-question"])
def test_twins(write_course, code):
    old, new, line = TWIN_CASES[code]
    root = write_course(GOOD, GOOD_EN)
    path = root / "m/bai.en.md"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    found = [f for f in check_folder(root, TODAY).findings if f.code == code]
    assert [(f.path, f.line) for f in found[:1]] == [("m/bai.en.md", line)]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("- [x] Unplug\n    > Right.\n- [ ] Switch off\n    > Wrong.", "Answer: unplug", "kind"),
        ("- [x] Unplug\n    > Right.\n- [ ]", "- [ ] Unplug\n    > Wrong.\n- [x]", "options"),
        ("{#b-1}", "{#b-1 weight=2}", "weight"),
    ],
)
def test_a_twin_asks_the_same(write_course, old, new, what):
    assert old in GOOD_EN
    report = check_folder(write_course(GOOD, GOOD_EN.replace(old, new)), TODAY)
    assert [(f.code, f.problem.params["what"], f.line) for f in report.findings] == [
        ("twin-question", what, 10)
    ]


def test_a_twin_keeps_the_order(write_course):
    second, second_en = (
        "\n### Câu hỏi: Gì? {#b-2}\n\nĐáp án: a\n\n> b\n",
        "### Question: What? {#b-2}\n\nAnswer: a\n\n> b\n\n",
    )
    head, question = GOOD_EN.split("### ", 1)
    report = check_folder(write_course(GOOD + second, f"{head}{second_en}### {question}"), TODAY)
    assert codes(report) == {"twin-question-order"}


def test_a_question_belongs_to_one_lesson(write_course):
    files = {
        "m/module.yml": "id: m\ntitle: {vi: M, en: M}\nlessons: [bai, hai]\n",
        "m/hai.vi.md": f"---\nid: hai\ntitle: H\nminutes: 5\nobjectives: [x]\n---\n{GOOD}",
    }
    report = check_folder(write_course(GOOD, GOOD_EN, **files), TODAY)
    assert ("question-id-taken", "m/hai.vi.md", 11) in {
        (f.code, f.path, f.line) for f in report.findings
    }


def test_every_code_has_a_case():
    elsewhere = {
        "question-id-taken",
        "twin-question-order",
        "twin-question",
        "link-silent",
        *EXCHANGE,
    }
    assert set(MESSAGES) - set(CASES) - set(FRONT_CASES) - set(TWIN_CASES) - elsewhere == set()


def test_a_good_course_has_nothing_to_say(write_course):
    report = check_folder(write_course(GOOD, GOOD_EN), TODAY)
    assert report.findings == ()
    assert report.counts.by_language == {"vi": 1, "en": 1}
    assert report.counts.questions["vi"]["single"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "Cộng hòa xã hội chủ nghĩa Việt Nam, «độc lập»; giá 3×4 m², 50 µm, © 2026.",
        "Ông Señor Müller ở Façade nói Đắk Nông có buôn Ma Thuột.",
        "Buôn Ea Kčah, xã Ea Ñuôl: ĭ, ŏ, ư̆, č, ñ viết như thường.",
        "Hmoob Dawb: peb nyob hauv lub zos.",
        f"Tệp cũ hiện ra `{LEGACY}` hay `{VNI}`.",
    ],
)
def test_honest_text_is_not_taken_for_an_old_code(write_course, text):
    assert codes(check_folder(write_course(text, text), TODAY)) <= {"questions-none"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Nghị định 85/2016/NĐ-CP", True),
        ("nghi dinh  85/2016", True),
        ("Nghị định 185/2016", False),
        ("85/2016/NĐ-CP.", True),
        ("1185/2016/NĐ-CP", False),
    ],
)
def test_repealed_laws_are_found_however_written(write_course, text, named):
    assert ("law-repealed" in codes(check_folder(write_course(f"Theo {text}."), TODAY))) is named


def test_following_saves_gives_what_a_fresh_look_gives(write_course):
    body = GOOD.replace("mạng.", "mạng.\n\n![A](a.svg)\n\nTrong {{ moc.han }}.")
    root = write_course(body, GOOD_EN, **{"m/a.svg": SVG.format("")})
    report = check_folder(root, TODAY)

    def changed(path, old, new):
        text = (root / path).read_text()
        assert old in text
        (root / path).write_text(text.replace(old, new))

    lessons = report.compiled.course.lessons
    for path, old, new in [
        ("m/bai.vi.md", "Rút dây mạng.", "Rút **dây** mạng."),
        ("m/bai.vi.md", "minutes: 5", "minutes: 7"),
        ("data/moc.yml", "24 giờ", "25 giờ"),
        ("m/a.svg", "0 0 10 10", "0 0 10 20"),
        ("course.yml", "CC-BY-4.0", "CC0"),
        ("m/bai.en.md", "Unplug it.", "Pull it."),
    ]:
        changed(path, old, new)
        report = check_folder(root, TODAY, before=report)
        fresh = check_folder(root, TODAY)
        assert report.findings == fresh.findings
        assert report.compiled.course == fresh.compiled.course
        assert report.compiled.course.lessons != lessons
        lessons = report.compiled.course.lessons
    again = check_folder(root, TODAY, before=report)
    assert again.compiled.drafts["bai"]["vi"] is report.compiled.drafts["bai"]["vi"]


def test_a_reason_explains_and_an_error_stays(write_course):
    root = write_course(GOOD.replace("Rút dây mạng.", "Nghị định 85/2016 đã được thay."), GOOD_EN)
    path = root / "m/bai.vi.md"
    accept = "accept: [{code: law-repealed, at: mot, because: Kể rằng đã được thay.}]\n"
    path.write_text(path.read_text().replace("minutes: 5\n", f"minutes: 5\n{accept}"))
    report = check_folder(root, TODAY)
    assert (report.errors, report.warnings, report.explained) == (0, 0, 1)
    assert report.findings[0].explained == "Kể rằng đã được thay."
    path.write_text(path.read_text().replace("at: mot", "at: b-1"))
    assert codes(check_folder(root, TODAY)) == {"law-repealed", "accept-unused"}


def test_addresses_that_do_not_answer(write_course):
    body = GOOD.replace("mạng.", "mạng [x](https://a.example) [y](https://b.example/p).")
    root = write_course(body, GOOD_EN)
    path = root / "m/bai.vi.md"
    path.write_text(path.read_text().replace("{law: l", "{url: https://a.example, law: l"))
    compiled = check_folder(root, TODAY).compiled
    silent = online_problems(compiled, lambda href: "404" if href == "https://a.example" else "")
    report = check(compiled, TODAY, silent)
    assert [(f.code, f.line) for f in report.findings] == [("link-silent", 7), ("link-silent", 11)]


def test_why_silent():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(int(self.path[1:]))
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            assert [why_silent(f"{base}/{code}") for code in (200, 403, 404, 500)] == [
                "",
                "",
                "404",
                "500",
            ]
        finally:
            server.shutdown()
            thread.join()
    assert "refused" in why_silent(base).lower()
    assert why_silent("https://[broken")


def test_command_line(write_course, capsys, tmp_path):
    root = write_course(GOOD, GOOD_EN)
    assert main(["check", str(root), "--today", "2026-11-23"]) == 0
    assert "1 bài, 1 câu hỏi: 0 lỗi, 0 cảnh báo" in capsys.readouterr().out
    (root / "m/bai.vi.md").write_text((root / "m/bai.vi.md").read_text().replace("[x]", "[ ]"))
    assert main(["check", str(root), "--json", "--today", "2026-11-23"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["errors"], told["warnings"]) == (2, 1)
    first = next(f for f in told["findings"] if f["severity"] == "error")
    assert (first["code"], first["line"]) == ("question-no-right", 15)
    assert "[x]" in first["vi"]["mend"]
    assert main(["pack", str(root), "--out", str(tmp_path / "p")]) == 1
    assert not (tmp_path / "p").exists()
    assert "question-no-right" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LEGACY, "tcvn3"),
        ("§¶ng bé x· §ång V¨n", "tcvn3"),
        ("Báo cáo: UBND x· Lòng Có ®· tiÕp nhËn hå s¬ cña d©n", "tcvn3"),
        (VNI, "vni"),
        ("Uyû ban nhaân daân xaõ Ñoàng Vaên", "vni"),
    ],
)
def test_old_codes(text, code):
    assert encoding_of(text) == code


def test_recorded_ids(write_course, capsys):
    root = write_course(GOOD, GOOD_EN)
    assert main(["check", str(root), "--record", "--today", "2026-11-23"]) == 0
    for name in ("bai.vi.md", "bai.en.md"):
        path = root / "m" / name
        path.write_text(path.read_text().replace("{#b-1}", "{#b-2}"))
    report = check_folder(root, TODAY)
    assert [(f.code, f.path, f.line) for f in report.findings] == [("question-lost", "ids.yml", 3)]
