"""Filling a form in: answers in, what changed out.

What a screen needs to know, and no more::

    form = reports.form.load(data)
    session = FormSession(form, clock=clock, language="vi", properties={"username": "…"})

    changes = session.answer("/data/group/q", "3")       # the text that XForms would store
    changes = session.add_repeat("/data/systems")        # changes.added: ("/data/systems[2]",)
    changes = session.remove_repeat("/data/systems[1]")  # later ones move up by one
    session.apply(changes.undo)                          # undo; the undo of that is the redo
    session.set_language("en")

    for item in session.visible():                       # sections and questions, in order
        ...                                              # item: a Section or a Field
    session.field("/data/group/q")                       # one of them, as it is now
    session.choices("/data/group/q")                     # after the filter, in order, translated
    session.sections()                                   # top groups: what is missing, what wrong
    session.missing(); session.errors()                  # Issues, or those under one section

    data = session.to_json()                             # bytes: a draft
    session = FormSession.from_json(form, data, …)       # resumes exactly
    submission = session.finish()                        # Submission, or Unfinished with .problems

**Refs** are paths with the instance of each repeat: ``/data/rep[2]/q``. A ref
without ``[n]`` at a repeat means the first. They are also the keys of answers.

**Values** are text as in XForms: ``""`` for no answer, ``yes`` or ``a b`` for
selects, ``2026-11-22``, ``2026-11-22T08:00:00.000+07:00``, ``12.5``.
:mod:`reports.session.values` turns them into Python's dates, numbers and lists
and back. ``answer`` takes any text, right or wrong: a value that does not fit
its type is kept and reported as an error, so that nothing typed is ever lost.

**Changes** name only what a screen must draw again, as tuples of refs:
``values``, ``shown``, ``hidden``, ``states`` (required, read-only or errors),
``texts``, ``choices``, ``added`` and ``removed`` (instances of repeats).
After ``added`` or ``removed`` the refs of later instances of that repeat are
new ones: draw that repeat again.

**Rules** are ODK's. What is not relevant keeps its answer in the session, is
blank to every expression, and stays out of the submission. Nothing is checked
on an empty answer but ``required``. A question with a calculation is read-only.
Dynamic defaults happen once, when the answers are first begun.

A session is not thread-safe and holds no file, clock or network of its own:
the time, the random numbers and the contents of external files are given to it.
"""

from reports.session.changes import Answer, Change, Changes, InsertRepeat, RemoveRepeat
from reports.session.finishing import Unfinished
from reports.session.session import FormSession, NotAnswerableError
from reports.session.store import DraftError
from reports.session.view import ChoiceView, Field, Issue, Section, SectionState

__all__ = [
    "Answer",
    "Change",
    "Changes",
    "ChoiceView",
    "DraftError",
    "Field",
    "FormSession",
    "InsertRepeat",
    "Issue",
    "NotAnswerableError",
    "RemoveRepeat",
    "Section",
    "SectionState",
    "Unfinished",
]
