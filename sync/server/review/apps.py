from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "sync.server.review"
    verbose_name = _("Trả lời báo cáo")
