"""A PC killed at random moments, 200 times: every acknowledged action is there, once."""

from pathlib import Path

from tests.e2e.killing import Trial

KILLS = 200


def test_whatever_was_acknowledged_is_there_once(tmp_path: Path) -> None:
    with Trial(tmp_path, seed=20_261_123) as trial:
        for _ in range(KILLS):
            trial.sit_and_be_killed()
        trial.finish()
        trial.check()
    assert trial.acknowledged > KILLS, "the official hardly came to work"
