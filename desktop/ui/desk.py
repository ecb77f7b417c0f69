"""What lies in front of an official who has signed in: the use cases, opened once."""

from dataclasses import dataclass, replace

from desktop.usecases.attaching import Attaching
from desktop.usecases.calling import PACK, Calling
from desktop.usecases.carrying import Carrying
from desktop.usecases.certificates import Certificates
from desktop.usecases.clock import Clock
from desktop.usecases.content import Content
from desktop.usecases.enrolment import Enrolment
from desktop.usecases.errors import KnownError
from desktop.usecases.learning import Learning
from desktop.usecases.letters import Letters
from desktop.usecases.line_rules import LineRules
from desktop.usecases.notices import Notices
from desktop.usecases.people import Official, People, Session
from desktop.usecases.reporting import Reporting
from desktop.usecases.reviewing import Reviewing
from desktop.usecases.safekeeping import Repairing, Safekeeping
from desktop.usecases.searching import Searching
from desktop.usecases.status import Status, read_status
from desktop.usecases.syncing import Syncing
from desktop.usecases.uploading import Uploading


@dataclass(frozen=True, slots=True)
class Desk:
    """Made by the composition root at sign-in, closed by it at sign-out."""

    session: Session
    clock: Clock
    content: Content
    learning: Learning
    reporting: Reporting
    attaching: Attaching
    letters: Letters
    calling: Calling
    people: People
    enrolment: Enrolment
    syncing: Syncing
    uploading: Uploading
    searching: Searching
    carrying: Carrying
    safekeeping: Safekeeping
    rules: LineRules

    @property
    def reviewing(self) -> Reviewing:
        """What to review of the lessons as they are installed now."""
        return Reviewing(self.session, self.learning, self.clock)

    @property
    def certificates(self) -> Certificates:
        """What the province signed for the official, and the verifying of any code."""
        return Certificates(self.session)

    @property
    def notices(self) -> Notices:
        """What the province announced and assigned."""
        return Notices(self.session, self.clock)

    @property
    def official(self) -> Official:
        return self.session.official

    def status(self) -> Status:
        return read_status(self.session)

    def repairing(self) -> Repairing:
        """What mends the file once this desk is closed."""
        store, me = self.session.store, self.official
        return Repairing(store.path.parent, store.key, me.id, me.name, self.clock)

    def picture(self, name: str) -> bytes:
        """A picture of the installed course, by its hash.

        Raises:
            KeyError: it is not there, or cannot be read.
        """
        from lessons.pack import PackError

        try:
            return self.learning.pack.image(name)
        except (PackError, KnownError) as error:
            raise KeyError(name) from error

    def meaning(self, term: str) -> str:
        """What a glossary term means, with the term; "" for an unknown one."""
        from lessons.course import in_language

        entry = self.learning.pack.glossary.get(term)
        if entry is None:
            return ""
        language = self.learning.language
        return f"{in_language(entry.term, language)}: {in_language(entry.meaning, language)}"

    def speaking(self, language: str) -> "Desk":
        """The same desk with lessons and forms as they are installed now, in a language."""
        learning = Learning(self.session, self.content.home("lessons"), self.clock, language)
        self.searching.close()
        return replace(
            self,
            learning=learning,
            searching=Searching(self.session.store.path.parent, learning),
            reporting=Reporting(self.session, self.content.home("forms"), self.clock, language),
            calling=Calling(self.content.home(PACK)),
        )

    def close(self) -> None:
        """Sign out; nothing of this may run any more."""
        self.safekeeping.stop()
        self.carrying.cancel()
        self.uploading.stop()
        self.syncing.close()
        self.searching.close()
        self.attaching.forget_copies()
        self.session.close()


def open_desk(
    session: Session, content: Content, clock: Clock, language: str, version: str
) -> Desk:
    """Everything for one official. ``version`` is the program's, told to the province."""
    rules = LineRules(session)
    syncing = Syncing(session, clock, version, content=content, rules=rules)
    learning = Learning(session, content.home("lessons"), clock, language)
    return Desk(
        session,
        clock,
        content,
        learning,
        Reporting(session, content.home("forms"), clock, language),
        Attaching(session, clock),
        Letters(session, clock),
        Calling(content.home(PACK)),
        People(session, clock),
        Enrolment(session),
        syncing,
        Uploading(session, clock, syncing.let_past, rules=rules),
        Searching(session.store.path.parent, learning),
        Carrying(session, clock, version, content),
        Safekeeping(session, clock),
        rules,
    )
