"""The live tree: cheap changes, right order, right lookups afterwards."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.xpath import Context, Document, Element, Text, compile, in_document_order, parse


def names(document: Document) -> list[str]:
    return [node.name for node in document.descendants() if isinstance(node, Element)]


def test_setting_text_replaces_whatever_was_there() -> None:
    element = parse("<a>old<b>inner</b></a>").root_element
    element.text = "new"
    assert (element.text, len(element.children)) == ("new", 1)
    node = element.children[0]
    element.text = "newer"
    assert element.children[0] is node, "a keystroke changes the text node in place"
    element.text = ""
    assert (element.text, element.children) == ("", [])
    element.text = ""
    assert element.children == []


def test_a_name_is_found_after_each_change() -> None:
    root = parse("<r><a>1</a><b/></r>").root_element
    assert [node.string_value() for node in root.named("a")] == ["1"]
    root.insert(0, Element("a", text="0"))
    assert [node.string_value() for node in root.named("a")] == ["0", "1"]
    root.named("a")[1].detach()
    assert [node.string_value() for node in root.named("a")] == ["0"]
    root.append(root.children[0])
    assert [node.name for node in root.elements()] == ["b", "a"]
    assert root.child("c") is None


def test_a_repeat_is_copied_from_its_template_with_all_that_is_in_it() -> None:
    root = parse(
        '<r xmlns:x="urn:x"><m jr:template="" x:k="v" xmlns:jr="urn:j">'
        "<!--note--><n>1<o/></n><?go fast?></m></r>"
    ).root_element
    template = root.elements()[0]
    copy = template.copy()
    assert copy.parent is None
    root.append(copy)
    assert root.children[1] is copy
    assert copy.attribute("x:k") == "v"
    assert copy.attributes[1].namespace == "urn:x"
    assert [type(node).__name__ for node in copy.children] == ["Comment", "Element", "Instruction"]
    copy.text = "changed"
    assert template.text == "1"


def test_a_node_knows_its_place() -> None:
    document = parse("<!--c--><r a='1'><b/>text<c><d/></c></r>")
    (d,) = compile("//d").nodes(Context(document))
    (a,) = compile("//@a").nodes(Context(document))
    assert (d.path(), a.path(), document.path()) == ("/1/2/0", "/1/@a", "/")
    assert d.root() is document


def test_order_is_right_again_after_changes() -> None:
    document = parse("<r><a/><b/><c/></r>")
    a, b, c = document.root_element.children
    assert in_document_order([c, a, b, a]) == [a, b, c]
    document.root_element.insert(0, c)
    assert in_document_order([a, b, c]) == [c, a, b]
    text = Text("x")
    document.root_element.insert(1, text)
    assert in_document_order([b, text, c]) == [c, text, b]


def test_attributes_stand_between_their_element_and_its_children() -> None:
    root = parse("<r x='1' y='2'><a/></r>").root_element
    x, y = root.attributes
    assert in_document_order([root.children[0], y, x, root]) == [root, x, y, root.children[0]]


def test_nodes_of_two_trees_keep_together() -> None:
    one, two = parse("<r><a/><b/></r>").root_element, parse("<r><a/><b/></r>").root_element
    mixed = [two.children[1], one.children[1], two.children[0], one.children[0]]
    found = in_document_order(mixed)
    assert found in (one.children + two.children, two.children + one.children)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_changes_leave_the_order_of_a_walk(data: st.DataObject) -> None:
    document = parse("<r><a><b/><c/></a><d/></r>")
    for number in range(data.draw(st.integers(1, 12))):
        elements = [node for node in document.descendants() if isinstance(node, Element)]
        target = data.draw(st.sampled_from(elements))
        action = data.draw(st.sampled_from(["insert", "detach", "move", "text", "copy"]))
        if action == "insert":
            index = data.draw(st.integers(0, len(target.children)))
            target.insert(index, Element(f"n{number}"))
        elif action == "detach" and target is not document.root_element:
            target.detach()
        elif action == "copy":
            document.root_element.append(target.copy())
        elif action == "text":
            target.text = "t"
        elif action == "move":
            leaf = elements[-1]
            if leaf is not target and leaf is not document.root_element:
                document.root_element.insert(0, leaf)
        walk = list(document.descendants())
        shuffled = data.draw(st.permutations(walk))
        assert in_document_order(list(shuffled)) == walk
        assert compile("count(//*)").number(Context(document)) == len(names(document))
