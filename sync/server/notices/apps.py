from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "sync.server.notices"
    verbose_name = _("Thông báo và giao việc")
