"""What an official answers in tests: any answer to a question, one whole incident report."""

import random

from lessons.questions import (
    Matching,
    MultipleChoice,
    Number,
    Ordering,
    Question,
    Response,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)

FREE_TEXT = "/data/what/what_happened"
"""The field of the incident report that takes any words."""


def incident() -> dict[str, str]:
    """The answers of a whole incident report: an outage, nothing secret."""
    return {
        "/data/gate/secret": "no",
        "/data/who/org_unit": "service_centre",
        "/data/what/kind": "outage",
        "/data/what/systems": "province_tthc tslcd",
        FREE_TEXT: "Mất kết nối từ 8 giờ, cả trung tâm không tiếp nhận được hồ sơ.",
        "/data/severity/signs_security": "no",
        "/data/severity/severe": "unsure",
        "/data/severity/personal_data": "no",
        "/data/response/done": "leader vendor",
        "/data/confirm/no_secret": "OK",
    }


def any_response(question: Question, draw: random.Random) -> Response:
    """Some response of the right shape, right or wrong."""
    match question:
        case SingleChoice() | TrueFalse():
            return draw.randrange(len(question.options))
        case MultipleChoice():
            return [i for i in range(len(question.options)) if draw.random() < 0.5]
        case Number():
            return str(draw.randint(0, 100))
        case ShortAnswer():
            return draw.choice([question.answers[0], "không rõ"])
        case Matching():
            return [draw.randrange(len(question.choices)) for _ in question.rows]
        case Ordering():
            return draw.sample(range(len(question.items)), len(question.items))
