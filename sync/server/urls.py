"""The server's addresses."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.i18n import set_language

from sync.server.devices.views import enrol
from sync.server.files import views as files
from sync.server.intake.views import history, sync
from sync.server.packs import trainers
from sync.server.packs import views as packs


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. It does not touch the database, so it is cheap to ask often."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("healthz", healthz),
    path("api/v1/enrol", enrol),
    path("api/v1/sync", sync),
    path("api/v1/history", history),
    path("api/v1/packs/<str:name>", packs.manifest),
    path("api/v1/blobs/<str:name>", packs.blob),
    path("api/v1/publish/lessons", trainers.publish),
    path("api/v1/files", files.create),
    path("api/v1/files/<str:ident>", files.upload, name="upload"),
    path("language/", set_language, name="set_language"),
    path("accounts/", admin.site.urls),
    path("", include("sync.server.console.urls")),
]
