"""A course as web pages, for a look without the desktop.

:func:`pages` renders them; :func:`serve` shows them from this machine only, compiled anew
at each reload, with what ``check`` says about the lesson at its top.
"""

import re
import threading
from collections.abc import Callable
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lessons.check import Finding, Report, check_folder
from lessons.course import Course, Lesson, in_language
from lessons.questions import Matching, Number, Ordering, Question, ShortAnswer

_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}


def pages(report: Report) -> dict[str, bytes]:
    """File names and contents: ``index.html``, a page for each lesson and language, and the
    pictures. They link to each other by name and need no server."""
    course = report.compiled.course
    names = {
        hash: f"{hash[:16]}.{_EXTENSIONS[image.type]}" for hash, image in course.images.items()
    }
    found = {names[hash]: data for hash, data in course.files.items()}
    found["index.html"] = _page("vi", in_language(course.title, "vi"), _index(course)).encode()
    for lesson in course.lessons:
        draft = report.compiled.drafts[lesson.id][lesson.language]
        own = {path for path, _ in draft.documents}
        findings = [f for f in report.findings if f.path in own and not f.explained]
        body = _lesson(lesson, findings)
        for hash in lesson.images:
            body = body.replace(f'src="image:{hash}"', f'src="{names[hash]}"')
        to_page = rf'href="\1.{lesson.language}.html\2"'
        body = re.sub(r'href="lesson:([\w-]+)(#[\w-]+)?"', to_page, body)
        body = re.sub(r'<a class="term" href="[^"]*"', '<a class="term"', body)
        page = _page(lesson.language, lesson.title, body)
        found[f"{lesson.id}.{lesson.language}.html"] = page.encode()
    return found


def write_pages(report: Report, out: Path) -> int:
    """Write the pages into a folder; returns how many files."""
    found = pages(report)
    out.mkdir(parents=True, exist_ok=True)
    for name, data in found.items():
        (out / name).write_bytes(data)
    return len(found)


def server(root: Path, port: int) -> ThreadingHTTPServer:
    """A server bound to the loopback address; the caller runs and closes it."""

    last: list[Report] = []
    one_at_a_time = threading.Lock()

    def render() -> dict[str, bytes]:
        with one_at_a_time:
            last[:] = [check_folder(root, before=last[0] if last else None)]
            return pages(last[0])

    return ThreadingHTTPServer(("127.0.0.1", port), _handler(render))


def serve(root: Path, port: int, say: Callable[[str], None]) -> None:
    """Serve until interrupted."""
    with server(root, port) as running:
        say(f"http://127.0.0.1:{running.server_address[1]}/")
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            say("")


def _handler(render: Callable[[], dict[str, bytes]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
            data = render().get(name)
            self.send_response(404 if data is None else 200)
            kind = _TYPES.get(Path(name).suffix, "text/plain; charset=utf-8")
            self.send_header("Content-Type", kind if data is not None else "text/plain")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: the terminal belongs to the author."""

    return Handler


def _index(course: Course) -> str:
    by_id = {(lesson.id, lesson.language): lesson for lesson in course.lessons}
    parts = []
    for module in course.modules:
        lines = []
        for id in module.lessons:
            links = [
                f'<a href="{id}.{lang}.html">{escape(by_id[id, lang].title)}</a>'
                for lang in ("vi", "en")
                if (id, lang) in by_id
            ]
            lines.append(f"<li>{' · '.join(links)}</li>")
        parts.append(f"<h2>{escape(in_language(module.title, 'vi'))}</h2><ol>{''.join(lines)}</ol>")
    return f"<h1>{escape(in_language(course.title, 'vi'))}</h1>{''.join(parts)}"


def _lesson(lesson: Lesson, findings: list[Finding]) -> str:
    language = lesson.language
    minutes = "phút" if language == "vi" else "minutes"
    items = "".join(
        f"<li class={f.severity}>{escape(f.path)}:{f.line} <b>{escape(f.text(language))}</b>"
        f" {escape(f.mend(language))}</li>"
        for f in findings
    )
    told = f'<ul class="findings">{items}</ul>' if items else ""
    objectives = "".join(f"<li>{escape(text)}</li>" for text in lesson.objectives)
    questions = "".join(_question(q, n, language) for n, q in enumerate(lesson.questions, 1))
    return (
        f'{told}<p><a href="index.html">↑</a></p><h1>{escape(lesson.title)}</h1>'
        f"<p>{lesson.minutes} {minutes}. {escape(lesson.summary)}</p><ul>{objectives}</ul>"
        f"{lesson.html}<hr>{questions}"
    )


def _question(question: Question, number: int, language: str) -> str:
    kind, reveal = _WORDS[language][question.kind], _WORDS[language]["reveal"]
    shown, answer = _shown(question), _answer(question)
    return (
        f'<section id="{escape(question.id)}"><h3>{number}. <small>{kind}, '
        f"{escape(question.id)}</small></h3>{question.html}{shown}"
        f"<details><summary>{reveal}</summary>{answer}"
        f"<p>{question.explanation}</p></details></section>"
    )


def _shown(question: Question) -> str:
    """What there is to choose from, in the order written."""
    match question:
        case Number() | ShortAnswer():
            return "<p><input></p>"
        case Matching():
            return "".join(f"<p>{row.html} → ?</p>" for row in question.rows)
        case Ordering():
            return (
                "<ul>" + "".join(f"<li>{i.html}</li>" for i in reversed(question.items)) + "</ul>"
            )
        case _:
            return "".join(f"<p>☐ {option.html}</p>" for option in question.options)


def _answer(question: Question) -> str:
    match question:
        case Number():
            return f"<p>{escape(question.shown)}</p>"
        case ShortAnswer():
            return f"<p>{escape(' | '.join(question.answers))}</p>"
        case Matching():
            rows = "".join(
                f"<tr><td>{row.html}</td><td>{question.choices[row.choice]}</td>"
                f"<td>{row.feedback}</td></tr>"
                for row in question.rows
            )
            return f'<table class="grid" border="1">{rows}</table>'
        case Ordering():
            lines = (f"<li>{i.html} <small>{i.feedback}</small></li>" for i in question.items)
            return f"<ol>{''.join(lines)}</ol>"
        case _:
            lines = (
                f"<p>{'☑' if o.correct else '☐'} {o.html}<br><small>{o.feedback}</small></p>"
                for o in question.options
            )
            return "".join(lines)


_WORDS = {
    "vi": {
        "single": "chọn một",
        "multiple": "chọn nhiều",
        "truefalse": "đúng hay sai",
        "number": "điền số",
        "short": "trả lời ngắn",
        "matching": "ghép đôi",
        "ordering": "xếp thứ tự",
        "reveal": "Đáp án và phản hồi",
    },
    "en": {
        "single": "one right option",
        "multiple": "several right options",
        "truefalse": "true or false",
        "number": "a number",
        "short": "a short answer",
        "matching": "matching",
        "ordering": "ordering",
        "reveal": "Answer and feedback",
    },
}


def _page(language: str, title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style><main>{body}</main></html>"
    )


_STYLE = """
:root { color-scheme: light dark; }
body { font: 17px/1.6 system-ui, sans-serif; margin: 0; }
main { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
img { max-width: 100%; height: auto; }
table.grid { border-collapse: collapse; } table.grid td, table.grid th { padding: .3em .6em; }
table.note { border-left: 5px solid #5b7; margin: 1em 0; }
table.warning, table.dont { border-color: #c63; } table.important { border-color: #57c; }
.question-title { font-weight: bold; }
.note-title, .caption { margin: 0; } .caption, small { opacity: .75; }
kbd { border: 1px solid; border-radius: 4px; padding: 0 .3em; }
a.term { border-bottom: 1px dotted; }
.findings { border: 1px solid #c63; padding: 1em 1em 1em 2em; }
.error { color: #c33; }
"""
