"""Files of reports reach the staff of their area, and do nothing in the browser."""

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.utils import timezone

from sync.protocol import messages
from sync.server.accounts.models import Staff
from sync.server.devices.models import Device
from sync.server.files.models import Upload
from tests.sync.server import factories as make

pytestmark = pytest.mark.django_db
REPORT = "1" * 32
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
DIGEST = hashlib.sha256(PNG).hexdigest()


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    settings.FILES = tmp_path
    return tmp_path


def arrive(device: Device, files: Path, body: bytes = PNG, media_type: str = "image/png") -> None:
    digest = hashlib.sha256(body).hexdigest()
    place = files / "whole" / digest[:2] / digest
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(body)
    Upload.objects.create(
        ident=digest[:32],
        device=device,
        sha256=digest,
        length=len(body),
        offset=len(body),
        media_type=media_type,
        created_at=timezone.now(),
        touched_at=timezone.now(),
        finished_at=timezone.now(),
    )


def report_with(digest: str = DIGEST, counter: int = 1) -> messages.Event:
    submission = {
        "values": {"evidence": "man-hinh.png"},
        "attachments": [
            {"name": "man-hinh.png", "sha256": digest, "type": "image/png"},
            "old-style.jpg",
            5,
        ],
    }
    body = messages.ReportSubmitted(
        report=REPORT,
        form="incident",
        form_hash="d" * 64,
        submission=msgspec.Raw(msgspec.json.encode(submission)),
    )
    return make.event(counter, body)


def signed_in(person: Staff) -> Client:
    client = Client()
    client.force_login(person)
    return client


def url(digest: str = DIGEST) -> str:
    return f"/reports/{REPORT}/files/{digest}/"


def test_a_picture_is_shown_and_can_run_nothing(files: Path) -> None:
    device = make.device()
    make.take_in(device, report_with())
    staff = signed_in(make.staff())
    assert "tệp chưa tới" not in staff.get(f"/reports/{REPORT}/").text
    assert staff.get(url()).status_code == 404
    arrive(device, files)
    assert url() in staff.get(f"/reports/{REPORT}/").text
    answer = staff.get(url())
    assert b"".join(answer.streaming_content) == PNG  # type: ignore[arg-type]
    assert answer["Content-Type"] == "image/png"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_picture_that_came_by_stick_is_shown_too(files: Path) -> None:
    device = make.device()
    make.take_in(device, report_with())
    arrive(device, files, media_type="")
    staff = signed_in(make.staff())
    assert "<img" in staff.get(f"/reports/{REPORT}/").text
    answer = staff.get(url())
    assert b"".join(answer.streaming_content) == PNG  # type: ignore[arg-type]
    assert answer["Content-Type"] == "image/png"


def test_what_is_no_picture_is_saved_not_opened(files: Path) -> None:
    device = make.device()
    page = b"<script>alert(1)</script>"
    make.take_in(device, report_with(hashlib.sha256(page).hexdigest()))
    arrive(device, files, page, "text/html")
    answer = signed_in(make.staff()).get(url(hashlib.sha256(page).hexdigest()))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="man-hinh.png"'
    answer.close()


def test_a_file_is_for_the_staff_of_its_area(files: Path) -> None:
    device = make.device()
    make.take_in(device, report_with())
    arrive(device, files)
    there = make.commune("00721", "Xã Đồng Văn")
    assert signed_in(make.staff("ban", communes=[there])).get(url()).status_code == 404
    assert signed_in(make.staff("ngoai", None)).get(url()).status_code == 404
    assert Client().get(url()).status_code == 302


def test_naming_a_hash_opens_no_other_communes_file(files: Path) -> None:
    arrive(make.device(make.commune("00721", "Xã Đồng Văn")), files)
    make.take_in(make.device(), report_with())
    assert signed_in(make.staff("a")).get(url()).status_code == 404


def test_a_file_that_the_report_does_not_name_is_not_there(files: Path) -> None:
    device = make.device()
    make.take_in(device, make.incident(1))
    arrive(device, files)
    assert signed_in(make.staff("a")).get(url()).status_code == 404
