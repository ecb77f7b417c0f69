"""Fixtures of the server's tests: a real server process, and forms as they are published."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from reports import form as forms
from reports.xlsform import compile_form
from tests.sync.server.process import server, server_environment, server_process

__all__ = ["incident_form", "server", "server_environment", "server_process"]


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """A page asked for in English leaves its language behind in the thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def incident_form() -> forms.Form:
    """The built-in incident form, compiled."""
    path = Path(__file__).parents[3] / "reports" / "forms" / "incident.md"
    form = compile_form(path.read_bytes(), path.name).form
    assert form is not None
    return form
