"""How a problem is put into words: once, in both languages, with its mend."""

import msgspec

ERROR = "error"
WARNING = "warning"


class Message(msgspec.Struct, frozen=True):
    severity: str
    vi: str
    """Templates for ``str.format`` with the problem's params."""
    mend_vi: str
    en: str
    mend_en: str
