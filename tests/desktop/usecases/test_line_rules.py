from datetime import UTC, datetime

import pytest

from desktop.store import settings
from desktop.usecases.line_rules import LineRules, Rules, Waits

MB = 1_000_000


class Local:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def local():
    return Local()


@pytest.fixture
def rules(pc, local):
    return LineRules(pc.session, local)


def test_without_rules_everything_goes(rules):
    assert rules.read() == Rules()
    assert rules.files_wait() is None


@pytest.mark.parametrize(
    ("hours", "hour", "waits"),
    [
        (("22:00", "06:00"), 23, None),
        (("22:00", "06:00"), 5, None),
        (("22:00", "06:00"), 6, Waits.HOURS),
        (("22:00", "06:00"), 12, Waits.HOURS),
        (("11:30", "13:00"), 12, None),
        (("11:30", "13:00"), 13, Waits.HOURS),
        (("08:00", "08:00"), 3, None),
    ],
)
def test_files_go_in_the_allowed_hours_only(rules, local, hours, hour, waits):
    rules.write(Rules(hours=hours))
    local.now = local.now.replace(hour=hour, minute=0)
    assert rules.files_wait() is waits


def test_the_count_survives_a_restart_and_ends_with_the_day(pc, rules, local):
    rules.write(Rules(limit=2 * MB))
    rules.count(MB)
    rules.count(MB)
    assert rules.files_wait() is Waits.LIMIT
    again = LineRules(pc.sign_in(), local)
    assert again.used() == 2 * MB
    assert again.files_wait() is Waits.LIMIT
    local.now = local.now.replace(day=24)
    assert (again.used(), again.files_wait()) == (0, None)


def test_little_is_counted_at_once_and_kept_later(pc, rules):
    rules.count(1000, keep=False)
    assert rules.used() == 1000
    assert settings.read(pc.session.store, "line_used") is None
    rules.count(70_000, keep=False)
    assert settings.read(pc.session.store, "line_used")["bytes"] == 71_000
    assert rules.used() == 71_000


def test_a_setting_that_is_nonsense_counts_as_none(pc, rules):
    settings.write(pc.session.store, "line_rules", {"hours": ["25:00", "x"], "limit": -5})
    assert rules.read() == Rules()
