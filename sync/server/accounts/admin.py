"""Accounts of staff, for administrators."""

from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from lessons.search import fold
from sync.server.accounts.models import Staff
from sync.server.devices.models import Commune

if TYPE_CHECKING:
    from django.db.models import QuerySet

admin.site.unregister(Group)


@admin.register(Commune)
class CommuneAdmin(ModelAdmin):  # type: ignore[misc]
    """Only for finding communes to give to a person; their pages are the console's."""

    search_fields = ("name", "folded", "code")

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Commune]", search_term: str
    ) -> "tuple[QuerySet[Commune], bool]":
        found: tuple[QuerySet[Commune], bool] = super().get_search_results(
            request, queryset, fold(search_term)
        )
        return found

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Commune | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Commune | None = None) -> bool:
        return False


@admin.register(Staff)
class StaffAdmin(UserAdmin, ModelAdmin):  # type: ignore[misc, type-arg]
    """What may be set: who a person is and which area is theirs."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    ordering = ("username",)
    list_display = ("username", "full_name", "title", "province", "is_active", "is_superuser")
    list_filter = ("is_active", "province")
    search_fields = ("username", "full_name")
    autocomplete_fields = ("communes",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Người dùng"), {"fields": ("full_name", "title", "email")}),
        (_("Địa bàn"), {"fields": ("province", "communes")}),
        (_("Quyền"), {"fields": ("is_active", "is_superuser")}),
        (_("Thời gian"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": (
                    "username",
                    "full_name",
                    "title",
                    "province",
                    "usable_password",
                    "password1",
                    "password2",
                ),
            },
        ),
    )
