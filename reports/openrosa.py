"""A submission as OpenRosa XML, as ODK Central and every Collect-compatible server takes it.

https://docs.getodk.org/openrosa-form-submission/: the form's instance with its
id and version, and ``meta/instanceID``. Attachments are named by the values of
their questions and go beside the XML as parts of the same POST.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from reports.form import Form, Group, Node, Question, Repeat
from reports.submission import Keys, Submission, Values

_NAMESPACES = (
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" '
    'xmlns:h="http://www.w3.org/1999/xhtml"'
)


def xml(form: Form, submission: Submission) -> str:
    """The instance document. Only what was sent is in it: relevant and answered."""
    keys = Keys(form)
    version = f" version={quoteattr(submission.form_version)}" if submission.form_version else ""
    body = "".join(_written(node, submission.values, keys) for node in form.children)
    name = next(
        (
            escape(str(submission.values[key]))
            for path, key in keys.of.items()
            if path == f"/{form.root}/meta/instanceName" and key in submission.values
        ),
        "",
    )
    meta = [f"<instanceID>{escape(submission.instance_id)}</instanceID>"]
    if submission.replaces:
        meta.append(f"<deprecatedID>{escape(submission.replaces)}</deprecatedID>")
    if name:
        meta.append(f"<instanceName>{name}</instanceName>")
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n"
        f"<{form.root} id={quoteattr(submission.form_id)}{version} {_NAMESPACES}>"
        f"{body}<meta>{''.join(meta)}</meta></{form.root}>\n"
    )


def _written(node: Node, values: Values, keys: Keys) -> str:
    if isinstance(node, Question):
        value = values.get(keys.of[node.path])
        return f"<{node.name}>{escape(value)}</{node.name}>" if isinstance(value, str) else ""
    if isinstance(node, Repeat):
        many = values.get(keys.of[node.path])
        inside = [
            "".join(_written(child, inner, keys) for child in node.children)
            for inner in (many if isinstance(many, list) else [])
            if isinstance(inner, dict)
        ]
        return "".join(f"<{node.name}>{text}</{node.name}>" for text in inside)
    if isinstance(node, Group) and node.path.count("/") == 2 and node.name == "meta":
        return ""
    inner_text = "".join(_written(child, values, keys) for child in node.children)
    return f"<{node.name}>{inner_text}</{node.name}>" if inner_text else ""
