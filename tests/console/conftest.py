"""The console in a real browser, served by a real process."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.sync.server.conftest import incident_form
from tests.sync.server.process import server, server_environment, server_process

__all__ = ["incident_form", "server", "server_environment", "server_process"]

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a module, and no longer: its event loop would stand in others' way."""
    # Playwright keeps an event loop in this thread, and Django would refuse to work in it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def theme(request: pytest.FixtureRequest) -> str:
    """Light, unless a test asks for another by an indirect parameter."""
    chosen: str = getattr(request, "param", "light")
    return chosen


@pytest.fixture
def context(browser: Browser, theme: str) -> Iterator[BrowserContext]:
    """A staff member's screen: 1366 by 768, Vietnamese."""
    window = browser.new_context(
        viewport={"width": 1366, "height": 768},
        locale="vi-VN",
        color_scheme=theme,  # type: ignore[arg-type]
    )
    yield window
    window.close()


@pytest.fixture
def page(context: BrowserContext, tmp_path: Path) -> Iterator[Page]:
    """A page whose every request stays on the server, and which reports no error."""
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))

    def noted(message: ConsoleMessage) -> None:
        # A form that was refused comes back with status 400, which Chromium notes as an error.
        if message.type == "error" and "status of 400" not in message.text:
            errors.append(message.text)

    opened.on("console", noted)
    opened.on(
        "request",
        lambda request: (
            None
            if request.url.startswith(("http://127.0.0.1:", "data:"))
            else errors.append(f"asks the outside: {request.url}")
        ),
    )
    yield opened
    assert errors == []
