"""Whether addresses on the web still answer. Only when asked for: an author may be without
a network, and a site may be down for an hour."""

import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from lessons.compile import Compiled
from lessons.problems import Problem, Problems

TIMEOUT = 15.0
"""Seconds."""
_AGENT = {"User-Agent": "Mozilla/5.0 (compatible; sonca lessons check)"}


def online_problems(compiled: Compiled, answers: Callable[[str], str]) -> list[Problem]:
    """A warning for each source or link whose address does not answer. ``answers`` is
    :func:`why_silent`, or stands in for it."""
    places: dict[str, list[tuple[str, int]]] = {}
    for drafts in compiled.drafts.values():
        for draft in drafts.values():
            for path, line, href in draft.addresses:
                places.setdefault(href, []).append((path, line))
            for written in draft.front.sources if draft.lesson.language == "vi" else ():
                if written.url:
                    places.setdefault(written.url, []).append((draft.file.path, written.line))
    found = []
    with ThreadPoolExecutor(8) as pool:
        for href, why in zip(places, pool.map(answers, places), strict=True):
            for path, line in places[href] if why else ():
                at = Problems(path)
                at.add("link-silent", line, href=href, why=why)
                found += at.found
    return found


def why_silent(href: str) -> str:
    """ "" when the address answers, else the reason in a few words. A site that answers
    "forbidden" or "too many requests" is there, and only dislikes programs."""
    try:
        request = urllib.request.Request(href, headers=_AGENT)  # noqa: S310
        with urllib.request.urlopen(request, timeout=TIMEOUT):  # noqa: S310
            return ""
    except urllib.error.HTTPError as error:
        error.close()
        return "" if error.code in {401, 403, 405, 429} else str(error.code)
    except (OSError, ValueError) as error:
        return str(getattr(error, "reason", error))[:80]
