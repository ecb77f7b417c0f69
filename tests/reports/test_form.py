"""The compiled form: canonical JSON, and what is refused when loaded."""

import msgspec
import pytest

from reports.form import (
    SCHEMA,
    Form,
    FormError,
    Group,
    Language,
    Question,
    digest,
    dump,
    load,
    said,
)


def _form(**changes):
    fields = {
        "schema": SCHEMA,
        "id": "f",
        "version": "1",
        "title": "T",
        "root": "data",
        "languages": (Language("vi", "Tiếng Việt (vi)"), Language("en", "English (en)")),
        "default_language": "vi",
        "children": (
            Group("g", "/data/g", (Question("a", "/data/g/a", "text"),)),
            Question("b", "/data/b", "integer", label={"vi": ["Có ", "/data/g/a", "?"]}),
        ),
    }
    return Form(**{**fields, **changes})


def test_a_form_survives_its_json():
    form = _form()
    assert load(dump(form)) == form


def test_the_hash_follows_the_content_not_the_writing():
    one, other = _form(settings={"a": "1", "b": "2"}), _form(settings={"b": "2", "a": "1"})
    assert digest(one) == digest(other)
    assert digest(one) != digest(_form(title="U"))


def test_a_newer_schema_is_refused_by_name():
    with pytest.raises(FormError) as caught:
        load(msgspec.json.encode({"schema": SCHEMA + 1, "future": []}))
    assert caught.value.code == "form.newer"


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b'{"schema":1}', b"\xff\xfe", b"{" * 10_000])
def test_what_is_no_form_is_refused(data):
    with pytest.raises(FormError) as caught:
        load(data)
    assert caught.value.code == "form.damaged"


def test_walk_is_in_document_order():
    assert [node.path for node in _form().walk()] == ["/data/g", "/data/g/a", "/data/b"]


@pytest.mark.parametrize(
    ("wanted", "key"), [("vi", "vi"), ("English (en)", "en"), ("fr", "vi"), ("", "vi")]
)
def test_a_language_is_found_by_key_or_name(wanted, key):
    assert _form().language(wanted) == key


def test_a_missing_translation_falls_back():
    assert said({"vi": "Có"}, "en", "vi") == "Có"
    assert said({"fr": "Oui"}, "en", "vi") == "Oui"
    assert said({}, "en", "vi") == ""
