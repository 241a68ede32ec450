"""Pages kept in memory: for nobody in particular, and never longer than told."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from amt.front.frame import page_cache
from amt.front.frame.page_cache import PageCacheMiddleware, public_page


@pytest.fixture
def counted() -> list[str]:
    return []


@pytest.fixture
def site(counted: list[str]) -> PageCacheMiddleware:
    page_cache.flush()

    @public_page
    def view(request: HttpRequest) -> HttpResponse:
        counted.append(request.get_full_path())
        return HttpResponse(f"page {len(counted)}")

    return PageCacheMiddleware(view)


def test_second_visitor_gets_the_same_page(site: PageCacheMiddleware, counted: list[str]) -> None:
    first = site(RequestFactory().get("/"))
    second = site(RequestFactory().get("/"))

    assert first.content == second.content == b"page 1"
    assert "no-cache" in second["Cache-Control"]
    assert counted == ["/"]


@pytest.mark.parametrize("path", ["/en/", "/?q=b"])
def test_other_addresses_are_other_pages(
    site: PageCacheMiddleware, counted: list[str], path: str
) -> None:
    site(RequestFactory().get("/"))
    site(RequestFactory().get(path))

    assert len(counted) == 2


def test_somebody_with_a_session_is_never_served_from_memory(
    site: PageCacheMiddleware, counted: list[str]
) -> None:
    request = RequestFactory().get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    site(RequestFactory().get("/"))

    assert site(request).content == b"page 2"
    assert site(RequestFactory().get("/")).content == b"page 1"


def test_answers_to_forms_are_not_kept(site: PageCacheMiddleware, counted: list[str]) -> None:
    for _ in range(2):
        site(RequestFactory().post("/"))

    assert len(counted) == 2


def test_answer_with_a_cookie_is_not_kept() -> None:
    page_cache.flush()

    @public_page
    def view(_request: HttpRequest) -> HttpResponse:
        response = HttpResponse("x")
        response.set_cookie("a", "b")
        return response

    site = PageCacheMiddleware(view)
    site(RequestFactory().get("/"))
    assert not page_cache._pages


def test_page_is_made_anew_after_its_time_and_on_another_day(
    site: PageCacheMiddleware, counted: list[str], monkeypatch: pytest.MonkeyPatch, clock: Any
) -> None:
    clock.set("2026-11-21T12:00:00")
    site(RequestFactory().get("/"))
    clock.set("2026-11-22T12:00:00")
    site(RequestFactory().get("/"))
    assert len(counted) == 2

    later = time.monotonic() + page_cache.SECONDS_KEPT + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    site(RequestFactory().get("/"))
    assert len(counted) == 3


def test_memory_has_an_end(site: PageCacheMiddleware) -> None:
    for number in range(page_cache.MOST_PAGES + 20):
        site(RequestFactory().get("/", {"q": str(number)}))

    assert len(page_cache._pages) == page_cache.MOST_PAGES
