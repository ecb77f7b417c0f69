"""A report on the screen: a form session whose every change is on the disk."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop.usecases import copying
from desktop.usecases.clock import Clock
from desktop.usecases.copying import Copied
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.forms import Forms
from desktop.usecases.people import Session
from desktop.usecases.report_cards import comment_on

if TYPE_CHECKING:
    from desktop.store.views import RevisionRow
    from reports.form import Form
    from reports.session import Changes, FormSession
    from reports.session.view import Field
    from reports.submission import Submission


ORG_UNIT: Final = "org_unit"
"""The department that an official writes from: a setting of theirs, and a form's property."""


class OpenDraft:
    """A draft on the screen.

    ``session`` answers what is visible, required and wrong. Change it only through the
    methods here: they save before they return, so ``kill -9`` or a power cut loses
    nothing that was shown. ``to_mend`` has the province's comments by field, and
    ``comment`` the one on the whole, when this is a returned report; ``sent`` the answers
    that came back, by ref, where they can be held against those of now. ``copied`` says
    which answers come from an earlier report.
    """

    def __init__(
        self,
        report: str,
        revision: int,
        session: "FormSession",
        save: Callable[["OpenDraft"], None],
        returned: "RevisionRow | None",
        *,
        copied: Copied | None = None,
        sent: Mapping[str, str] | None = None,
    ) -> None:
        self.report = report
        self.revision = revision
        self.session = session
        self.to_mend: dict[str, str] = returned.to_mend if returned else {}
        self.comment: str = returned.comment if returned else ""
        self.copied = copied or Copied()
        self._sent = sent
        self._save = save

    @property
    def form(self) -> "Form":
        """The form, in the version that the draft began with."""
        return self.session.form

    @property
    def title(self) -> str:
        """What the form calls itself in the session's language."""
        return title(self.form, self.session.language)

    def answer(self, ref: str, value: str) -> "Changes":
        """Set a value, in the text that XForms would store; gives what changed.

        Raises:
            KnownError: DRAFT_GONE (report), DISK_FULL.
        """
        changes = self.session.answer(ref, value)
        self.save()
        return changes

    def add_repeat(self, ref: str) -> "Changes":
        """Add an instance after the others of a repeat; errors as :meth:`answer`."""
        changes = self.session.add_repeat(ref)
        self.save()
        return changes

    def remove_repeat(self, ref: str) -> "Changes":
        """Remove one instance of a repeat; errors as :meth:`answer`."""
        changes = self.session.remove_repeat(ref)
        self.save()
        return changes

    def apply(self, changes: "Changes") -> "Changes":
        """Take changes back: undo, and with what that gives, redo. Errors as :meth:`answer`."""
        applied = self.session.apply(changes.undo)
        self.save()
        return applied

    def copy_from(self, last: "Submission", at: int) -> "Changes":
        """Copy the answers of an earlier report into questions that have none yet.

        ``at`` is when it was sent. One step: undone as a whole. Errors as :meth:`answer`.
        """
        edits, values = copying.edits(self.session, last)
        changes = self.session.apply(edits)
        self.copied = Copied(at, values)
        self.save()
        return changes

    def is_copied(self, ref: str) -> bool:
        """Whether an answer is as it was copied, and not confirmed since."""
        value = self.copied.values.get(ref)
        return value is not None and self.session.has(ref) and self.session.value(ref) == value

    def still_copied(self) -> list[str]:
        """The visible questions whose copied answers nobody touched, in order of the form."""
        if not self.copied.values:
            return []
        return [
            part.ref
            for part in self.session.visible()
            if part.ref in self.copied.values and self.is_copied(part.ref)
        ]

    def comment_on(self, field: "Field") -> str:
        """What the province wants mended in a question; "" for most."""
        return comment_on(field, self.to_mend)

    def is_mended(self, field: "Field") -> bool:
        """Whether a question's answer is another one than the province saw."""
        return self._sent is not None and field.value != self._sent.get(field.ref, "")

    def left_to_mend(self) -> int:
        """How many visible questions the province wants mended and nobody has touched."""
        return sum(map(self._is_to_mend, self._fields())) if self.to_mend else 0

    def wanting(self, *, comments: bool = False) -> str:
        """The first visible question without the answer that it needs, or with a wrong one.

        ``comments``: also one that the province wants mended, as long as nobody has. "" when
        nothing is wanting.
        """
        wanting = (
            field.ref
            for field in self._fields()
            if field.missing or field.issues or (comments and self._is_to_mend(field))
        )
        return next(wanting, "")

    def _is_to_mend(self, field: "Field") -> bool:
        return bool(self.comment_on(field)) and not self.is_mended(field)

    def _fields(self) -> "Iterator[Field]":
        from reports.session.view import Field

        return (part for part in self.session.visible() if isinstance(part, Field))

    def confirm(self, ref: str) -> None:
        """Somebody looked at a copied answer and it is still right. Errors as :meth:`answer`."""
        if self.copied.values.pop(ref, None) is not None:
            self.save()

    def save(self) -> None:
        """Keep the session as it is.

        Raises:
            KnownError: DRAFT_GONE (report), DISK_FULL.
        """
        self._save(self)


class Sessions:
    """Makes form sessions with what this PC knows: who, where, when, in which language."""

    def __init__(self, session: Session, forms: Forms, clock: Clock, language: str) -> None:
        self._session = session
        self._installed = forms
        self._clock = clock
        self.language = language
        self._forms: dict[str, Form] = {}

    def form(self, form_hash: str) -> "Form":
        """A version that a draft or a report is pinned to."""
        from desktop.store import contents
        from reports.form import load

        kept = self._forms.get(form_hash)
        if kept is None:
            body = contents.read(self._session.store, form_hash)
            # After a repair a report may be here whose form is not.
            kept = load(body) if body is not None else self._installed.version(form_hash)
            if kept is None:
                raise KnownError(Code.FORM_UNKNOWN, form=form_hash)
            self._forms[form_hash] = kept
        return kept

    def title_of(self, form_hash: str, form_id: str) -> str:
        """A version's title, or the form's name where the version itself is lost."""
        try:
            return self.title(self.form(form_hash))
        except KnownError:
            return form_id

    def title(self, form: "Form") -> str:
        """What the form calls itself in the language of now."""
        return title(form, self.language)

    def new(
        self,
        form: "Form",
        report: str = "",
        last: "Submission | None" = None,
        answers: Mapping[str, str] | None = None,
        instance: str = "",
    ) -> "FormSession":
        """An empty report, with the form's defaults and what is known already.

        Without ``report`` it is only to be looked at. ``last`` is the last one of this
        form; ``answers`` by ref come after the defaults.
        """
        from reports.session import FormSession

        around = self._surroundings(form, report)
        return FormSession(form, last=last, answers=answers, instance_id=instance, **around)

    def resumed(
        self, form: "Form", state: bytes, report: str, last: "Submission | None" = None
    ) -> "FormSession":
        """A draft as it was saved, with what lay beside the form when it was begun."""
        from reports.session import FormSession

        return FormSession.from_json(form, state, last=last, **self._surroundings(form, report))

    def sent(
        self, form: "Form", submission: "Submission", report: str, *, again: bool
    ) -> "FormSession":
        """The values of a submission; ``again`` to send them as another one."""
        from reports.session import FormSession

        around = self._surroundings(form, report)
        return FormSession.from_submission(form, submission, again=again, **around)

    def moment(self) -> datetime:
        """Now, in Vietnamese time."""
        from reports.xpath import VIETNAM

        return datetime.fromtimestamp(self._clock() / 1000, VIETNAM)

    def _surroundings(self, form: "Form", report: str) -> dict[str, Any]:
        from desktop.store import device, settings

        store, me = self._session.store, self._session.official
        pc = device.read(store)
        return {
            "clock": self.moment,
            "language": self.language,
            "files": lambda name: self._file(form, report, name),
            "properties": {
                "fullname": me.name,
                "username": me.name,
                "position": me.position,
                "phonenumber": me.phone,
                ORG_UNIT: settings.read(store, ORG_UNIT, "", owner=me.id),
                "deviceid": pc.device,
                "commune_code": pc.commune_code,
                "commune": pc.commune,
                "province_code": pc.province_code,
                "province": pc.province,
            },
        }

    def _file(self, form: "Form", report: str, name: str) -> bytes | None:
        """What lies beside a form; its name comes from the form, so it is not trusted."""
        from desktop.store import form_media

        name = Path(name).name
        kept = form_media.read(self._session.store, report, name) if report else None
        return kept if kept is not None else self._installed.file(form, name)


def title(form: "Form", language: str) -> str:
    """A form's title in a language, else as its author wrote it first."""
    said = form.titles.get(form.language(language), "")
    return said if isinstance(said, str) and said else form.title
