"""Errors that an official can do something about.

Everything else is a bug and keeps its own exception class.
"""

from enum import StrEnum


class Code(StrEnum):
    """What went wrong, for screens to put into words. Parameters are named beside each."""

    # The encrypted file
    STORE_MISSING = "store_missing"
    STORE_EXISTS = "store_exists"
    STORE_DAMAGED = "store_damaged"
    STORE_TOO_NEW = "store_too_new"
    STORE_BUSY = "store_busy"
    BACKUP_NOT_FOUND = "backup_not_found"
    NOTHING_TO_RESTORE = "nothing_to_restore"
    STORE_UPGRADE_FAILED = "store_upgrade_failed"  # backup: file name kept beside the store
    KEYS_MISSING = "keys_missing"
    KEYS_DAMAGED = "keys_damaged"
    DISK_FULL = "disk_full"
    DISK_FAILED = "disk_failed"
    DISK_READ_ONLY = "disk_read_only"
    CONTENT_MISSING = "content_missing"  # path: the lessons or forms that are not there
    # People
    WRONG_PASSWORD = "wrong_password"  # noqa: S105
    PASSWORD_TOO_SHORT = "password_too_short"  # noqa: S105 -- minimum: characters
    PASSWORD_TOO_SIMPLE = "password_too_simple"  # noqa: S105
    NAME_EMPTY = "name_empty"
    NAME_TAKEN = "name_taken"
    POSITION_EMPTY = "position_empty"
    RECOVERY_UNAVAILABLE = "recovery_unavailable"
    RECOVERY_ANSWER_MISSING = "recovery_answer_missing"
    # Enrolment
    ADDRESS_BAD = "address_bad"
    PROXY_BAD = "proxy_bad"
    CODE_MISTYPED = "code_mistyped"
    ALREADY_ENROLLED = "already_enrolled"
    NOT_ENROLLED_YET = "not_enrolled_yet"
    # A stick or a share
    MEDIUM_FULL = "medium_full"  # folder
    MEDIUM_GONE = "medium_gone"  # folder: taken out or unreadable
    MEDIUM_READ_ONLY = "medium_read_only"  # folder
    # Lessons and reports
    LESSON_UNKNOWN = "lesson_unknown"  # lesson
    ATTEMPT_GONE = "attempt_gone"  # attempt
    ATTEMPT_UNFINISHED = "attempt_unfinished"  # left: questions without an answer
    ANSWER_UNREADABLE = "answer_unreadable"  # question
    FORM_UNKNOWN = "form_unknown"  # form
    DRAFT_GONE = "draft_gone"  # report
    REPORT_UNKNOWN = "report_unknown"  # report
    REPORT_NOT_RETURNED = "report_not_returned"  # report
    REPORT_INCOMPLETE = "report_incomplete"  # count, and refs in order of the form
    REPORT_TOO_LARGE = "report_too_large"  # bytes, most
    NOTHING_TO_COPY = "nothing_to_copy"
    SIGN_OFF_NEEDED = "sign_off_needed"
    NOT_A_LEADER = "not_a_leader"  # name
    # Photos and files
    PICTURE_UNREADABLE = "picture_unreadable"  # name
    PICTURE_TOO_LARGE = "picture_too_large"  # name; pixels and most: millions of them
    FILE_UNREADABLE = "file_unreadable"  # name
    FILE_EMPTY = "file_empty"  # name
    FILE_TOO_LARGE = "file_too_large"  # name, bytes, most
    FILE_KIND_WRONG = "file_kind_wrong"  # name, wanted: audio or video
    FILE_DANGEROUS = "file_dangerous"  # name


class KnownError(Exception):
    """A known trouble: a code and what the sentence about it needs to say."""

    def __init__(self, code: Code, **params: object) -> None:
        super().__init__(code.value, params)
        self.code = code
        self.params = params
