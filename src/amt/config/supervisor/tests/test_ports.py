"""Ports: free, taken, forbidden, each with a sentence."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from amt.config.supervisor.ports import PortTaken, free_port, require_free_port

HERE = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as server:
        server.bind((HERE, 0))
        server.listen()
        yield server.getsockname()[1]


def test_taken_port_is_said_with_a_way_on(taken: int) -> None:
    with pytest.raises(PortTaken, match=rf"Port {taken} is already used .*make demo PORT="):
        require_free_port(HERE, taken)


def test_next_free_port_is_found(taken: int) -> None:
    found = free_port(HERE, taken)

    assert found > taken
    require_free_port(HERE, found)


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_number_out_of_range_is_no_port(port: int) -> None:
    with pytest.raises(PortTaken, match="is no port"):
        require_free_port(HERE, port)


def test_foreign_address_is_said() -> None:
    with pytest.raises(PortTaken, match=r"has no address 192\.0\.2\.1"):
        require_free_port("192.0.2.1", 8000)
