import pytest

from desktop.store import keys, views
from desktop.usecases.enrolment import Enrolment, checked_address, checked_code
from desktop.usecases.errors import Code, KnownError
from desktop.usecases.people import Door, NewOfficial, People, check_password
from desktop.usecases.status import Sentence, read_status
from tests.desktop.usecases.conftest import NAME, PASSWORD

OTHER = NewOfficial("Hoang Thi Su", "Phó Chủ tịch")
OTHER_PASSWORD = "mua xuan o ban cao"


def code_of(action, *args, **kwargs):
    with pytest.raises(KnownError) as caught:
        action(*args, **kwargs)
    return caught.value.code


def test_a_folder_is_new_until_it_is_set_up(tmp_path, pc):
    assert Door(tmp_path / "elsewhere", pc.clock).is_new()
    assert not Door(pc.data_dir, pc.clock).is_new()


def test_setting_up_and_signing_in_give_the_same_person(pc):
    before = pc.session.official
    after = pc.sign_in("  hoang THI su ").official
    assert after == before
    assert (after.name, after.position, after.phone) == (NAME, "Công chức", "0912345678")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"official": NewOfficial("  ", "Công chức")}, Code.NAME_EMPTY),
        ({"official": NewOfficial("A B", " ")}, Code.POSITION_EMPTY),
        ({"password": "ngan"}, Code.PASSWORD_TOO_SHORT),
        ({"address": "http://so.example.vn"}, Code.ADDRESS_BAD),
        ({"enrolment_code": "ABCDE-FGHJ"}, Code.CODE_MISTYPED),
    ],
)
def test_a_wrong_first_start_leaves_the_folder_new(tmp_path, pc, change, code):
    door = Door(tmp_path / "fresh", pc.clock)
    asked = {
        "official": NewOfficial("A B", "Công chức"),
        "password": PASSWORD,
        "address": "so.example.vn",
        "enrolment_code": "00000-00000",
        **change,
    }
    official, password = asked.pop("official"), asked.pop("password")
    assert code_of(door.set_up, official, password, **asked) is code
    assert door.is_new()


@pytest.mark.parametrize(("name", "password"), [(NAME, "sai"), ("Ai Đó", PASSWORD)])
def test_a_wrong_name_or_password_is_refused(pc, name, password):
    assert code_of(Door(pc.data_dir, pc.clock).sign_in, name, password) is Code.WRONG_PASSWORD


def test_a_second_official_signs_in_on_the_same_pc(pc):
    added = People(pc.session, pc.clock).add_official(OTHER, OTHER_PASSWORD)
    # The two names fold alike.
    assert pc.sign_in(OTHER.name, OTHER_PASSWORD).official == added
    assert [one.name for one in People(pc.session, pc.clock).officials()] == [NAME, OTHER.name]
    assert pc.sign_in(NAME, PASSWORD).official.name == NAME
    assert views.waiting(pc.session.store)[0] == 2


def test_the_same_name_twice_is_refused(pc):
    people = People(pc.session, pc.clock)
    twin = NewOfficial("hoàng  thị sử", "Kế toán")
    assert code_of(people.add_official, twin, OTHER_PASSWORD) is Code.NAME_TAKEN


def test_changing_the_own_password(pc):
    people = People(pc.session, pc.clock)
    assert code_of(people.change_password, "sai roi ban oi", OTHER_PASSWORD) is Code.WRONG_PASSWORD
    people.change_password(PASSWORD, OTHER_PASSWORD)
    assert code_of(Door(pc.data_dir, pc.clock).sign_in, NAME, PASSWORD) is Code.WRONG_PASSWORD
    assert pc.sign_in(NAME, OTHER_PASSWORD).official.name == NAME


def test_a_colleague_resets_a_forgotten_password(pc):
    added = People(pc.session, pc.clock).add_official(OTHER, OTHER_PASSWORD)
    People(pc.session, pc.clock).reset_password(added.id, "mat khau moi tinh")
    assert pc.sign_in(OTHER.name, "mat khau moi tinh").official == added
    sign_in = Door(pc.data_dir, pc.clock).sign_in
    assert code_of(sign_in, OTHER.name, OTHER_PASSWORD) is Code.WRONG_PASSWORD


def test_a_slot_without_its_official_opens_nothing(pc, monkeypatch):
    """Killed between the slot and the official: adding again must work."""
    people = People(pc.session, pc.clock)

    class PowerCut(BaseException):
        pass

    real = keys.write

    def write_then_cut(folder, slots):
        real(folder, slots)
        raise PowerCut

    monkeypatch.setattr(keys, "write", write_then_cut)
    with pytest.raises(PowerCut):
        people.add_official(OTHER, OTHER_PASSWORD)
    monkeypatch.setattr(keys, "write", real)
    sign_in = Door(pc.data_dir, pc.clock).sign_in
    assert code_of(sign_in, OTHER.name, OTHER_PASSWORD) is Code.WRONG_PASSWORD
    added = people.add_official(OTHER, "mua he o ban thap")
    assert pc.sign_in(OTHER.name, "mua he o ban thap").official == added


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("con chim son", None),
        ("con chim so", Code.PASSWORD_TOO_SHORT),
        ("aaaaaaaaaaaaaaaa", Code.PASSWORD_TOO_SIMPLE),
        ("121212121212", Code.PASSWORD_TOO_SIMPLE),
        ("hoangthisu2026", Code.PASSWORD_TOO_SIMPLE),
        ("Hoàng Thị Sử 12", Code.PASSWORD_TOO_SIMPLE),
        ("hoang thi su thich mua xuan", None),
    ],
)
def test_which_passwords_are_a_protection(password, code):
    if code is None:
        check_password(password, NAME)
    else:
        assert code_of(check_password, password, NAME) is code


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("so.example.vn", "https://so.example.vn"),
        (" https://So.Example.vn/ ", "https://so.example.vn"),
        ("so.example.vn:8443/sonca/", "https://so.example.vn:8443/sonca"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("https://[::1]:8000", "https://[::1]:8000"),
        ("https://sở-khcn.vn", "https://sở-khcn.vn"),
    ],
)
def test_addresses_are_taken_as_people_type_them(typed, address):
    assert checked_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "http://so.example.vn", "ftp://so.example.vn", "https://", "a b.vn",
     "https://so.example.vn:99999", "https://ten:mk@so.example.vn", "https://a..b",
     "https://so.example.vn/?x=1", "https://" + "a" * 70 + ".vn", "https://[::1"],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed):
    assert code_of(checked_address, typed) is Code.ADDRESS_BAD


def test_codes_are_taken_as_people_type_them():
    assert checked_code(" 00000 00000 ") == "00000-00000"
    assert code_of(checked_code, "00000-00001") is Code.CODE_MISTYPED


def test_a_wrong_code_is_corrected_without_typing_the_rest_again(pc):
    from desktop.store import device

    enrolment = Enrolment(pc.session)
    token = device.read(pc.session.store).token
    enrolment.correct(address="https://khac.example.vn", code="00000 00000")
    state = enrolment.state()
    assert (state.address, state.code) == ("https://khac.example.vn", "00000-00000")
    assert not state.enrolled
    assert device.read(pc.session.store).token == token


def test_before_enrolment_the_status_says_so(pc):
    status = read_status(pc.session)
    assert status.sentence is Sentence.NOT_ENROLLED
    assert status.waiting == 1
    assert status.last_confirmed is None
