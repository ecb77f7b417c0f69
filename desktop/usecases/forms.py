"""The forms of the installed pack, with what lies beside them."""

import contextlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.usecases.errors import Code, KnownError

if TYPE_CHECKING:
    from reports.form import Form


class Forms:
    """``folder`` has a ``FORM.json`` for each, and ``FORM-media`` with its files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def offered(self) -> "list[tuple[str, Form]]":
        """Every form with its hash, the most urgent first.

        Raises:
            KnownError: CONTENT_MISSING (path).
        """
        from reports.form import FormError, digest, load

        try:
            found = [load(file.read_bytes()) for file in self._folder.glob("*.json")]
        except (OSError, FormError) as error:
            raise KnownError(Code.CONTENT_MISSING, path=str(self._folder)) from error
        if not found:
            raise KnownError(Code.CONTENT_MISSING, path=str(self._folder))
        return [(digest(form), form) for form in sorted(found, key=lambda form: form.place)]

    def latest(self, form_id: str) -> "tuple[str, Form]":
        """The version to begin with, and its hash.

        Raises:
            KnownError: FORM_UNKNOWN (form), CONTENT_MISSING (path).
        """
        found = next((pair for pair in self.offered if pair[1].id == form_id), None)
        if found is None:
            raise KnownError(Code.FORM_UNKNOWN, form=form_id)
        return found

    def other_version(self, form: "Form") -> "tuple[str, Form] | None":
        """The installed version of a form, if it is another one. Errors as ``offered``."""
        from reports.form import digest

        mine = digest(form)
        same = (pair for pair in self.offered if pair[1].id == form.id)
        return next((pair for pair in same if pair[0] != mine), None)

    def has(self, form_hash: str) -> bool:
        """Whether this very version is installed. Errors as ``offered``."""
        return any(form_hash == installed for installed, _ in self.offered)

    def version(self, form_hash: str) -> "Form | None":
        """This very version if it is installed, whatever is wrong with the other forms."""
        from reports.form import FormError, digest, load

        for file in sorted(self._folder.glob("*.json")):
            with contextlib.suppress(OSError, FormError):
                form = load(file.read_bytes())
                if digest(form) == form_hash:
                    return form
        return None

    def media(self, form: "Form") -> dict[str, bytes]:
        """All that lies beside the installed version of a form, by name."""
        folder = self._beside(form)
        if not folder.is_dir():
            return {}
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    def file(self, form: "Form", name: str) -> bytes | None:
        """One thing of it; only the last part of ``name`` counts, which a form's author chose."""
        path = self._beside(form) / Path(name).name
        return path.read_bytes() if path.is_file() else None

    def _beside(self, form: "Form") -> Path:
        return self._folder / f"{form.id}-media"
