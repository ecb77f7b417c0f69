"""What all pages of the console have in common: who may come in, and the frame."""

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from sync.server.accounts.models import Staff

P = ParamSpec("P")
T = TypeVar("T")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def staff_page(view: View[P]) -> View[P]:
    """A page for people who have signed in as staff; its answer is never stored on the way."""

    @never_cache
    @login_required
    @functools.wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, Staff):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def person(request: HttpRequest) -> Staff:
    """Who is asking, on a page that :func:`staff_page` guards."""
    return cast("Staff", request.user)


def language() -> str:
    """The language of this answer: ``vi`` or ``en``."""
    return get_language() or "vi"


def show(
    request: HttpRequest, template: str, title: Any, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page in the console's frame."""
    request.current_app = admin.site.name
    frame = admin.site.each_context(request)
    return render(request, template, {**frame, "title": title, **context}, status=status)


def paged(request: HttpRequest, rows: "QuerySet[Any, T]", size: int) -> "Page[T]":
    """The part of ``rows`` that ``?page=`` asks for; nonsense gives the first or last."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def query_without_page(request: HttpRequest) -> str:
    """The filters as a query string, for links to other pages of the same list."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()
