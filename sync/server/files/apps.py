"""The app's registration with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploads."""

    name = "sync.server.files"
    label = "files"
