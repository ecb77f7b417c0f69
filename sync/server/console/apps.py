from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    name = "sync.server.console"
    verbose_name = _("Bàn làm việc")
