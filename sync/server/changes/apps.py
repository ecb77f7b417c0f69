from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChangesConfig(AppConfig):
    name = "sync.server.changes"
    verbose_name = _("Thông tin gửi xuống")
