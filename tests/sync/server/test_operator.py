"""What docs/guides/operator.md says to do, done: backup, restore, and wrong settings in words."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.client.http import HttpCarrier
from sync.protocol.enrolment import EnrolRequest
from sync.protocol.messages import Result
from tests.cluster import program
from tests.sync.province import Province
from tests.sync.server import factories as make

ROOT = Path(__file__).parents[3]
TOKEN = "t" * 43


def told(*command: str, **environment: str) -> tuple[int, str]:
    """A command's status, and what it said."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "sync.server", *command],
        cwd=ROOT,
        env=kept | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


@pytest.fixture
def province(
    tmp_path: Path, new_database: Callable[[], str], database_kind: str
) -> Iterator[Province]:
    made = Province(tmp_path / "data", "" if database_kind == "sqlite" else new_database())
    made.start()
    yield made
    made.stop()


def sent(province: Province, *counters: int, confirmed: int = 0) -> list[Result]:
    carrier = HttpCarrier(province.address, TOKEN, proxies={})
    events = [make.report(counter, f"{counter:032x}") for counter in counters]
    answer = carrier.sync(make.exchange(*events, confirmed=confirmed))
    carrier.close()
    return [] if answer.again else answer.results


def test_a_backup_made_while_it_runs_is_a_whole_province(
    province: Province, tmp_path: Path, new_database: Callable[[], str], database_kind: str
) -> None:
    carrier = HttpCarrier(province.address, TOKEN, proxies={})
    carrier.enrol(EnrolRequest(version=1, code=province.codes[0], token=TOKEN))
    carrier.close()
    sent(province, 1, 2)
    photo = province.folder / "files" / "whole" / "ab" / ("ab" * 32)
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"photo")
    backup = tmp_path / "backup"
    copy = Path(re.sub(r":.*", "", province.command("backup", str(backup)).strip()))
    sent(province, 3, confirmed=2)
    province.stop()

    restored = tmp_path / "restored"
    restored.mkdir()
    if database_kind == "sqlite":
        url = ""
        shutil.copy(copy, restored / "province.sqlite3")
    else:
        url = new_database()
        subprocess.run([program("pg_restore"), f"--dbname={url}", copy], check=True)
    for name in ("keys", "files"):
        shutil.copytree(backup / name, restored / name)
    shutil.copy(backup / "secret_key", restored)

    province.environment["SONCA_SERVER_DATA"] = str(restored)
    if url:
        province.environment["DATABASE_URL"] = url
    province.start()
    # It lost the third report, notices, and gets it again.
    assert sent(province, confirmed=3) == []
    assert [result.outcome for result in sent(province, 1, 2, 3, confirmed=0)] == ["dup", "ok"]
    assert (restored / "files" / "whole" / "ab" / ("ab" * 32)).read_bytes() == b"photo"
    assert (restored / "keys" / "age").read_text() == (province.folder / "keys" / "age").read_text()
    # Another code of before the backup still opens: it is hashed with the secret key.
    carrier = HttpCarrier(province.address, "u" * 43, proxies={})
    assert carrier.enrol(EnrolRequest(version=1, code=province.codes[1], token="u" * 43)).commune
    carrier.close()


def test_a_second_backup_adds_a_database_and_only_new_files(tmp_path: Path) -> None:
    data, backup = str(tmp_path / "data"), tmp_path / "backup"
    assert told("createstaff", "mot", "Một", "--administrator", SONCA_SERVER_DATA=data)[0] == 0
    whole = tmp_path / "data" / "files" / "whole" / "ab"
    whole.mkdir(parents=True, exist_ok=True)
    (whole / "one").write_bytes(b"1")
    assert told("backup", str(backup), SONCA_SERVER_DATA=data)[0] == 0
    kept = backup / "files" / "whole" / "ab" / "one"
    os.utime(kept, (1, 1))
    (whole / "two").write_bytes(b"2")
    for name in backup.glob("province-*"):
        name.rename(backup / "province-earlier.sqlite3")
    assert told("backup", str(backup), SONCA_SERVER_DATA=data)[0] == 0
    assert kept.stat().st_mtime == 1
    assert (backup / "files" / "whole" / "ab" / "two").read_bytes() == b"2"
    assert len(list(backup.glob("province-*.sqlite3"))) == 2


@pytest.mark.parametrize(
    ("command", "environment", "words"),
    [
        ("places", {"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL phải bắt đầu bằng"),
        ("places", {"DATABASE_URL": "postgresql:///x?host=/none"}, "Không nối được tới cơ sở dữ"),
        ("places", {"SONCA_FILE_LARGEST_MB": "vài"}, "SONCA_FILE_LARGEST_MB phải là một số"),
        ("serve --port 70000", {}, "Cổng phải từ 0 đến 65535"),
        ("serve --certificate a.pem", {}, "Phải có cả --certificate và --key"),
        ("serve --certificate a.pem --key b.pem", {}, "Không dùng được chứng thư a.pem"),
        ("serve --port x", {}, "Lệnh gõ thiếu hoặc sai"),
        ("nosuch", {}, "Lệnh gõ thiếu hoặc sai"),
        ("createstaff a b --province 99", {}, "Không có mã 99"),
        ("backup /proc/none", {}, "Không dùng được /proc/none"),
    ],
)
def test_what_is_wrong_is_said_in_words(
    tmp_path: Path, command: str, environment: dict[str, str], words: str
) -> None:
    status, said = told(*command.split(), **{"SONCA_SERVER_DATA": str(tmp_path)} | environment)
    assert status != 0
    assert words in said
    assert "Traceback" not in said


def test_a_damaged_database_leads_to_the_backup(tmp_path: Path) -> None:
    (tmp_path / "province.sqlite3").write_bytes(os.urandom(9000))
    status, said = told("places", SONCA_SERVER_DATA=str(tmp_path))
    assert (status, "Hãy khôi phục từ bản sao lưu" in said) == (1, True)


def test_a_second_server_on_the_port_is_refused(province: Province) -> None:
    port = str(province.target[1])
    status, said = told(
        "serve", "--port", port, "--no-migrate", SONCA_SERVER_DATA=str(province.folder)
    )
    assert status != 0
    assert f"Không mở được cổng {port}" in said
