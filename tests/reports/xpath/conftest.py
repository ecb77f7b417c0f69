from collections.abc import Callable
from datetime import datetime

import pytest

from reports.xpath import VIETNAM, Context, Value, compile, parse

FORM = """
<data id="f1">
  <age>7</age>
  <name>Nguyễn An</name>
  <empty/>
  <services>water power road</services>
  <born>2012-07-23</born>
  <visit>2026-11-22T08:30:00.000+07:00</visit>
  <member><name>An</name><score>3</score><child><n>1.1</n></child><child><n>1.2</n></child></member>
  <member><name>Bình</name><score>10</score><child><n>2.1</n></child></member>
  <member><name>Chi</name><score/></member>
  <q/>
</data>
"""
NOW = datetime(2026, 11, 22, 8, 30, 15, 250_000, VIETNAM)

Ask = Callable[..., Value]


@pytest.fixture
def ask() -> Ask:
    """Evaluate an expression at ``/data/q`` (or where ``at`` says) of a small form."""

    def ask(
        source: str, *, at: str = "/data/q", xml: str = FORM, mode: str = "odk", **context: object
    ) -> Value:
        document = parse(xml.strip())
        (node,) = compile(at, mode=mode).nodes(Context(document))  # type: ignore[arg-type]
        context.setdefault("now", lambda: NOW)
        found = compile(source, mode=mode)  # type: ignore[arg-type]
        value = found.evaluate(Context(node, **context))  # type: ignore[arg-type]
        return [each.string_value() for each in value] if isinstance(value, list) else value  # type: ignore[return-value]

    return ask
