"""Lessons and forms that came by stick, installed as those that come over the line.

A content bundle is for every PC that it was encrypted to, so a stick for twenty communes
carries each file once. What it says is believed for one reason only: the province signed
the manifest, with a key that is pinned here, and it is not older than what is installed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from sync.client.folder import Identity
from sync.client.packs import Library
from sync.client.replies import counted
from sync.protocol import bundle
from sync.protocol import manifest as manifests
from sync.protocol.bundle import BadBundle, Fault
from sync.protocol.manifest import Distrust, Manifest, PackFile, UntrustedManifest


@dataclass
class Delivered:
    """``installed`` are the names of packs that are newer now; ``keys`` those that the last
    manifest said are the province's from now on.

    ``refused`` names bundles that were left alone, ``distrusted`` packs with the reason;
    ``missing`` names the bundle of each set that is not whole with the numbers that lack
    and how many there are.
    """

    installed: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    refused: list[tuple[str, Fault]] = field(default_factory=list)
    distrusted: list[tuple[str, Distrust]] = field(default_factory=list)
    missing: list[tuple[str, list[int], int]] = field(default_factory=list)


@dataclass
class _Edition:
    """What is known of the bundles that were made together."""

    name: str
    of: int
    created: int
    packs: dict[str, Manifest] = field(default_factory=dict)
    parts: set[int] = field(default_factory=set)


class Delivery:
    """Takes content in for one PC. ``now`` is the best known time in milliseconds."""

    def __init__(self, me: Identity, library: Library, now: int) -> None:
        self._me, self._library, self._now = me, library, now

    def read(self, folder: Path, came: Callable[[int], None] = lambda octets: None) -> Delivered:
        """Install what is newer; what is installed already or for other PCs is passed over.

        ``came`` is told bytes as they come, and may raise: what came before is kept.

        Raises:
            OSError: the medium cannot be read, or this PC's disk is full; what was
                installed before stays.
        """
        delivered = Delivered()
        editions: dict[str, _Edition] = {}
        for path in self.paths(folder):
            try:
                with path.open("rb") as source:
                    self._take_in(source, path.name, editions, delivered, came)
            except BadBundle as error:
                # Content for other communes is no trouble of this one's.
                if error.fault is not Fault.NOT_FOR_US:
                    delivered.refused.append((path.name, error.fault))
        # The newest first: an older one that lies there too need not be whole.
        by_age = sorted(editions.values(), key=lambda edition: edition.created, reverse=True)
        self._install(by_age, delivered)
        return delivered

    def paths(self, folder: Path) -> list[Path]:
        """The content bundles in ``folder``."""
        return sorted(folder.glob(f"content-*{bundle.SUFFIX}"))

    def _take_in(
        self,
        source: IO[bytes],
        name: str,
        editions: dict[str, _Edition],
        delivered: Delivered,
        came: Callable[[int], None],
    ) -> None:
        with bundle.reading(
            source, self._me.age_identity, (bundle.COMMUNES,), lambda head: self._me.keys
        ) as reader:
            head = reader.head
            if head.sender != bundle.PROVINCE:
                raise BadBundle(Fault.UNKNOWN_SENDER, head.sender)
            edition = editions.setdefault(head.epoch, _Edition(name, head.of, head.created))
            wanted: dict[str, PackFile] | None = None
            for part, chunks in reader.parts():
                told = counted(chunks, came)
                if part.name.startswith(bundle.PACKS):
                    pack = part.name.removeprefix(bundle.PACKS)
                    self._judge(pack, b"".join(told), edition, delivered)
                elif part.name.startswith(bundle.FILES):
                    # The manifests come first.
                    wanted = self._wanted(edition) if wanted is None else wanted
                    if not wanted:
                        return
                    file = wanted.get(part.name.removeprefix(bundle.FILES))
                    if file is not None:
                        self._keep(file, told)
        edition.parts.add(head.part)

    def _judge(self, name: str, data: bytes, edition: _Edition, delivered: Delivered) -> None:
        held = self._library.held().get(name, 0)
        try:
            found = manifests.unseal(data, self._me.keys, held=held, now=self._now)
            if found.name != name:
                raise UntrustedManifest(Distrust.FOREIGN)
        except UntrustedManifest as error:
            told = (name, error.reason)
            # That there is something newer here already is no news.
            if error.reason is not Distrust.OLDER and told not in delivered.distrusted:
                delivered.distrusted.append(told)
            return
        if found.sequence > held:
            self._library.adopt_shipped(name, self._library.needed(found).files)
            edition.packs[name] = found

    def _wanted(self, edition: _Edition) -> dict[str, PackFile]:
        return {
            file.sha256: file
            for manifest in edition.packs.values()
            for file in self._library.needed(manifest).files
        }

    def _keep(self, file: PackFile, chunks: Iterator[bytes]) -> None:
        part = self._library.part(file)
        try:
            with part.open("wb") as out:
                for chunk in chunks:
                    out.write(chunk)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        if not self._library.keep(file):
            raise BadBundle(Fault.ALTERED, file.path)

    def _install(self, editions: Iterable[_Edition], delivered: Delivered) -> None:
        """The newest whole version of each pack; what lacks bundles is said."""
        for edition in editions:
            lacks = False
            for name, manifest in sorted(edition.packs.items()):
                if manifest.sequence <= self._library.held().get(name, 0):
                    continue  # another edition brought a newer one
                if self._library.needed(manifest).files:
                    lacks = True
                    continue
                self._library.install(manifest)
                delivered.installed.append(name)
                delivered.keys = manifest.keys or delivered.keys
            if lacks:
                lacking = sorted(set(range(1, edition.of + 1)) - edition.parts)
                delivered.missing.append((edition.name, lacking, edition.of))
        if delivered.installed and not delivered.missing:
            self._library.sweep()
