"""Sign-in of staff: password, then second factor, and nobody else."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from amt.capabilities.identity.models import Account
from amt.capabilities.identity.testing.fixtures import ASSERTION_BACKEND, ClientFor
from amt.capabilities.identity.testing.people import PASSWORD
from amt.front.desk.tests.pages import text_of
from amt.kernel.audit import trail

LOGIN = "/arbeitsplatz/konto/login/"
DESK = "/arbeitsplatz/"
SET_UP = "/arbeitsplatz/konto/sicherheit/app/"
CODE = "/arbeitsplatz/konto/code/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_for(secret: str) -> str:
    counter = int(time.time()) // 30
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def give_password(client: Client, account: Account, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": account.login, "password": password})


@pytest.fixture
def without_factor(caseworker: Account) -> Account:
    Authenticator.objects.filter(user=caseworker).delete()
    return caseworker


@pytest.fixture
def with_factor(without_factor: Account) -> Account:
    totp.TOTP.activate(without_factor, SECRET)
    return without_factor


def test_password_and_code_open_the_desk(with_factor: Account, client: Client) -> None:
    after_password = give_password(client, with_factor)
    assert after_password["Location"] == CODE
    assert client.get(DESK)["Location"].startswith(LOGIN)

    after_code = client.post(CODE, {"code": code_for(SECRET)})

    assert after_code["Location"] == DESK
    page = client.get(DESK)
    assert page.status_code == 200
    assert "Antje Kolb" in text_of(page)


def test_code_page_shows_what_to_do_and_refuses_a_wrong_code(
    with_factor: Account, client: Client
) -> None:
    give_password(client, with_factor)

    assert "Code mit sechs Ziffern" in text_of(client.get(CODE))
    refused = client.post(CODE, {"code": "000000"})

    assert 'href="#id_code"' in text_of(refused)
    assert "Anmelden hat nicht geklappt" in text_of(refused)
    assert client.get(DESK).status_code == 302


def test_recovery_code_replaces_the_app(with_factor: Account, client: Client) -> None:
    give_password(client, with_factor)
    client.post(CODE, {"code": code_for(SECRET)})
    client.post("/arbeitsplatz/konto/bestaetigen/code/", {"code": code_for(SECRET)})
    client.post("/arbeitsplatz/konto/bestaetigen/passwort/", {"password": PASSWORD})
    client.post("/arbeitsplatz/konto/sicherheit/ersatzcodes/neu/")
    codes = Authenticator.objects.get(user=with_factor, type="recovery_codes")
    client.post("/arbeitsplatz/konto/logout/")
    give_password(client, with_factor)

    client.post(CODE, {"code": codes.wrap().get_unused_codes()[0]})

    assert client.get(DESK).status_code == 200
    assert "Sie haben noch 9 Ersatzcodes." in text_of(client.get("/arbeitsplatz/konto/sicherheit/"))


def test_first_sign_in_sets_the_factor_up(without_factor: Account, client: Client) -> None:
    give_password(client, without_factor)
    assert client.get(DESK)["Location"] == SET_UP
    page = client.get(SET_UP)
    secret = page.context["form"].secret
    assert secret in text_of(page)

    assert 'href="#id_code"' in text_of(client.post(SET_UP, {"code": "000000"}))
    done = client.post(SET_UP, {"code": code_for(secret)}, follow=True)

    assert "Ihre Ersatzcodes" in text_of(done)
    assert client.get(DESK).status_code == 200
    assert client.get(SET_UP)["Location"] == DESK


def test_password_alone_shows_nothing_anywhere(without_factor: Account, client: Client) -> None:
    give_password(client, without_factor)

    for address in (DESK, "/arbeitsplatz/konto/sicherheit/"):
        assert client.get(address)["Location"] == SET_UP


def test_session_without_the_factor_of_its_account_starts_again(
    with_factor: Account, client: Client
) -> None:
    client.force_login(with_factor, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(DESK)["Location"] == SET_UP
    assert client.get(SET_UP)["Location"] == LOGIN
    assert client.get(LOGIN).status_code == 200


def test_staff_session_by_assertion_sets_nothing_up(
    without_factor: Account, client: Client
) -> None:
    client.force_login(without_factor, backend=ASSERTION_BACKEND)

    assert client.get(SET_UP)["Location"] == LOGIN
    assert not Authenticator.objects.filter(user=without_factor).exists()


def test_wrong_password_says_what_to_check_and_not_which_part(
    caseworker: Account, client: Client
) -> None:
    known = text_of(give_password(client, caseworker, "falsch-falsch-falsch"))
    unknown = text_of(client.post(LOGIN, {"login": "niemand@amt.example", "password": "falsch"}))

    for page in (known, unknown):
        assert "E-Mail-Adresse und Passwort passen nicht zusammen." in page
        assert 'href="#id_login"' in page


def test_resident_never_signs_in_with_a_password(citizen: Account, client: Client) -> None:
    citizen.set_password(PASSWORD)
    citizen.save()

    for login in (citizen.email, "", str(citizen.uuid)):
        client.post(LOGIN, {"login": login, "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_locked_account_is_told_where_to_turn(with_factor: Account, client: Client) -> None:
    with_factor.is_active = False
    with_factor.save()

    response = client.post(LOGIN, {"login": with_factor.login, "password": PASSWORD}, follow=True)

    assert "_auth_user_id" not in client.session
    assert response.status_code == 200


def test_too_many_failures_wait(caseworker: Account, client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    for _ in range(3):
        give_password(client, caseworker, "falsch-falsch-falsch")

    refused = give_password(client, caseworker)

    assert "Warten Sie fünf Minuten" in text_of(refused)


def test_signed_out_is_signed_out(caseworker: Account, client_for: ClientFor) -> None:
    client = client_for(caseworker)

    client.post("/arbeitsplatz/konto/logout/")

    assert client.get(DESK).status_code == 302


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_reset_password", "account_email", "mfa_deactivate_totp"],
)
def test_ways_that_nobody_needs_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("who", ["citizen", "stranger"])
def test_residents_find_no_security_pages(
    who: str, client_for: ClientFor, request: pytest.FixtureRequest
) -> None:
    client = client_for(request.getfixturevalue(who))

    for address in (SET_UP, "/arbeitsplatz/konto/sicherheit/"):
        assert client.get(address).status_code == 404


def test_lost_phone_is_replaced_by_the_operator(with_factor: Account, client: Client) -> None:
    call_command("reset_second_factor", with_factor.login)

    give_password(client, with_factor)

    assert client.get(DESK)["Location"] == SET_UP
    assert trail.entries_about("account", with_factor.uuid)[-1].action == "desk.second_factor_reset"
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "niemand@amt.example")
