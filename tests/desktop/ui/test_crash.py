"""Bugs: logged without what was typed, said in one sentence, survived."""

import logging
import sys
import threading

import pytest

from desktop.ui.crash import CrashHooks, describe


@pytest.fixture
def hooks(qapp):
    before = sys.excepthook, threading.excepthook
    made = CrashHooks()
    yield made
    sys.excepthook, threading.excepthook = before


def fail_with_a_secret() -> None:
    raise ValueError("Nguyễn Thị Bí Mật 001085012345")


def test_the_description_has_the_place_and_not_the_message():
    try:
        fail_with_a_secret()
    except ValueError as error:
        text = describe(type(error), error.__traceback__)
    assert "test_crash.py" in text and "fail_with_a_secret" in text and "ValueError" in text
    assert "Bí Mật" not in text


def test_a_crash_in_the_gui_is_logged_and_told(hooks, qtbot, caplog):
    with qtbot.waitSignal(hooks.happened) as told, caplog.at_level(logging.ERROR):
        try:
            fail_with_a_secret()
        except ValueError:
            sys.excepthook(*sys.exc_info())
    assert "fail_with_a_secret" in told.args[0]
    assert "fail_with_a_secret" in caplog.text
    assert "Bí Mật" not in caplog.text


def test_a_crash_in_a_thread_arrives_in_the_gui_thread(hooks, qtbot, caplog):
    with qtbot.waitSignal(hooks.happened):
        thread = threading.Thread(target=fail_with_a_secret)
        thread.start()
        thread.join()
