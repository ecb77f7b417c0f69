from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    name = "sync.server.console"
    verbose_name = _("Bàn làm việc")


class ConsoleAdminConfig(AdminConfig):
    """Django's admin with our site in place of its own."""

    default = False
    default_site = "sync.server.console.site.ConsoleSite"
