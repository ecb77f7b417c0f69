import random

import pytest

from desktop.store import aes
from desktop.store.aes import Aes256, _by_openssl, decryption
from desktop.store.names import FILE_NAME
from desktop.store.pages import SIZE, Pages, salt_of
from desktop.store.records import LEAF, records
from tests.desktop.store.damage import known, work


def test_aes_gives_the_vectors_of_nist():
    """SP 800-38A, F.2.6 CBC-AES256.Decrypt."""
    key = bytes.fromhex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")
    data = bytes.fromhex(
        "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
        "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"
    )
    for decrypt in (Aes256(key).decrypt, _by_openssl(key), decryption(key)):
        assert decrypt(bytes(range(16)), data).hex() == (
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
            "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
        )


def test_without_openssl_the_pages_are_read_all_the_same(monkeypatch):
    monkeypatch.setattr(aes, "_libcrypto", lambda: object())
    assert decryption(bytes(32)).__func__ is Aes256.decrypt


@pytest.mark.parametrize("closed", [True, False])
def test_the_leaves_have_every_row_of_file_and_log(folder, closed):
    """Long rows that go on in other pages included, with the log and without."""
    store = folder.create().store
    work(folder, store, 40)
    before, key = known(store), store.key
    if closed:
        store.close()
    path = folder.path / FILE_NAME
    with Pages(path, key, [salt_of(path)]) as pages:
        rows = [
            record.values
            for number in pages
            if pages.kind(number) == LEAF
            for record in records(pages, number)
            if len(record.values) == 9
        ]
    assert {(row[1], row[2]): (row[3], row[6], row[7]) for row in rows} == before
    assert pages.bad == set()


def test_an_altered_page_and_a_moved_one_are_not_believed(folder):
    store = folder.create().store
    work(folder, store, 20)
    key = store.key
    store.close()
    path = folder.path / FILE_NAME
    data = bytearray(path.read_bytes())
    data[5 * SIZE + random.Random(1).randrange(SIZE)] ^= 1
    data[9 * SIZE : 10 * SIZE] = data[10 * SIZE : 11 * SIZE]
    path.write_bytes(data)
    with Pages(path, key, [salt_of(path)]) as pages:
        assert [number for number in pages if pages.kind(number) is None] == [6, 10]
        assert pages.bad == {6, 10}
        with pytest.raises(ValueError, match="page 6"):
            pages.read(6)


def test_without_the_key_nothing_is_read(folder):
    store = folder.create().store
    store.close()
    path = folder.path / FILE_NAME
    with Pages(path, bytes(32), [salt_of(path)]) as pages:
        assert all(pages.kind(number) is None for number in pages)
