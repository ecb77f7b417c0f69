from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "sync.server.intake"
    verbose_name = _("Tiếp nhận")
