"""FormSession: the one object that screens, commands and the server's checks work with."""

from __future__ import annotations

import random as chance
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Final

from reports.form import Form, Question, Repeat, digest
from reports.session import locate
from reports.session.actions import begin, react
from reports.session.changes import Answer, Change, Changes, InsertRepeat, RemoveRepeat
from reports.session.choices import Choices
from reports.session.engine import Engine
from reports.session.finishing import attachments, refuse_unfinished, write_end
from reports.session.instances import Instances
from reports.session.items import Item
from reports.session.journal import Journal
from reports.session.placing import NOT_GIVEN, is_given, place
from reports.session.plan import Plan
from reports.session.reader import Reader
from reports.session.slots import MOST_INSTANCES, Aspect
from reports.session.store import Draft, contents, last_report, of_submission, pack, unpack, values
from reports.session.surroundings import Speech, World, preload
from reports.session.texts import Texts
from reports.session.validation import Validation
from reports.session.view import ChoiceView, Field, Issue, Section, SectionState
from reports.submission import Attachment, Keys, SignOff, Submission, Values
from reports.xpath import VIETNAM

_SPOKEN: Final = frozenset({"jr:itext", "jr:choice-name", "format-date", "format-date-time"})
"""Functions whose result depends on the language."""


class NotAnswerableError(Exception):
    """The form works this answer out itself, or has it read-only now."""

    def __init__(self, ref: str) -> None:
        super().__init__(ref)
        self.ref = ref


class FormSession:
    """One report being filled in. See the package for what it means.

    ``answers`` (ref to value, as :meth:`answers` gives them) are put in after the
    form's own defaults; what has no place is in ``unplaced``. That is how a draft
    moves to a new version of its form: what was renamed is unplaced, and a choice
    that is gone is one of :meth:`errors`. ``properties`` are what the desktop knows
    (``username``, ``deviceid``, ``phonenumber``, ``email``, ``commune_code``…).
    ``files`` gives the contents of attached CSV, XML and GeoJSON files by name.
    ``last`` is the previous submission of the form, for ``${last-saved#…}``.
    """

    def __init__(
        self,
        form: Form,
        *,
        answers: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] | None = None,
        language: str = "",
        properties: Mapping[str, str] | None = None,
        files: Callable[[str], bytes | None] | None = None,
        last: Submission | None = None,
        random: chance.Random | None = None,
        instance_id: str = "",
        plan: Plan | None = None,
        draft: Draft | None = None,
    ) -> None:
        self.form = form
        self.plan = plan or Plan(form)
        self._files = files or (lambda name: None)
        self.properties: Mapping[str, str] = dict(properties or {})
        world = World(
            clock or partial(datetime.now, VIETNAM),
            random or chance.SystemRandom(),
            self.properties,
        )
        self._world = world
        self._keys = Keys(form)
        self.instances = Instances(form, self._files, last_report(form, self._keys, last))
        engine = Engine(self.plan, partial(world.context, form, self.instances))
        self._engine = engine
        choices = Choices(form, engine, self.instances)
        engine.forget = choices.forget
        engine.check = Validation(engine, choices).check
        self._texts = Texts(engine, form.language(language))
        self._speech = Speech(engine, choices, self._texts)
        self._speech.begin()
        self._reader = Reader(engine, choices, self._texts)
        self.unplaced: dict[str, str] = {}
        self.audit: list[tuple[str, int]] = []
        self._audited = any(
            isinstance(node, Question) and node.kind == "audit" for node in form.walk()
        )
        if draft is not None:
            self.instance_id = draft.instance
            self.started = draft.started
            self.audit = list(draft.audit)
            engine.build(draft.answers)
        else:
            self.instance_id = instance_id or world.new_id()
            self.started = self._now()
            engine.build(None)
            preload(engine, world, self.instance_id, self.started)
            engine.run()
            begin(engine, engine.root, "load")
            engine.settle()
            for ref, value in (answers or {}).items():
                if not place(engine, ref, value):
                    self.unplaced[ref] = value
            engine.settle()
        self._taken()

    # answering

    def answer(self, ref: str, value: str) -> Changes:
        """Store an answer. KeyError for a ref that is no question of this form,
        :class:`NotAnswerableError` for one that nobody may answer now."""
        item = locate.question(self._engine.root, ref)
        node = item.question
        if node.kind in NOT_GIVEN or node.calculate or item.locked:
            raise NotAnswerableError(ref)
        before = item.value
        if value == before:
            return Changes()
        if self._audited:
            self.audit.append((ref, self._seconds()))
        self._engine.write(item, value)
        self._engine.settle()
        if item.slot.actions:
            react(self._engine, item)
            self._engine.settle()
        return self._taken()

    def add_repeat(self, ref: str) -> Changes:
        """Add an instance after the others of the repeat ``/data/rep`` (or ``/data/a[2]/rep``)."""
        parent, slot = locate.repeat(self._engine.root, ref)
        siblings = parent.children[slot.index]
        if Aspect.COUNT in slot.cells or len(siblings) >= MOST_INSTANCES:
            raise NotAnswerableError(ref)
        item = self._engine.insert(parent, slot, len(siblings), None)
        self._engine.run()
        begin(self._engine, item, "repeat")
        self._engine.settle()
        self._engine.journal.undo[:] = [RemoveRepeat(item.ref)]
        return self._taken()

    def remove_repeat(self, ref: str) -> Changes:
        """Remove the instance ``/data/rep[2]`` with all its answers; ``undo`` holds them."""
        item = locate.item(self._engine.root, ref)
        if not isinstance(item.slot.node, Repeat) or Aspect.COUNT in item.slot.cells:
            raise NotAnswerableError(ref)
        self._remove(item)
        self._engine.settle()
        return self._taken()

    def apply(self, changes: tuple[Change, ...]) -> Changes:
        """Make edits, the last one first, without triggers or defaults: for undo and redo."""
        root = self._engine.root
        for change in reversed(changes):
            if isinstance(change, Answer):
                self._engine.write(locate.question(root, change.ref), change.value)
            elif isinstance(change, RemoveRepeat):
                self._remove(locate.item(root, change.ref))
            else:
                self._insert(change)
            self._engine.settle()
        return self._taken()

    def recompute(self) -> None:
        """Work everything out again from the answers. Nothing changes by it, unless time has
        passed: that a session is always in this state is what its tests hold it to."""
        self._engine.rebuild()
        self._taken()

    # reading

    def set_language(self, language: str) -> Changes:
        """Change the language of all words; texts of every visible question are then others."""
        self._texts.language = self.form.language(language)
        self._speech.begin()
        self._engine.remark(_SPOKEN)
        self._engine.settle()
        for item in self._engine.root.below():
            if item.relevant:
                self._engine.journal.texts[item] = None
        return self._taken()

    @property
    def language(self) -> str:
        return self._texts.language

    def has(self, ref: str) -> bool:
        """Is there such a question, group or instance, visible or not?"""
        try:
            locate.item(self._engine.root, ref)
        except KeyError:
            return False
        return True

    def value(self, ref: str) -> str:
        """The answer as stored, relevant or not."""
        return locate.question(self._engine.root, ref).value

    def visible(self, ref: str = "") -> Iterator[Section | Field]:
        """All visible sections and questions in order, or those below one section."""
        return self._reader.visible(self._at(ref))

    def field(self, ref: str) -> Field | None:
        """One question as it is now; None while it is not visible."""
        return self._reader.field(locate.question(self._engine.root, ref))

    def choices(self, ref: str) -> tuple[ChoiceView, ...]:
        """What a select offers now."""
        return self._reader.choices(locate.question(self._engine.root, ref))

    def file(self, name: str) -> bytes | None:
        """A file that comes beside the form, such as a picture in a label."""
        return self._files(name)

    def missing(self, ref: str = "") -> tuple[Issue, ...]:
        """Required and not answered, in order, of the form or of one section."""
        return self._reader.missing(self._at(ref))

    def errors(self, ref: str = "") -> tuple[Issue, ...]:
        """Answered, and wrong."""
        return self._reader.errors(self._at(ref))

    def sections(self) -> tuple[SectionState, ...]:
        """The visible top groups and repeats, and the form itself for questions outside them."""
        return self._reader.sections()

    def answers(self) -> dict[str, str]:
        """Every stored answer that a person (or a default) gave, by ref, relevant or not."""
        return {
            item.ref: item.value
            for item in self._engine.root.below()
            if item.value and is_given(item)
        }

    # keeping and finishing

    def to_json(self) -> bytes:
        """The draft: all answers, relevant or not, and which version of which form they are for."""
        return pack(
            Draft(
                form=self.form.id,
                version=self.form.version,
                hash=digest(self.form),
                instance=self.instance_id,
                started=self.started,
                answers=contents(self._engine.root),
                audit=tuple(self.audit),
            )
        )

    @classmethod
    def from_json(
        cls,
        form: Form,
        data: bytes,
        *,
        clock: Callable[[], datetime] | None = None,
        language: str = "",
        properties: Mapping[str, str] | None = None,
        files: Callable[[str], bytes | None] | None = None,
        last: Submission | None = None,
        random: chance.Random | None = None,
        plan: Plan | None = None,
    ) -> FormSession:
        """Resume a draft of this very form. DraftError when it is damaged or of another form."""
        return cls(
            form,
            clock=clock,
            language=language,
            properties=properties,
            files=files,
            last=last,
            random=random,
            plan=plan,
            draft=unpack(data, form),
        )

    @classmethod
    def from_submission(
        cls,
        form: Form,
        submission: Submission,
        *,
        again: bool = False,
        clock: Callable[[], datetime] | None = None,
        language: str = "",
        properties: Mapping[str, str] | None = None,
        files: Callable[[str], bytes | None] | None = None,
        plan: Plan | None = None,
    ) -> FormSession:
        """A report as it was sent: its answers, no defaults, and calculations made again.

        ``again``: to be sent as another one, with an id and a start of its own.
        """
        session = cls(
            form,
            clock=clock,
            language=language,
            properties=properties,
            files=files,
            plan=plan,
            draft=of_submission(form, Keys(form), submission),
        )
        if again:
            session.instance_id, session.started = session._world.new_id(), session._now()
            session.audit = []
        return session

    def finish(
        self,
        sign_off: SignOff | None = None,
        replaces: str = "",
        files: Mapping[str, Attachment] | None = None,
    ) -> Submission:
        """The submission, or :class:`Unfinished` with everything that is missing or wrong.

        ``files`` says by name what is known of the files that answers name.
        """
        root = self._engine.root
        refuse_unfinished(root, (*self.missing(), *self.errors()))
        finished = self._now()
        write_end(self._engine, finished)
        self._taken()
        return Submission(
            form_id=self.form.id,
            form_version=self.form.version,
            form_hash=digest(self.form),
            instance_id=self.instance_id,
            started=self.started,
            finished=finished,
            values=self.finished_values(),
            language=self._texts.language,
            attachments=attachments(root, files or {}),
            sign_off=sign_off,
            replaces=replaces,
            audit=tuple(self.audit),
        )

    def finished_values(self) -> Values:
        """What a submission would say now, finished or not."""
        return values(self._engine.root, self._keys)

    # within

    def _at(self, ref: str) -> Item:
        return locate.item(self._engine.root, ref) if ref else self._engine.root

    def _remove(self, item: Item) -> None:
        journal = self._engine.journal
        ref = item.ref
        journal.removed.append(ref)
        journal.undo.append(InsertRepeat(ref, contents(item)))
        self._engine.remove(item)

    def _insert(self, change: InsertRepeat) -> None:
        match = re.fullmatch(r"(.*)\[(\d+)\]", change.ref)
        if not match:
            raise KeyError(change.ref)
        parent, slot = locate.repeat(self._engine.root, match[1])
        item = self._engine.insert(parent, slot, int(match[2]) - 1, change.contents)
        self._engine.journal.undo.append(RemoveRepeat(item.ref))

    def _now(self) -> str:
        return self._engine.context.moment().isoformat(timespec="milliseconds")

    def _seconds(self) -> int:
        started = datetime.fromisoformat(self.started)
        return int((self._engine.context.moment() - started).total_seconds())

    def _taken(self) -> Changes:
        """What was done since the last time, and a new journal."""
        journal = self._engine.journal
        self._engine.journal = Journal()
        return journal.changes(self._engine.by_element)
