"""The console's addresses."""

from django.urls import path

from sync.server.console import (
    alarms,
    attachments,
    communes,
    content,
    directory,
    exports,
    inbox,
    notices,
    report,
    sticks,
    today,
    training,
)

app_name = "console"
urlpatterns = [
    path("", today.today, name="today"),
    path("reports/", inbox.inbox, name="inbox"),
    path("reports/<slug:ident>/", report.report, name="report"),
    path("reports/<slug:ident>/answer/", report.answer, name="answer"),
    path("reports/<slug:ident>/files/<slug:sha256>/", attachments.attachment, name="attachment"),
    path("communes/", communes.communes, name="communes"),
    path("communes/codes/", communes.codes, name="codes"),
    path("communes/codes/<int:pk>/cancel/", communes.cancel_code, name="cancel_code"),
    path("communes/<slug:code>/", communes.commune, name="commune"),
    path("devices/<slug:ident>/revoke/", communes.revoke, name="revoke"),
    path("training/", training.training, name="training"),
    path("exports/", exports.exports, name="exports"),
    path("exports/reports/", exports.reports, name="export_reports"),
    path("exports/figures/", exports.figures, name="export_figures"),
    path("sticks/", sticks.sticks_page, name="sticks"),
    path("sticks/replies/", sticks.all_replies, name="stick_replies"),
    path("sticks/replies/<int:pk>/", sticks.reply, name="stick_reply"),
    path("sticks/refusals/<slug:key>/", sticks.refusal, name="stick_refusal"),
    path("sticks/content/", sticks.content, name="stick_content"),
    path("sticks/card/<slug:code>/", sticks.province_card, name="province_card"),
    path("content/", content.content, name="content"),
    path("content/upload/", content.upload, name="upload"),
    path("directory/", directory.directory, name="directory"),
    path("directory/look/", directory.look, name="directory_look"),
    path("directory/publish/", directory.publish, name="directory_publish"),
    path("directory/contacts.csv", directory.download, name="directory_download"),
    path("notices/", notices.notices, name="notices"),
    path("notices/announce/", notices.announce, name="announce"),
    path("notices/assign/", notices.assign, name="assign"),
    path("notices/<slug:ident>/withdraw/", notices.withdraw, name="withdraw"),
    path("alarms/", alarms.alarms, name="alarms"),
    path("alarms/<int:pk>/settle/", alarms.settle, name="settle"),
]
