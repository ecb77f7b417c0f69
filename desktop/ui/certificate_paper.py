"""A certificate of completion on paper: what the province stated, and its code to verify."""

import html

import segno
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QColor, QImage

from desktop.ui import paper
from desktop.ui.tokens import LIGHT
from desktop.ui.widgets.html import no_pictures
from desktop.ui.words import whereabouts
from desktop.usecases.certificates import Certificate
from lessons.certificate import NOT_THE_LEGAL_CERTIFICATE, grouped
from resources import places

_STYLE = f"""
p {{ text-align: center; }}
p.program {{ color: {LIGHT.indigo}; font-size: 14pt; font-weight: 600; margin-top: 80px; }}
p.head {{ font-size: 24pt; font-weight: 600; margin-top: 26px; margin-bottom: 20px; }}
p.holder {{ font-size: 20pt; font-weight: 600; margin-top: 10px; margin-bottom: 2px; }}
p.course {{ font-size: 16pt; font-weight: 600; margin-top: 6px; }}
p.plain {{ font-size: 12pt; }}
p.small {{ font-size: 9pt; color: {LIGHT.ink_soft}; }}
p.code {{ font-family: "Noto Sans Mono", "DejaVu Sans Mono", Consolas, monospace;
  font-size: 8pt; line-height: 130%; }}
p.law {{ font-size: 10pt; font-weight: 600; color: {LIGHT.vermilion}; margin-top: 24px; }}
"""


def certificate_pdf(certificate: Certificate, family: str) -> bytes:
    """One page, A4. In the language of now; the statement itself is as it was signed."""
    translate, locale = QCoreApplication.translate, QLocale()
    place = places.commune(certificate.commune)
    where = whereabouts(place.name, place.province) if place else certificate.commune
    day = f"{certificate.on:%d/%m/%Y}"
    lessons = translate("Certificate", "gồm {count} bài, hoàn thành ngày {day}")
    law = NOT_THE_LEGAL_CERTIFICATE["en" if locale.name().startswith("en") else "vi"]
    parts = (
        ("program", "Sơn Ca"),
        ("head", translate("Certificate", "GIẤY XÁC NHẬN HOÀN THÀNH")),
        ("plain", translate("Certificate", "Xác nhận")),
        ("holder", certificate.holder),
        ("plain", where),
        ("plain", translate("Certificate", "đã học và đạt mọi bài kiểm tra của")),
        ("course", certificate.title),
        ("plain", lessons.format(count=certificate.lessons, day=day)),
        ("law", law),
    )
    body = "".join(f'<p class="{kind}">{html.escape(text)}</p>' for kind, text in parts)
    how = translate(
        "Certificate",
        "Số {serial}. Kiểm tra trên bất kỳ máy Sơn Ca nào của tỉnh, không cần mạng: mở Việc học "
        "của tôi, chọn Kiểm tra giấy xác nhận, rồi quét hoặc gõ mã dưới đây. Tên do máy đọc ra "
        "từ mã phải giống tên trên giấy.",
    ).format(serial=certificate.serial)
    code = html.escape(grouped(certificate.code)).replace("\n", "<br>")
    body += '<p><img src="image:qr"></p>'
    body += f'<p class="small">{html.escape(how)}</p><p class="code">{code}</p>'
    return paper.pdf(
        body,
        title=f"{certificate.title}, {certificate.holder}",
        family=family,
        pictures=no_pictures,
        foot=lambda _page, _pages: "",
        ours={"qr": _qr(certificate.code)},
        style=_STYLE,
    )


def _qr(code: str) -> QImage:
    """The code as a QR code; its letters are the ones that QR packs tightly."""
    matrix = segno.make_qr(code, error="m").matrix
    quiet, dots = 4, 8
    side = len(matrix) + 2 * quiet
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y, line in enumerate(matrix):
        for x, dark in enumerate(line):
            if dark & 1:
                image.setPixelColor(x + quiet, y + quiet, QColor("black"))
    image = image.scaled(side * dots, side * dots)
    # About 42 mm wide: a telephone reads it from the table.
    image.setDevicePixelRatio(side * dots / 160)
    return image
