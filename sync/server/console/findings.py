"""What checking again found, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext, gettext_lazy

from reports.form import Form
from sync.server.console import reading
from sync.server.intake.checking import Finding

_WORDS = {
    "required": gettext_lazy("bắt buộc nhưng chưa trả lời"),
    "constraint": gettext_lazy("không đúng điều kiện của câu hỏi"),
    "choice": gettext_lazy("có lựa chọn mà biểu mẫu không có"),
    "range": gettext_lazy("nằm ngoài khoảng cho phép"),
    "unknown": gettext_lazy("biểu mẫu không có câu này"),
    "not-asked": gettext_lazy("đã trả lời dù biểu mẫu không hỏi"),
    "calculation": gettext_lazy("khác với kết quả mà biểu mẫu tự tính"),
    "other-form": gettext_lazy("Báo cáo điền theo một phiên bản khác của biểu mẫu."),
    "no-submission": gettext_lazy("Không đọc được nội dung báo cáo."),
    "unchecked": gettext_lazy("Máy chủ không kiểm tra lại được báo cáo này."),
}
_WRONG_KIND = gettext_lazy("giá trị không đúng kiểu của câu hỏi")


def sentences(findings: Sequence[Finding], form: Form | None, language: str) -> list[str]:
    """One sentence a finding: the question's words, and what the form says is wrong."""
    labels = reading.labels(form, language) if form else {}
    said = []
    for finding in findings:
        messages = finding["messages"]
        words = messages.get(language) or next(iter(messages.values()), "")
        words = words or str(_WORDS.get(finding["code"], _WRONG_KIND))
        ref = finding["ref"]
        path = "/".join(part.partition("[")[0] for part in ref.split("/"))
        if not ref:
            said.append(words)
        else:
            said.append(
                gettext("%(question)s: %(fault)s")
                % {"question": labels.get(path, ref), "fault": words}
            )
    return said
