"""How many applications one network may begin without sign-in, and what the page says then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory

from amt.capabilities.applications.models import Draft
from amt.capabilities.cases.testing.fixtures import OPEN
from amt.capabilities.identity.models import Account, WrongTry
from amt.capabilities.identity.testing.fixtures import ClientFor
from amt.front.frame.origins import network_of, origin_of
from amt.front.portal.tests.conftest import AT

BEGIN = f"/leistungen/{OPEN}/antrag/"


@pytest.fixture(autouse=True)
def two_an_hour(doubles: None, settings: Any) -> None:
    settings.AMT = replace(settings.AMT, drafts_per_hour=2)


def begin(address: str) -> int:
    return Client(REMOTE_ADDR=address).post(BEGIN).status_code


def test_third_one_of_an_hour_gets_a_page_with_ways_on() -> None:
    assert [begin("192.0.2.1") for _ in range(2)] == [302, 302]

    refused = Client(REMOTE_ADDR="192.0.2.1").post(BEGIN)

    page = refused.content.decode()
    assert refused.status_code == 429
    assert "Von Ihrem Anschluss wurden in dieser Stunde schon viele Anträge begonnen" in page
    for way in (f"/anmelden/?next={BEGIN}", "/weitermachen/", "tel:115"):
        assert way in page
    assert Draft.objects.count() == 2


def test_other_networks_and_the_next_hour_are_free(clock: Any) -> None:
    for _ in range(3):
        begin("192.0.2.1")

    assert begin("192.0.2.2") == 302
    clock.set(AT + timedelta(hours=1))
    assert begin("192.0.2.1") == 302


def test_who_is_signed_in_or_goes_on_is_not_counted(
    client_for: ClientFor, citizen: Account
) -> None:
    browser = Client(REMOTE_ADDR="192.0.2.1")
    for _ in range(4):
        assert browser.post(BEGIN).status_code == 302
    home = client_for(citizen)
    begin("127.0.0.1")
    begin("127.0.0.1")

    assert home.post(BEGIN).status_code == 302
    assert Draft.objects.count() == 4


def test_nothing_but_a_keyed_digest_of_the_address_is_kept() -> None:
    begin("192.0.2.1")

    assert "192.0.2.1" not in str(list(WrongTry.objects.values()) + list(Draft.objects.values()))
    assert WrongTry.objects.count() == 1


def test_without_a_limit_nothing_is_counted(settings: Any) -> None:
    settings.AMT = replace(settings.AMT, drafts_per_hour=0)

    assert [begin("192.0.2.1") for _ in range(4)] == [302] * 4
    assert not WrongTry.objects.exists()


@pytest.mark.parametrize(
    ("behind_proxy", "expected"), [(True, "198.51.100.7"), (False, "127.0.0.1")]
)
def test_only_a_proxy_of_ours_says_who_the_caller_is(
    settings: Any, behind_proxy: bool, expected: str
) -> None:
    settings.AMT = replace(django_settings.AMT, behind_proxy=behind_proxy)
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})

    assert origin_of(request) == expected


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("unknown", "unknown"),
    ],
)
def test_addresses_of_one_connection_count_together(address: str, network: str) -> None:
    assert network_of(RequestFactory(REMOTE_ADDR=address).get("/")) == network
