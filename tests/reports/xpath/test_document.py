"""XML in and out, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.xpath import Context, DocumentError, Element, compile, parse, serialise


@pytest.mark.parametrize(
    "xml",
    [
        "<a/>",
        "<a>text</a>",
        '<a x="1" y="&lt;&amp;&quot;">&lt;b&gt; &amp;</a>',
        '<h:a xmlns:h="urn:h" xmlns="urn:d"><b h:c="1"/></h:a>',
        "<!--c--><a><?go fast?></a>",
        "<!DOCTYPE a><a/>",
        "<a>Tiếng Việt có dấu</a>",
    ],
)
def test_what_is_read_is_written_again(xml: str) -> None:
    assert serialise(parse(xml)) == xml


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "entities"),
        ('<!DOCTYPE a [<!ENTITY % x "y">]><a/>', "entities"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "entities"),
        ('<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a>&x;</a>', "entities"),
        ("<a>&x;</a>", "not-well-formed"),
        ("<a><b></a>", "not-well-formed"),
        ("", "not-well-formed"),
        ("<x:a/>", "not-well-formed"),
        ("<a>\x00</a>", "not-well-formed"),
        ("<a>" * 5_000, "too-deep"),
    ],
)
def test_hostile_and_broken_documents_are_refused(xml: str, code: str) -> None:
    with pytest.raises(DocumentError) as caught:
        parse(xml)
    assert caught.value.code == code
    assert caught.value.line >= 1


def test_the_place_of_a_mistake_is_named() -> None:
    with pytest.raises(DocumentError) as caught:
        parse("<a>\n  <b></c>\n</a>")
    assert (caught.value.line, caught.value.column) == (2, 8)


def test_a_text_may_declare_another_encoding_than_it_has() -> None:
    assert parse('<?xml version="1.0" encoding="latin-1"?><a>ệ</a>').root_element.text == "ệ"
    assert parse("<a>ệ</a>".encode("utf-16")).root_element.text == "ệ"


def test_a_doctype_is_a_node_and_a_cdata_section_one_of_its_own() -> None:
    document = parse("<!DOCTYPE a><a>x<![CDATA[<y>]]>z</a>")
    assert [node.path() for node in document.children] == ["/0", "/1"]
    assert document.root_element.path() == "/1"
    assert [node.string_value() for node in document.root_element.children] == ["x", "<y>", "z"]
    assert document.root_element.text == "x<y>z"


def test_a_default_namespace_does_not_hide_names_in_odk_mode() -> None:
    xml = '<data xmlns="http://www.w3.org/2002/xforms" xmlns:orx="http://openrosa.org/xforms">'
    document = parse(xml + "<age>7</age><orx:meta>m</orx:meta></data>")
    context = Context(document)
    assert compile("/data/age").string(context) == "7"
    assert compile("/data/orx:meta").string(context) == "m"
    assert compile("/data/meta").nodes(context) == []
    assert compile("/data/age", mode="native").nodes(context) == []
    assert compile("/xf:data/xf:age", mode="native").string(context) == "7"
    assert (
        compile("/f:data/f:*", namespaces={"f": "http://www.w3.org/2002/xforms"}).string(context)
        == "7"
    )


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40), st.text("&<>\"' x"))
def test_any_text_survives(text: str, value: str) -> None:
    root = Element("a", text=text)
    root.set_attribute("k", value)
    again = parse(serialise(root)).root_element
    assert (again.text, again.attribute("k")) == (text, value)


def test_a_line_break_in_an_attribute_survives() -> None:
    root = Element("a", text="x\r\ny")
    root.set_attribute("k", "1\n2\t3")
    again = parse(serialise(root)).root_element
    assert (again.text, again.attribute("k")) == ("x\r\ny", "1\n2\t3")
