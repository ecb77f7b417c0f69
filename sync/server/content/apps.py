from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "sync.server.content"
    verbose_name = _("Bài học và biểu mẫu")
