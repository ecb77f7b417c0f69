import random

from sync.client.backoff import BASE_S, LONGEST_ASKED_S, LONGEST_S, SHORTEST_S, Backoff


class Always(random.Random):
    """Draws the same share of every range."""

    def __init__(self, share: float) -> None:
        self.share = share

    def uniform(self, a: float, b: float) -> float:
        return a + self.share * (b - a)


def test_the_ceiling_doubles_up_to_the_longest():
    backoff = Backoff(Always(1.0))
    waits = [backoff.failed() for _ in range(40)]
    assert waits[:4] == [BASE_S, 2 * BASE_S, 4 * BASE_S, 8 * BASE_S]
    assert waits[-1] == LONGEST_S


def test_never_shorter_than_the_shortest_or_than_asked_for():
    backoff = Backoff(Always(0.0))
    assert backoff.failed() == SHORTEST_S
    assert backoff.failed(retry_after=45) == 45


def test_success_begins_anew():
    backoff = Backoff(Always(1.0))
    for _ in range(5):
        backoff.failed()
    backoff.worked()
    assert backoff.failed() == BASE_S


def test_the_waits_of_many_pcs_are_spread_over_the_whole_range():
    waits = sorted(Backoff(random.Random(seed)).failed() for seed in range(1000))
    assert waits[100] < BASE_S * 0.2
    assert waits[900] > BASE_S * 0.8


def test_a_server_that_asks_for_years_is_not_obeyed():
    assert Backoff().failed(retry_after=10**12) <= LONGEST_ASKED_S
