"""Lists reach the database as psycopg itself would send them."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from psycopg.types.array import ListDumper

from amt.kernel.arrays import QuickListDumper

TEXTS = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.none(), max_size=5
)


@given(TEXTS)
def test_escaping_is_that_of_psycopg(texts: list[str | None]) -> None:
    assert QuickListDumper(list, None).dump(texts) == ListDumper(list, None).dump(texts)


@pytest.mark.django_db
def test_texts_with_quotes_and_backslashes_come_back_and_django_uses_it() -> None:
    texts = ['a "b"', "c\\", json.dumps({"d": 'e "f" \\ \n'}), "", "NULL", "{,}"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text[]", [texts])
        (found,) = cursor.fetchone()
        used = cursor.cursor.adapters.get_dumper(list, "s")
    assert found == texts
    assert used is QuickListDumper
