"""``python -m reports xpath``: JSON lines in, an answer for each out."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reports.xpath.command import answer

XML = "<!DOCTYPE r><r xmlns:x='urn:x'><a x:k='1'>7</a><!--c--><a/></r>"
FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa">
<h:head><model>
<itext>
 <translation lang="vi"><text id="yes"><value form="image">a.png</value><value>Có</value></text>
 <text id="c1"><value>Ba Đình</value></text></translation>
 <translation lang="en" default="true()"><text id="yes"><value>Yes</value></text>
 <text id="c1"><value>Ba Dinh</value></text></translation>
</itext>
<instance><data id="f"><g><q/></g><pick>c1</pick><yn>1</yn>
<rep><n>1</n></rep><rep><n>2</n></rep></data></instance>
<instance id="places"><root><item><code>c1</code><text>c1</text><up>/</up></item>
<item><code>c2</code></item></root></instance>
</model></h:head>
<h:body>
<select1 ref="/data/pick"><itemset nodeset="instance('places')/root/item[up = '/']">
<value ref="code"/><label ref="jr:itext(text)"/></itemset></select1>
<select ref="/data/yn"><item><label ref="jr:itext('yes')"/><value>1</value></item>
<item><label>No</label><value>0</value></item></select>
</h:body></h:html>"""


def value(expr: str, **case: Any) -> Any:
    found = json.loads(answer(json.dumps({"xml": XML, "expr": expr, **case})))
    assert set(found) == {"value"}, found
    return found["value"]


def error(line: str | bytes) -> str:
    found = json.loads(answer(line))
    assert set(found) == {"error"}, found
    return str(found["error"])


@pytest.mark.parametrize(
    ("expr", "case", "expected"),
    [
        ("1 + 1", {}, 2),
        ("0.5", {}, 0.5),
        ("0 div 0", {}, "NaN"),
        ("-1 div 0", {}, "-Infinity"),
        ("1 div 0", {}, "Infinity"),
        ("round(-0.1)", {}, "-0"),
        ("1e300", {}, 1e300),
        ("//a", {}, ["/1/0", "/1/2"]),
        ("//a", {"kind": "string"}, "7"),
        ("//a", {"kind": "number-rounded", "factor": 100}, 7),
        ("//a", {"kind": "boolean"}, True),
        ("1", {"kind": "string-matches"}, "1"),
        (".", {"ctx": "/1/0", "kind": "string"}, "7"),
        (".", {"ctx": "/1/0/@x:k"}, ["/1/0/@x:k"]),
        ("namespace::*", {"ctx": "/1"}, ["/1/@xmlns:x"]),
        (".", {"ctx": "/1/@xmlns:x", "kind": "string"}, "urn:x"),
        ("//@x:k", {"kind": "string"}, "1"),
        ("/a", {"root": "/1"}, ["/1/0", "/1/2"]),
        ("string(0 div 0)", {}, ""),
        ("string(0 div 0)", {"xforms": False}, "NaN"),
        ("true() or nothing()", {}, True),
        ("string(today())", {"now": "2026-11-22T03:00:00.000Z"}, "2026-11-21"),
        ("string(today())", {"now": "2026-11-22T03:00:00Z", "zone": "Asia/Ho_Chi_Minh"},
         "2026-11-22"),
        ("string(now())", {"now": "2026-11-22T12:08:06"}, "2026-11-22T05:08:06.000-07:00"),
        ("/z", {"ser": "<z/>"}, ["/0"]),
    ],
)  # fmt: skip
def test_answers(expr: str, case: dict[str, Any], expected: Any) -> None:
    assert value(expr, **case) == expected


@pytest.mark.parametrize(
    ("expr", "case", "expected"),
    [
        ("../../pick", {"kind": "string"}, "c1"),
        ("/data/rep[2]/n", {"kind": "number"}, 2),
        ("position(..)", {"ctx": "/data/rep[2]/n"}, 2),
        ("count(instance('places')/root/item)", {}, 2),
        ("pulldata('places', 'text', 'code', /data/pick)", {}, "c1"),
        ("jr:itext('yes')", {"kind": "string", "lang": "vi"}, "Có"),
        ("jr:itext('yes')", {"kind": "string"}, "Yes"),
        ("jr:itext('yes')", {"kind": "string", "lang": "fr"}, "Yes"),
        ("jr:itext('none')", {"kind": "string"}, ""),
        ("jr:choice-name(/data/pick, '/data/pick')", {"lang": "vi"}, "Ba Đình"),
        ("jr:choice-name(../../pick, ' ../../pick ')", {}, "Ba Dinh"),
        ("jr:choice-name('c2', '/data/pick')", {}, ""),
        ("jr:choice-name(/data/yn, '/data/yn')", {"lang": "vi"}, "Có"),
        ("jr:choice-name('0', '/data/yn')", {}, "No"),
        ("jr:choice-name('2', '/data/yn')", {}, ""),
        ("jr:choice-name('0', '/data/g/q')", {}, ""),
    ],
)
def test_a_whole_form(expr: str, case: dict[str, Any], expected: Any) -> None:
    assert value(expr, xml=FORM, xform=True, **{"ctx": "/data/g/q", **case}) == expected


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("", "case"),
        ("[]", "case"),
        ("{}", "case"),
        (b"\xff\xfe", "case"),
        ('{"xml": "<a/>", "expr": 5}', "case"),
        ('{"xml": "<a>", "expr": "1"}', "xml: not-well-formed"),
        ('{"xml": "<a/>", "expr": "1 +"}', "unexpected-end at 3"),
        ('{"xml": "<a/>", "expr": "nothing()"}', "unknown-function at 0"),
        ('{"xml": "<a/>", "expr": "1", "ctx": "/0/9"}', "case: no node"),
        ('{"xml": "<a/>", "expr": "1", "ctx": "/0/@k"}', "case: no attribute"),
        ('{"xml": "<a/>", "expr": "1", "now": "soon"}', "case: now"),
        ('{"xml": "<a/>", "expr": "1", "zone": "Nowhere/At_All"}', "case: unknown time zone"),
        ('{"xml": "<a/>", "expr": "1", "zone": "../../etc/passwd"}', "case: unknown time zone"),
        ('{"xml": "<a/>", "expr": "1", "xform": true, "ctx": "/x"}', "case: the XForm has no"),
        ('{"xml": "<instance><a/></instance>", "expr": "1", "xform": true, "ctx": "/x"}',
         "case: no node"),
        ('{"xml": "<a/>", "expr": "1", "kind": "nodeset"}', "not-nodes"),
        ("[" * 100_000, "case"),
    ],
)  # fmt: skip
def test_every_line_has_an_answer(line: str | bytes, begins: str) -> None:
    assert error(line).startswith(begins)


def test_the_command_line() -> None:
    cases = [{"xml": "<a>ệ</a>", "expr": "string(/a)"}, {"xml": "<a/>", "expr": "("}]
    done = subprocess.run(
        [sys.executable, "-m", "reports", "xpath", "--zone", "Asia/Ho_Chi_Minh"],
        input="".join(json.dumps(case) + "\n" for case in cases),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"value": "ệ"},
        {"error": "unexpected-end at 1"},
    ]
