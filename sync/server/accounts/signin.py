"""Sign-in to the console, slowed down for those who guess."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.forms import AuthenticationForm

from sync.server.accounts import tries
from sync.server.accounts.models import FailedTry

_DOOR = FailedTry.Door.SIGN_IN


class SignInForm(AuthenticationForm):  # type: ignore[misc]
    """Counts wrong passwords by address and by account, and refuses for a while after ten."""

    def clean(self) -> dict[str, Any]:
        watched = [tries.address(self.request)]
        username = self.cleaned_data.get("username")
        if username:
            watched.append(f"@{username}".casefold())
        wait = max(tries.wait_seconds(_DOOR, who) for who in watched)
        if wait:
            raise ValidationError(
                _("Đã thử sai nhiều lần. Hãy đợi %(minutes)d phút rồi thử lại."),
                code="too_many_tries",
                params={"minutes": -(-wait // 60)},
            )
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            for who in watched:
                tries.failed(_DOOR, who)
            raise
        for who in watched:
            tries.forget(_DOOR, who)
        return cleaned
