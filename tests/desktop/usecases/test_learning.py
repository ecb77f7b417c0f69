import msgspec
import pytest

from desktop.usecases.errors import Code, KnownError
from desktop.usecases.learning import Learning
from desktop.usecases.people import NewOfficial, People
from lessons.course import Quiz
from sync.protocol.messages import AttemptFinished
from tests.desktop.usecases.conftest import lesson, write_course

RIGHT = {"q-tep": 1, "q-gio": "24", "q-thu-tu": [0, 1, 2]}


@pytest.fixture
def learning(pc):
    return Learning(pc.session, pc.packs, pc.clock)


def events(pc, kind):
    return [
        row["body"]
        for row in pc.session.store.rows(
            "SELECT body FROM events WHERE kind = ? ORDER BY id", [kind]
        )
    ]


def answer_all(learning, attempt, answers):
    for question in attempt.questions:
        learning.quizzes.answer(attempt.id, question.id, answers[question.id], seconds=7)


def test_the_course_before_anything_was_done(learning):
    (module,) = learning.modules()
    assert (module.id, module.title, module.passed) == ("an-ninh", "An ninh mạng", 0)
    assert [(one.id, one.title, one.read, one.best, one.passed) for one in module.lessons] == [
        ("b2", "Tệp độc", False, None, False),
        ("b3", "Giả danh", False, None, False),
    ]
    assert learning.next_lesson().id == "b2"


def test_english_where_there_is_a_translation(pc):
    english = Learning(pc.session, pc.packs, pc.clock, "en")
    titles = [one.title for one in english.modules()[0].lessons]
    assert titles == ["Malicious files", "Giả danh"]
    assert english.lesson("b2").title == "Malicious files"
    assert english.quizzes.start("b2").language == "en"


def test_reading_is_written_once_a_version(pc, learning):
    learning.mark_read("b2", 300)
    learning.mark_read("b2", 20)
    assert len(events(pc, "read")) == 1
    assert learning.modules()[0].lessons[0].read
    write_course(pc.packs, lesson("b2", "Tệp độc, bản mới"), lesson("b3", "Giả danh"))
    Learning(pc.session, pc.packs, pc.clock).mark_read("b2", 100)
    assert len(events(pc, "read")) == 2


def test_a_quiz_from_start_to_event(pc, learning):
    attempt = learning.quizzes.start("b2")
    assert (attempt.at, attempt.mode) == (0, "test")
    assert learning.quizzes.answer(attempt.id, "q-tep", 1, 5).right
    assert not learning.quizzes.answer(attempt.id, "q-gio", "72", 6).right
    assert learning.quizzes.answer(attempt.id, "q-thu-tu", [0, 1, 2], 7).right
    result = learning.quizzes.finish(attempt.id)
    assert (result.points, result.pass_mark, result.passed) == (0.75, 0.75, True)
    assert [score.right for score in result.scores.values()] == [True, False, True]
    (body,) = events(pc, "attempt")
    sent = msgspec.json.decode(body, type=AttemptFinished)
    assert (sent.lesson, sent.language, sent.points, sent.passed) == ("b2", "vi", 0.75, True)
    assert sent.version == learning.lesson("b2").version
    assert [(a.question, bytes(a.response), a.points, a.seconds) for a in sent.answers] == [
        ("q-tep", b"1", 1.0, 5),
        ("q-gio", b'"72"', 0.0, 6),
        ("q-thu-tu", b"[0,1,2]", 1.0, 7),
    ]
    card = learning.modules()[0].lessons[0]
    assert (card.best, card.passed, card.open_attempt) == (0.75, True, "")
    assert learning.next_lesson().id == "b3"


def test_the_best_attempt_stays_the_best(learning):
    for answers in (RIGHT, {**RIGHT, "q-tep": 0}):
        attempt = learning.quizzes.start("b2")
        answer_all(learning, attempt, answers)
        learning.quizzes.finish(attempt.id)
    assert learning.modules()[0].lessons[0].best == 1.0


def test_an_open_quiz_goes_on_where_it_was_left(pc, learning):
    begun = learning.quizzes.start("b2")
    learning.quizzes.answer(begun.id, "q-tep", 0)
    pc.sign_in()
    again = Learning(pc.session, pc.packs, pc.clock)
    assert again.modules()[0].lessons[0].open_attempt == begun.id
    assert again.next_lesson().open_attempt == begun.id
    resumed = again.quizzes.start("b2")
    assert (resumed.id, resumed.seed, resumed.at) == (begun.id, begun.seed, 1)
    assert resumed.answers["q-tep"].response == 0
    assert not resumed.answers["q-tep"].score.right
    assert again.quizzes.resume(begun.id) == resumed


def test_the_first_answer_counts(learning):
    attempt = learning.quizzes.start("b2")
    learning.quizzes.answer(attempt.id, "q-tep", 0)
    assert not learning.quizzes.answer(attempt.id, "q-tep", 1).right
    assert learning.quizzes.resume(attempt.id).answers["q-tep"].response == 0


def test_an_attempt_keeps_the_lesson_that_it_began_with(pc, learning):
    attempt = learning.quizzes.start("b2")
    write_course(pc.packs, lesson("b2", "Bản mới", quiz=Quiz(pass_mark=100)), lesson("b3", "x"))
    later = Learning(pc.session, pc.packs, pc.clock)
    assert later.lesson("b2").title == "Bản mới"
    resumed = later.quizzes.resume(attempt.id)
    assert resumed.lesson == attempt.lesson
    answer_all(later, resumed, {**RIGHT, "q-gio": "1"})
    assert later.quizzes.finish(attempt.id).passed


def test_a_draw_of_questions_is_the_same_after_a_restart(pc):
    write_course(pc.packs, lesson("b2", "x", quiz=Quiz(draw=2)))
    learning = Learning(pc.session, pc.packs, pc.clock)
    begun = learning.quizzes.start("b2")
    assert len(begun.questions) == 2
    assert (
        Learning(pc.session, pc.packs, pc.clock).quizzes.resume(begun.id).questions
        == begun.questions
    )


def test_mastery_by_right_answers_counts_over_several_tests(pc):
    write_course(pc.packs, lesson("b2", "x", quiz=Quiz(right=4, last=5)))
    learning = Learning(pc.session, pc.packs, pc.clock)
    assert (learning.quizzes.standing("b2").have, learning.quizzes.standing("b2").need) == (0, 4)
    passed = []
    for _ in range(2):
        attempt = learning.quizzes.start("b2")
        answer_all(learning, attempt, {**RIGHT, "q-gio": "1"})  # right, wrong, right
        passed.append(learning.quizzes.finish(attempt.id).passed)
    assert passed == [False, False]
    attempt = learning.quizzes.start("b2")
    answer_all(learning, attempt, RIGHT)
    assert learning.quizzes.finish(attempt.id).passed
    assert learning.quizzes.standing("b2").mastered
    assert learning.modules()[0].lessons[0].passed


def test_practice_is_no_test(learning):
    attempt = learning.quizzes.start("b2", mode="practice")
    answer_all(learning, attempt, RIGHT)
    learning.quizzes.finish(attempt.id)
    card = learning.modules()[0].lessons[0]
    assert (card.best, card.passed) == (None, False)
    assert not learning.quizzes.standing("b2").mastered


def test_every_official_has_their_own_progress(pc, learning):
    attempt = learning.quizzes.start("b2")
    answer_all(learning, attempt, RIGHT)
    learning.quizzes.finish(attempt.id)
    mine = learning.quizzes.start("b3")
    People(pc.session, pc.clock).add_official(NewOfficial("Vàng A", "Kế toán"), "mua xuan ban cao")
    pc.sign_in("Vàng A", "mua xuan ban cao")
    theirs = Learning(pc.session, pc.packs, pc.clock)
    assert [(one.passed, one.open_attempt) for one in theirs.modules()[0].lessons] == [
        (False, ""),
        (False, ""),
    ]
    with pytest.raises(KnownError) as caught:
        theirs.quizzes.resume(mine.id)
    assert caught.value.code is Code.ATTEMPT_GONE


def test_of_a_finished_attempt_nothing_is_left_but_its_event(pc, learning):
    attempt = learning.quizzes.start("b2")
    answer_all(learning, attempt, RIGHT)
    learning.quizzes.finish(attempt.id)
    assert len(events(pc, "attempt")) == 1
    for table in ("attempts", "answers", "contents"):
        assert pc.session.store.rows(f"SELECT * FROM {table}") == []


def error_of(action, *args):
    with pytest.raises(KnownError) as caught:
        action(*args)
    return caught.value.code, caught.value.params


def test_known_errors(tmp_path, pc, learning):
    attempt = learning.quizzes.start("b2")
    assert error_of(learning.lesson, "khong-co") == (Code.LESSON_UNKNOWN, {"lesson": "khong-co"})
    assert error_of(learning.quizzes.finish, attempt.id) == (Code.ATTEMPT_UNFINISHED, {"left": 3})
    assert error_of(learning.quizzes.resume, "0" * 32)[0] is Code.ATTEMPT_GONE
    assert error_of(learning.quizzes.answer, attempt.id, "q-tep", 9)[0] is Code.ANSWER_UNREADABLE
    assert error_of(learning.quizzes.answer, attempt.id, "q-x", 1)[0] is Code.ANSWER_UNREADABLE
    nothing = Learning(pc.session, tmp_path / "none", pc.clock)
    assert error_of(nothing.modules)[0] is Code.CONTENT_MISSING
