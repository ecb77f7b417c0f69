"""The console's dress: the desktop's colours (paper, indigo, vermilion) given to unfold."""

from typing import Any, Final

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def _is_administrator(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.is_superuser


def _style(request: HttpRequest) -> str:
    return static("console/console.css")


def _icon(request: HttpRequest) -> str:
    return static("console/icon.svg")


_BASE: Final = {
    "50": "#f7f4ed",
    "100": "#ebe6da",
    "200": "#dcd5c5",
    "300": "#c6bda9",
    "400": "#9a917f",
    "500": "#736a59",
    "600": "#59523f",
    "700": "#3f4248",
    "800": "#33363b",
    "900": "#1e1f22",
    "950": "#151618",
}
_PRIMARY: Final = {
    "50": "#eef2f9",
    "100": "#dfe6f2",
    "200": "#c4d2e8",
    "300": "#a3bff0",
    "400": "#94b2e8",
    "500": "#8fb0ea",
    "600": "#2b4a80",
    "700": "#203a68",
    "800": "#1b3157",
    "900": "#14213a",
    "950": "#0d1626",
}
_FONT: Final = {
    "subtle-light": "#6b6353",
    "subtle-dark": "#a49e92",
    "default-light": "#3d382d",
    "default-dark": "#cfcabe",
    "important-light": "#221f1a",
    "important-dark": "#ece8df",
}


def _item(title: Any, icon: str, link: str, badge: str = "") -> dict[str, Any]:
    item: dict[str, Any] = {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(link),
        "active": f"sync.server.console.navigation.{link.partition(':')[2]}_is_open",
    }
    if badge:
        item["badge"] = f"sync.server.console.navigation.{badge}"
        item["badge_variant"] = "danger" if badge == "open_alarms" else "primary"
    return item


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Sơn Ca",
    "SITE_HEADER": "Sơn Ca",
    "SITE_SUBHEADER": _("Bàn làm việc của tỉnh"),
    "SITE_ICON": _icon,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _icon}],
    "SITE_URL": None,
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "BORDER_RADIUS": "6px",
    "STYLES": [_style],
    "COLORS": {"base": _BASE, "primary": _PRIMARY, "font": _FONT},
    "LOGIN": {"form": "sync.server.accounts.signin.SignInForm"},
    "SIDEBAR": {
        "show_search": False,
        "navigation": [
            {
                "items": [
                    _item(_("Hôm nay"), "today", "console:today"),
                    _item(_("Báo cáo"), "inbox", "console:inbox", "waiting_reports"),
                    _item(_("Xã và máy"), "location_city", "console:communes"),
                    _item(_("Học tập"), "school", "console:training"),
                    _item(_("Thông báo, giao việc"), "campaign", "console:notices"),
                    _item(_("Xuất dữ liệu"), "download", "console:exports"),
                    _item(_("Gói USB"), "usb", "console:sticks"),
                    _item(_("Nội dung"), "menu_book", "console:content"),
                    _item(_("Cảnh báo"), "warning", "console:alarms", "open_alarms"),
                ]
            },
            {
                "title": _("Quản trị"),
                "separator": True,
                "items": [
                    {
                        "title": _("Tài khoản"),
                        "icon": "badge",
                        "link": reverse_lazy("admin:accounts_staff_changelist"),
                        "permission": _is_administrator,
                    }
                ],
            },
        ],
    },
}
