"""One reader under atheris: ``python _fuzz_target.py TARGET [libFuzzer options]``.

Runs in an environment of its own (see ``fuzz``). An exception that is not the reader's own
ends the run with the input that caused it.
"""

import contextlib
import io
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.stdout = sys.stderr

with atheris.instrument_imports():
    import msgspec

    from sync.protocol import (
        bundle,
        codes,
        encoding,
        enrolment,
        manifest,
        messages,
        refusals,
        signing,
    )
    from sync.server.intake import bodies

SEED = bytes(range(32))
KEY = signing.public_key(SEED)
MESSAGES = (
    messages.SyncRequest,
    messages.SyncResponse,
    enrolment.EnrolRequest,
    enrolment.EnrolResponse,
    refusals.Refusal,
)
CODINGS = ("identity", "zstd", "gzip", "br")


def message(data: bytes) -> None:
    """A body from the line or the stick, of any kind, coded in any way."""
    if len(data) < 2:
        return
    kind, coding = MESSAGES[data[0] % len(MESSAGES)], CODINGS[data[1] % len(CODINGS)]
    with contextlib.suppress(encoding.BadMessage):
        decoded = encoding.decode(data[2:], kind, coding, limit=1_000_000)
        encoding.decode(msgspec.json.encode(decoded), kind)


def event(data: bytes) -> None:
    """A body of an event, as the server judges it."""
    kinds = list(messages.EventKind)
    if data:
        told = messages.Event(1, kinds[data[0] % len(kinds)], 1, "0f" * 16, msgspec.Raw(data[1:]))
        with contextlib.suppress(bodies.Unfit):
            bodies.read(told)


def archive(data: bytes) -> None:
    """A bundle inside its encryption, its head as it comes."""
    with (
        contextlib.suppress(bundle.BadBundle),
        bundle._archive(io.BytesIO(data)) as opened,
    ):
        _read(opened)


def head(data: bytes) -> None:
    """A head that was signed by somebody we know, before parts that are sound."""
    signature = signing.sign(SEED, signing.BUNDLE, data)
    sources = [("head.json", data), ("head.sig", signature), ("messages", b"{}")]
    whole = b"".join(bundle._tar([bundle.Source.of_bytes(*source) for source in sources]))
    with contextlib.suppress(bundle.BadBundle), bundle._archive(io.BytesIO(whole)) as opened:
        _read(opened)


def pack(data: bytes) -> None:
    """A manifest that was signed by the province."""
    signature = signing.sign(SEED, signing.MANIFEST, data).hex()
    with contextlib.suppress(manifest.UntrustedManifest):
        manifest.unseal(data, [KEY])
    with contextlib.suppress(manifest.UntrustedManifest, msgspec.MsgspecError):
        sealed = msgspec.json.encode(manifest.SignedManifest(msgspec.Raw(data), signature))
        manifest.unseal(sealed, [KEY])


def code(data: bytes) -> None:
    """What a person typed."""
    with contextlib.suppress(codes.MistypedCode):
        codes.normalise(data.decode(errors="replace"))


def _read(opened: "bundle.tarfile.TarFile") -> None:
    reader = bundle.Reader(opened, ("province",), lambda told: [KEY])
    for _, chunks in reader.parts():
        for _ in chunks:
            pass


TARGETS = {each.__name__: each for each in (message, event, archive, head, pack, code)}

if __name__ == "__main__":
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
