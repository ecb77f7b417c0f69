"""Staff of the province, and tries that failed."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffManager(UserManager["Staff"]):
    """Makes accounts that may enter: Django's own manager makes them without that right."""

    use_in_migrations = False

    def create_user(
        self,
        username: str,
        email: str | None = None,
        password: str | None = None,
        **extra_fields: Any,
    ) -> "Staff":
        extra_fields.setdefault("is_staff", True)
        return super().create_user(username, email, password, **extra_fields)


class Staff(AbstractUser):
    """A person who uses the console.

    The area is ``communes`` where any are given, else all of ``province``, else
    nothing. A superuser's area is everything.
    """

    # A Vietnamese name is one thing, in one order.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    # Every account here is for the console; whom it no longer serves is made inactive.
    is_staff = models.BooleanField(default=True, editable=False)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    title = models.CharField(_("chức vụ"), max_length=120, blank=True)
    province = models.ForeignKey(
        "devices.Province",
        verbose_name=_("tỉnh"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="staff",
    )
    communes = models.ManyToManyField(
        "devices.Commune",
        verbose_name=_("xã được giao"),
        blank=True,
        related_name="staff",
        help_text=_("Để trống nếu phụ trách cả tỉnh."),
    )

    objects: ClassVar[StaffManager] = StaffManager()

    REQUIRED_FIELDS: ClassVar = ["full_name"]

    class Meta:
        verbose_name = _("cán bộ tỉnh")
        verbose_name_plural = _("cán bộ tỉnh")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        # The given name comes last.
        return self.full_name.split()[-1] if self.full_name else self.username


class FailedTry(models.Model):
    """Someone at ``door`` who gave a wrong code or password."""

    class Door(models.TextChoices):
        ENROLMENT = "enrol"
        SIGN_IN = "signin"

    door = models.CharField(max_length=8, choices=Door.choices)
    who = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["door", "who", "at"], name="failed_try_who"),)

    def __str__(self) -> str:
        return f"{self.door} {self.who} {self.at:%Y-%m-%d %H:%M:%S}"
