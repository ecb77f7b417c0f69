"""The whole day as a test, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.e2e.day import Day, revisions_in

PACKS = Path(__file__).parents[2] / "build" / "packs"


def test_a_communes_day(
    qapp: QApplication, tmp_path: Path, new_database: Callable[[], str]
) -> None:
    said: list[str] = []
    day = Day(qapp, tmp_path, PACKS, say=said.append, database_url=new_database())
    day.play()
    assert revisions_in(day.province, day.report) == [1, 2]
    events = day.province.rows(
        "SELECT kind, count(*) FROM intake_event GROUP BY kind ORDER BY kind"
    )
    assert events == [("attempt", 1), ("official", 1), ("read", 1), ("report", 3)]
    assert day.province.rows("SELECT count(*) FROM intake_alarm") == [(0,)]
    assert len(said) == 13
