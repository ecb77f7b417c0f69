from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DevicesConfig(AppConfig):
    name = "sync.server.devices"
    verbose_name = _("Xã và máy")
