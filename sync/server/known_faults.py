"""What can be wrong with how the server was set up, in words for who runs it."""

import sqlite3
from typing import Final

from sync.server.database_url import BadDatabaseUrl

_NO_SPACE: Final = 28


class BadSetting(ValueError):
    """An environment variable has a value that it cannot have."""

    def __init__(self, variable: str, value: str) -> None:
        super().__init__(f"{variable}={value}")
        self.variable, self.value = variable, value


def sentence(error: BaseException) -> str:
    """What to do about ``error``, in Vietnamese and English; "" for a fault of ours."""
    match error:
        case BadDatabaseUrl():
            return (
                "DATABASE_URL phải bắt đầu bằng postgresql:// hoặc sqlite:/// và có tên cơ sở dữ "
                "liệu. / DATABASE_URL must begin with postgresql:// or sqlite:/// and name a "
                "database."
            )
        case BadSetting(variable=variable, value=value):
            return (
                f"{variable} phải là một số nguyên dương, không phải “{value}”. / "
                f"{variable} must be a whole number above 0."
            )
        case OSError(errno=number) if number == _NO_SPACE:
            return "Ổ đĩa đã đầy. Hãy dọn chỗ rồi chạy lại. / The disk is full."
        case OSError(filename=str(name), strerror=str(reason)):
            return (
                f"Không dùng được {name}: {reason}. Hãy kiểm tra đường dẫn, và chủ sở hữu của thư "
                "mục dữ liệu (SONCA_SERVER_DATA). / Look at the path, and at who owns the folder."
            )
    return _about_the_database(error)


def _about_the_database(error: BaseException) -> str:
    # Django is loaded only once the settings are.
    from django.db import DatabaseError, OperationalError

    if isinstance(error, OperationalError):
        cause = error.__cause__
        if isinstance(cause, sqlite3.Error):
            return (
                f"Không mở được cơ sở dữ liệu SQLite ({cause}). Hãy kiểm tra thư mục dữ liệu "
                "(SONCA_SERVER_DATA), quyền ghi và chỗ trống. / Cannot open the SQLite database."
            )
        return (
            f"Không nối được tới cơ sở dữ liệu: {error}\nHãy kiểm tra PostgreSQL có đang chạy "
            "không và DATABASE_URL có đúng không. / Cannot reach the database."
        )
    if isinstance(error, DatabaseError) and isinstance(error.__cause__, sqlite3.DatabaseError):
        return (
            "Tệp cơ sở dữ liệu bị hỏng hoặc không phải của Sơn Ca. Hãy khôi phục từ bản sao lưu "
            "gần nhất (xem docs/guides/operator.md). / The database file is damaged: restore "
            "the last backup."
        )
    return ""
