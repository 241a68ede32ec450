"""Ports: is one free, and which one else."""

from __future__ import annotations

import errno
import socket

HIGHEST = 65_535
FIRST_FREE_TO_ALL = 1_024
TRIES = 200


class PortTaken(RuntimeError):
    """A port cannot be listened on; the message is a sentence for the person."""


def require_free_port(host: str, port: int) -> None:
    """See that a port can be listened on.

    :raises PortTaken: when it is out of range, taken, or not allowed.
    """
    if not 1 <= port <= HIGHEST:
        raise PortTaken(f"{port} is no port: choose a number from 1 to {HIGHEST}.")
    fault = _fault_of(host, port)
    if fault is None:
        return
    if fault in {errno.EACCES, errno.EPERM}:
        raise PortTaken(
            f"Port {port} is kept for the administrator of this machine: choose one from "
            f"{FIRST_FREE_TO_ALL} up (make demo PORT=8080)."
        )
    if fault == errno.EADDRINUSE:
        raise PortTaken(
            f"Port {port} is already used by another program: stop that, or choose another port "
            f"(make demo PORT={port + 10 if port + 10 <= HIGHEST else 8000})."
        )
    raise PortTaken(f"This machine has no address {host} to listen on.")


def free_port(host: str, wanted: int) -> int:
    """Return the wanted port or the next free one.

    :raises PortTaken: when there is none among the next two hundred.
    """
    for port in range(wanted, min(wanted + TRIES, HIGHEST)):
        if _fault_of(host, port) is None:
            return port
    raise PortTaken(f"No port from {wanted} to {wanted + TRIES} is free.")


def _fault_of(host: str, port: int) -> int | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As servers do, so that connections that are still closing do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            return error.errno or errno.EINVAL
    return None
