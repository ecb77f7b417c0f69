"""Which of the libraries that PyInstaller found the program can come to load.

PyInstaller takes every plugin of Qt, and with each whatever that one needs. Here the plugins
are named, and a library stays only if a Python module or a plugin that stays is linked to it.
"""

from collections.abc import Iterable, Mapping, Set
from pathlib import PurePath
from typing import Final

from PyInstaller.depend.bindepend import get_imports

Entry = tuple[str, str, str]
"""As in PyInstaller's tables: the place in the bundle, the file, the kind."""

PLUGINS: Final = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qgif", "qico", "qjpeg", "qsvg", "qwebp"},
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "platforms": {"qoffscreen", "qwindows", "qxcb"},
    "platformthemes": {"qxdgdesktopportal"},
    "printsupport": {"cupsprintersupport", "windowsprintersupport"},
    "styles": {"qmodernwindowsstyle", "qwindowsvistastyle"},
    "xcbglintegrations": {"qxcb-egl-integration", "qxcb-glx-integration"},
}
"""Qt's plugins by kind; what a new Qt module needs is added here. Input methods are for typing
Vietnamese, and a desktop on Wayland runs the program by X11."""

# Where there is a printer, the system has CUPS with all the cryptography under it.
_LINKED_TO_THE_SYSTEM: Final = {"printsupport"}
# A desktop on Linux has D-Bus and sound; what speaks with a daemon comes with the daemon.
_OF_THE_SYSTEM: Final = (
    *("libdbus-1", "libsystemd", "libcap", "libgcrypt", "libgpg-error", "liblz4"),
    *("libpulse", "libsndfile", "libasyncns", "libflac", "libvorbis", "libogg", "libopus"),
    *("libmpg123", "libmp3lame"),
)
# What the program itself is started by.
_ALWAYS: Final = ("libpython", "python3", "vcruntime", "msvcp", "ucrtbase", "api-ms-")


def needed(binaries: Iterable[Entry], plugins: Mapping[str, Set[str]]) -> list[Entry]:
    """The entries that stay, in their order. ``plugins`` are Qt's that stay, by their kind."""
    entries, begun, kept = [], set(), set()
    for entry in binaries:
        name, kind = _name(entry[0]), _plugin_kind(entry[0])
        if kind is not None:
            if name.removeprefix("lib").partition(".")[0] not in plugins.get(kind, ()):
                continue
            kept.add(entry)
        elif name.startswith(_OF_THE_SYSTEM):
            continue
        entries.append(entry)
        is_beginning = entry[2] == "EXTENSION" or name.startswith(_ALWAYS)
        if is_beginning or (entry in kept and kind not in _LINKED_TO_THE_SYSTEM):
            begun.add(name)
    reached = _reached(
        begun, {_name(place): file for place, file, kind in entries if kind != "SYMLINK"}
    )
    return [entry for entry in entries if entry in kept or _name(entry[0]) in reached]


def _reached(begun: set[str], files: dict[str, str]) -> set[str]:
    """These, and all that they are linked to, by name."""
    reached: set[str] = set()
    waiting = begun.copy()
    while waiting:
        name = waiting.pop()
        reached.add(name)
        if name in files:
            waiting |= {_name(needs) for needs, _ in get_imports(files[name])} - reached
    return reached


def _plugin_kind(place: str) -> str | None:
    """Of what kind a plugin of Qt is, by its place in the bundle; None for anything else."""
    parts = PurePath(place.replace("\\", "/")).parts
    return parts[parts.index("plugins") + 1] if "plugins" in parts[:-2] else None


def _name(place: str) -> str:
    return PurePath(place.replace("\\", "/")).name.lower()
