"""What an expression reads, without evaluating it."""

import pytest

from reports.xpath import compile

HERE = ("data", "member", "age")


def resolved(source: str) -> list[str]:
    found = [reference.resolve(HERE) for reference in compile(source).references]
    return ["/" + "/".join(steps) for steps in found if steps is not None]


@pytest.mark.parametrize(
    ("source", "paths"),
    [
        ("1 + 1", []),
        (". > 5", ["/data/member/age"]),
        ("../name = 'x'", ["/data/member/name"]),
        ("current()/../name", ["/data/member/name"]),
        ("/data/a + /data/b * /data/a", ["/data/a", "/data/b"]),
        ("selected(/data/s, 'x') or not(../../t)", ["/data/s", "/data/t"]),
        ("if(/data/a, /data/b, /data/c)", ["/data/a", "/data/b", "/data/c"]),
        ("/data/member[name = 'x']/age", ["/data/member/name", "/data/member/age"]),
        ("/data/member[./name = current()/../name]/age",
         ["/data/member/name", "/data/member/age"]),
        ("sum(../../member/age)", ["/data/member/age"]),
        ("position(..)", ["/data/member"]),
        ("indexed-repeat(/data/member/name, /data/member, /data/i)",
         ["/data/member", "/data/i", "/data/member/name"]),
        ("instance('c')/root/item[p = current()/../p]/label", ["/data/member/p"]),
        ("pulldata('c', 'label', 'code', ../code)", ["/data/member/code"]),
        ("(../a | ../b)/c", ["/data/member/a/c", "/data/member/b/c"]),
        ("(../a)[b = 1]", ["/data/member/a/b", "/data/member/a"]),
        ("/data/*/n", ["/data/*/n"]),
        ("//n", ["/**/n"]),
        ("/data//n", ["/data/**/n"]),
        ("../@id", ["/data/member/@id"]),
        ("following-sibling::x", ["/data/member/x"]),
        ("ancestor::x", ["/**/x"]),
        ("text()", ["/data/member/age"]),
        ("string-length() > 0", ["/data/member/age"]),
        ("randomize(/data/x)/y", ["/data/x/y"]),
        ("-../a", ["/data/member/a"]),
        ("coalesce(../a, once(/data/b))", ["/data/member/a", "/data/b"]),
        ("once(1)", []),
        ("../../../../x", []),
        ("a[b[c = /d]]", ["/d", "/data/member/age/a/b/c", "/data/member/age/a/b",
                          "/data/member/age/a"]),
    ],
)  # fmt: skip
def test_paths_that_are_read(source: str, paths: list[str]) -> None:
    assert set(resolved(source)) == set(paths)


def test_secondary_instances_are_named() -> None:
    found = compile("instance('c')/root/item[code = 1]/label").references
    assert [(each.instance, each.steps) for each in found] == [
        ("c", ("root", "item", "code")),
        ("c", ("root", "item", "label")),
    ]
    assert all(each.resolve(HERE) is None for each in found)
    calculated = compile("instance(/data/which)/root").references
    assert [(each.origin, each.instance) for each in calculated] == [
        ("root", None),
        ("instance", None),
    ]
    assert compile("pulldata('places', 'a', 'b', 'c')").references[0].instance == "places"


def test_repeat_sensitivity() -> None:
    def sensitive(source: str) -> list[bool]:
        return [each.repeat_sensitive for each in compile(source).references]

    assert sensitive("count(/data/member)") == [True]
    assert sensitive("if(1 < sum(/data/member/age), 1, 2)") == [True]
    assert sensitive("/data/member[2]") == [True]
    assert sensitive("/data/name = 'x'") == [False]
    assert compile("concat('a', count(../x))").references[0].functions == ("concat", "count")


def test_functions_volatility_and_constancy() -> None:
    assert compile("if(today() > ../x, not(1), 2)").functions == {"if", "today", "not"}
    assert compile("today()").volatile
    assert not compile("date('2026-01-01')").volatile
    assert compile("concat('a', 1 + 2)").constant
    assert not compile("now()").constant
    assert not compile("../a").constant
    assert not compile("position()").constant
    assert not compile("instance('c')/root").constant
