"""By which rule a lesson is passed, and how far one is, in words."""

from PySide6.QtCore import QCoreApplication

from lessons.mastery import Rule, Standing


def rule(rule: Rule) -> str:
    """The rule as the learner is told before a test."""
    translate = QCoreApplication.translate
    if rule.code == "right-of-last":
        return translate("Mastery", "Đạt khi {right} trong {last} câu cuối đúng.").format(
            right=rule.right, last=rule.last
        )
    return translate("Mastery", "Đạt khi được từ {mark} % số điểm.").format(mark=rule.percent)


def standing(standing: Standing) -> str:
    """Where the learner is by that rule; "" before the first test."""
    translate = QCoreApplication.translate
    if standing.mastered:
        return translate("Mastery", "Anh/chị đã đạt bài này.")
    if not standing.have:
        return ""
    if standing.rule.code == "right-of-last":
        return translate("Mastery", "Hiện đúng {have} trong {last} câu cuối.").format(
            have=standing.have, last=standing.rule.last
        )
    return translate("Mastery", "Cao nhất đến nay {have} %.").format(have=standing.have)


def missing(standing: Standing) -> str:
    """What a test that was not passed still lacks."""
    translate = QCoreApplication.translate
    if standing.rule.code == "right-of-last":
        return translate(
            "Mastery", "Chưa đạt: cần {right} trong {last} câu cuối đúng, hiện đúng {have}."
        ).format(right=standing.need, last=standing.rule.last, have=standing.have)
    return translate("Mastery", "Chưa đạt: cần từ {mark} %.").format(mark=standing.need)
