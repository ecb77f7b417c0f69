"""What lies beside a form, for its questions and choices."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from desktop.ui.theme import Theme
from desktop.ui.widgets.player import Opener, Player, Playing, Recording


def nothing(_name: str) -> bytes | None:
    """For a form that has nothing beside it."""
    return None


@dataclass(frozen=True)
class Beside:
    """``file`` gives a file of the form's media folder by name; None when it is not there."""

    file: Callable[[str], bytes | None] = nothing
    opener: Opener | None = None
    playing: Playing = field(default_factory=Playing)

    def players(
        self, theme: Theme, media: Mapping[str, str], words: str, *, small: bool
    ) -> list[Player]:
        """A player for each recording and film that ``media`` names."""
        return [
            Player(
                theme,
                Recording(name, kind == "video", _reader(self, name), words),
                self.playing,
                self.opener,
                small=small,
            )
            for kind in ("audio", "video")
            if (name := media.get(kind, ""))
        ]


def _reader(beside: Beside, name: str) -> Callable[[], bytes | None]:
    return lambda: beside.file(name)
