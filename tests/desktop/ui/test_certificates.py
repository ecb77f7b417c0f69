"""A certificate comes, is printed, and is verified by anybody without a network."""

import datetime as dt
import re
import subprocess

import msgspec
import pytest
from nacl.signing import SigningKey
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.store import device
from desktop.ui import saving
from desktop.ui.certificate_check import CertificateCheckPage
from lessons import certificate
from sync.protocol.messages import CertificateIssued, ChangeKind
from tests.desktop.ui.driving import NAME, go, shown_texts, typed
from tests.desktop.ui.test_reporting import province_says

SEED = bytes(range(32))
KEY = bytes(SigningKey(SEED).verify_key).hex()


def code_for(name, seed=SEED):
    said = certificate.completion(
        name, "00715", scope="an-ninh", title="An ninh mạng", lessons=8, on=dt.date(2026, 11, 20)
    )
    return certificate.sign(said, seed)


@pytest.fixture
def enrolled(desktop):
    with desktop.desk.session.store.write() as database:
        device.change(database, enrolled_at=1, province_keys=["00" * 32, KEY])
    return desktop


@pytest.fixture
def issued(enrolled):
    """The province signed something for the official, and something for a colleague."""
    me = enrolled.desk.official.id
    for official, name in (("0" * 32, "Vàng A"), (me, NAME)):
        body = CertificateIssued(official=official, scope="an-ninh", code=code_for(name))
        province_says(enrolled, (ChangeKind.CERTIFICATE, body))
    return enrolled


def test_before_there_is_one_the_page_says_how_it_comes(enrolled):
    page = go(enrolled, "my-learning")
    assert any("tỉnh ký giấy xác nhận ở lần đồng bộ sau đó" in text for text in shown_texts(page))
    assert any("không phải chứng chỉ theo khoản 2 Điều 34" in text for text in shown_texts(page))


def test_ones_own_certificate_is_printed_and_its_code_verifies(issued, tmp_path, monkeypatch):
    path = tmp_path / "giay.pdf"
    monkeypatch.setattr(saving, "ask", lambda _page, _proposal: str(path))
    page = go(issued, "my-learning")
    (save,) = [b for b in page.findChildren(QPushButton) if b.text() == "Lưu PDF"]
    save.setFocus()
    typed(Qt.Key.Key_Space)
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    assert text.count("\f") == 1
    for said in (NAME, "Xã Lũng Cú", "An ninh mạng", "Điều 34 Luật An ninh mạng số 116/2025/QH15"):
        assert said in " ".join(text.split())
    printed = "".join(re.findall(r"^\s*((?:[0-9A-Z]{5} )+[0-9A-Z]{1,5})\s*$", text, re.M))
    verdict = issued.desk.certificates.check(printed)
    assert (verdict.problem, verdict.certificate.holder) == ("", NAME)


def test_a_genuine_code_says_whose_it_is(enrolled):
    page = go(enrolled, "certificate-check")
    assert isinstance(page, CertificateCheckPage)
    assert QApplication.focusWidget() is page.code
    page.code.setPlainText(certificate.grouped(code_for("Vàng A")).lower())
    typed(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    texts = shown_texts(page)
    assert "Giấy thật: tỉnh đã ký đúng nội dung này" in texts
    assert {"Vàng A", "Xã Lũng Cú, tỉnh Tuyên Quang", "An ninh mạng", "8"} <= set(texts)
    page.code.insertPlainText("0")
    assert "Vàng A" not in shown_texts(page)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("!!!", "Mã chưa đọc được"),
        (code_for("Vàng A", bytes(32)), "Không xác nhận được giấy này"),
        (code_for("Vàng A")[:-8], "Mã chưa đọc được"),
    ],
    ids=["mistyped", "forged", "cut short"],
)
def test_a_code_that_is_not_genuine_has_its_sentence(enrolled, code, said):
    page = go(enrolled, "certificate-check", code)
    page.check()
    assert said in shown_texts(page)


def test_a_pc_that_is_not_enrolled_knows_no_signature(desktop):
    page = go(desktop, "certificate-check", code_for("Vàng A"))
    page.check()
    assert "Máy này chưa ghi danh với tỉnh" in shown_texts(page)


def test_a_certificate_that_does_not_verify_is_not_offered(enrolled):
    me = enrolled.desk.official.id
    body = CertificateIssued(official=me, scope="x", code=code_for(NAME, bytes(32)))
    province_says(enrolled, (ChangeKind.CERTIFICATE, body))
    assert enrolled.desk.certificates.mine() == []


def test_a_kind_of_a_newer_province_is_kept_and_changes_nothing(enrolled):
    """What this program does with kinds that it does not know, older ones did with this one."""

    class Unknown(msgspec.Struct):
        anything: str

    province_says(enrolled, ("from-later", Unknown("x")))
    store = enrolled.desk.session.store
    assert store.value("SELECT count(*) FROM changes WHERE kind = 'from-later'") == 1
    assert go(enrolled, "my-learning") is enrolled.shell.page
    assert enrolled.desk.status().last_confirmed is not None
