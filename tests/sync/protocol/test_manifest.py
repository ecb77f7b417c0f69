import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import manifest as manifests
from sync.protocol import signing
from sync.protocol.manifest import Distrust, Manifest, PackFile, UntrustedManifest

OLD, NEW = signing.new_seed(), signing.new_seed()
PINNED = [signing.public_key(OLD), signing.public_key(NEW)]


def _manifest(**changes: object) -> Manifest:
    files = [PackFile("b/b7.vi.html", "0" * 64, 12)]
    fields = {"name": "lessons", "sequence": 5, "created": 0, "expires": 1_000, "files": files}
    return Manifest(**{**fields, **changes})


def _reason(data: bytes, **how: object) -> Distrust:
    with pytest.raises(UntrustedManifest) as caught:
        manifests.unseal(data, how.pop("pinned", PINNED), **how)
    return caught.value.reason


@pytest.mark.parametrize("seed", [OLD, NEW], ids=["old", "new"])
def test_either_pinned_key_may_sign(seed: bytes) -> None:
    assert manifests.unseal(manifests.seal(_manifest(), seed), PINNED, held=4) == _manifest()


def test_a_foreign_key_may_not() -> None:
    assert _reason(manifests.seal(_manifest(), signing.new_seed())) is Distrust.FOREIGN
    assert _reason(manifests.seal(_manifest(), OLD), pinned=[]) is Distrust.FOREIGN


def test_a_rollback_is_refused_and_a_resumed_download_is_not() -> None:
    data = manifests.seal(_manifest(), OLD)
    assert _reason(data, held=6) is Distrust.OLDER
    assert manifests.unseal(data, PINNED, held=5).sequence == 5


def test_a_freeze_is_refused_when_there_is_a_clock_to_judge_by() -> None:
    data = manifests.seal(_manifest(), OLD)
    assert _reason(data, now=1_001) is Distrust.EXPIRED
    assert manifests.unseal(data, PINNED, now=0)


def test_a_changed_byte_breaks_the_signature() -> None:
    data = manifests.seal(_manifest(), OLD).replace(b'"size":12', b'"size":13')
    changed = data.replace(b",12]", b",13]")
    assert changed != data
    assert _reason(changed) is Distrust.FOREIGN


@pytest.mark.parametrize(
    "path", ["../keys.json", "/etc/passwd", "a//b", "a/../b", "a\\b", "", "C:x"]
)
def test_a_path_that_could_leave_the_pack_is_refused_even_when_signed(path: str) -> None:
    data = manifests.seal(_manifest(files=[PackFile(path, "0" * 64, 1)]), OLD)
    assert _reason(data) is Distrust.UNREADABLE


def test_a_signature_for_a_bundle_does_not_pass_for_a_manifest() -> None:
    payload = msgspec.json.encode(_manifest())
    signature = signing.sign(OLD, signing.BUNDLE, payload).hex()
    sealed = manifests.SignedManifest(msgspec.Raw(payload), signature)
    assert _reason(msgspec.json.encode(sealed)) is Distrust.FOREIGN


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(UntrustedManifest):
        manifests.unseal(data, PINNED)
