"""Scoring: partial credit, feedback, leniency where people type, refusal of foreign shapes."""

import pytest

from lessons.questions import (
    BadResponse,
    Item,
    Matching,
    MultipleChoice,
    Number,
    NumberMistake,
    Option,
    Ordering,
    Question,
    Response,
    Row,
    ShortAnswer,
    SingleChoice,
    TextMistake,
    TrueFalse,
    arrangement,
    draw,
    score,
    solution,
    typed_numbers,
)

ABOUT = {"id": "q", "html": "<p>?</p>", "text": "?"}
SINGLE = SingleChoice(
    **ABOUT, options=(Option("a", True, "ừ"), Option("b", False, "sai"), Option("c"))
)
MULTIPLE = MultipleChoice(
    **ABOUT, weight=2.0, options=tuple(Option(x, x in "ab", f"về {x}") for x in "abcd")
)
TRUTH = TrueFalse(**ABOUT, options=(Option("Đúng"), Option("Sai", True)))
NUMBER = Number(
    **ABOUT, value=8, tolerance=0.5, unit="giây", mistakes=(NumberMistake(288, "chia"),)
)
SHORT = ShortAnswer(
    **ABOUT, answers=("cô lập", "ngắt mạng"), mistakes=(TextMistake("xóa", "mất chứng cứ"),)
)
MATCHING = Matching(
    **ABOUT,
    left="Việc",
    right="Ai",
    rows=(Row("1", 0), Row("2", 1, "vì"), Row("3", 0), Row("4", 2)),
    choices=("x", "y", "z", "thừa"),
)
ORDERING = Ordering(**ABOUT, items=tuple(Item(x, f"về {x}") for x in "abcd"))
EVERY = (SINGLE, MULTIPLE, TRUTH, NUMBER, SHORT, MATCHING, ORDERING)


@pytest.mark.parametrize(
    ("question", "response", "points"),
    [
        (SINGLE, 0, 1),
        (SINGLE, 1, 0),
        (TRUTH, 1, 1),
        (TRUTH, 0, 0),
        (MULTIPLE, [0, 1], 2),
        (MULTIPLE, [1], 1),
        (MULTIPLE, [0, 1, 2], 1),
        (MULTIPLE, [0, 1, 2, 3], 0),
        (MULTIPLE, [2], 0),
        (MULTIPLE, [], 0),
        (NUMBER, "8", 1),
        (NUMBER, "8,5 giây", 1),
        (NUMBER, "7.5GIAY", 1),
        (NUMBER, "8,51", 0),
        (NUMBER, "8 phút", 0),
        (NUMBER, "tám", 0),
        (SHORT, "  Co   LAP. ", 1),
        (SHORT, "ngăt mang", 1),
        (SHORT, "cô lập máy", 0),
        (SHORT, "...", 0),
        (MATCHING, [0, 1, 0, 2], 1),
        (MATCHING, [0, 1, None, 3], 0.5),
        (ORDERING, [0, 1, 2, 3], 1),
        (ORDERING, [1, 0, 2, 3], 0.6667),
        (ORDERING, [3, 2, 1, 0], 0),
    ],
)
def test_points(question: Question, response: Response, points: float) -> None:
    assert score(question, response).points == points


@pytest.mark.parametrize("question", EVERY)
def test_the_solution_earns_everything_and_silence_nothing(question: Question) -> None:
    assert score(question, solution(question)).right
    silent = score(question, None)
    assert (silent.points, silent.out_of, silent.feedback) == (0, question.weight, ())


def test_all_or_nothing() -> None:
    strict = MultipleChoice(**ABOUT, partial=False, options=MULTIPLE.options)
    assert score(strict, [0]).points == 0
    assert score(strict, [1, 0]).points == 1


def test_feedback_is_for_what_was_chosen() -> None:
    assert [(f.index, f.right, f.html) for f in score(MULTIPLE, [2, 0]).feedback] == [
        (0, True, "về a"),
        (2, False, "về c"),
    ]
    assert score(NUMBER, "288").feedback[0].html == "chia"
    assert score(SHORT, "XOA!").feedback[0].html == "mất chứng cứ"
    assert [f.right for f in score(MATCHING, [0, 2, None, 2]).feedback] == [True, False, True]
    assert [(f.index, f.right) for f in score(ORDERING, [1, 0, 2, 3]).feedback] == [
        (1, False),
        (0, False),
        (2, True),
        (3, True),
    ]


@pytest.mark.parametrize(
    ("question", "response"),
    [
        (SINGLE, 3),
        (SINGLE, -1),
        (SINGLE, True),
        (SINGLE, "0"),
        (SINGLE, [0]),
        (MULTIPLE, 0),
        (MULTIPLE, [0, 0]),
        (MULTIPLE, [None]),
        (NUMBER, 8),
        (SHORT, ["cô lập"]),
        (MATCHING, [0, 1]),
        (MATCHING, [0, 1, 0, 9]),
        (ORDERING, [0, 1, 2]),
        (ORDERING, [0, 1, 2, 2]),
    ],
)
def test_foreign_shapes_are_refused(question: Question, response: Response) -> None:
    with pytest.raises(BadResponse):
        score(question, response)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.000", (1, 1000)),
        ("0,125", (0.125,)),
        ("12 000", (12000,)),
        ("1.234.567", (1234567,)),
        ("1.234,5", (1234.5,)),
        ("1,234.5", (1234.5,)),
        ("-3", (-3,)),
        ("− 3", (-3,)),
        ("1,2,3", ()),
        ("", ()),
        ("3e5", ()),
    ],
)
def test_numbers_as_officials_type_them(text: str, readings: tuple[float, ...]) -> None:
    assert typed_numbers(text) == readings


def test_arrangement_is_the_same_everywhere_and_hides_the_right_order() -> None:
    # Fixed values: an attempt resumed after an upgrade must show what it showed before.
    assert arrangement(SINGLE, "s2") == (0, 2, 1)
    assert arrangement(MATCHING, "s2") == (3, 0, 2, 1)
    assert arrangement(TRUTH, "s1") == (0, 1)
    assert arrangement(SingleChoice(**ABOUT, shuffle=False, options=SINGLE.options), "s1") == (
        0,
        1,
        2,
    )
    two = Ordering(**ABOUT, shuffle=False, items=ORDERING.items[:2])
    assert {arrangement(two, str(seed)) for seed in range(20)} == {(1, 0)}


def test_draw_keeps_the_authors_order() -> None:
    questions = [SingleChoice(id=str(i), html="", text="", options=()) for i in range(9)]
    chosen = draw(questions, 4, "s")
    assert len(chosen) == 4
    assert [q.id for q in chosen] == sorted(q.id for q in chosen)
    assert draw(questions, 4, "s") == chosen
    assert draw(questions, 0, "s") == draw(questions, 20, "s") == tuple(questions)
