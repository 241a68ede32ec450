"""Do something as an ordinary user of the machine, whoever runs the tests."""

from __future__ import annotations

import codecs
import os
import pickle
import pwd
import shutil
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def ordinary_user() -> tuple[int, int]:
    """Return the ids of a user without power: nobody for root, else oneself."""
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid


def as_ordinary_user(deed: Callable[[], Any]) -> Any:
    """Run a function in a forked process as that user and return what it returns.

    Forked and not started anew, because that user may be unable to read this interpreter.

    :raises AssertionError: with the traceback, when the function raises.
    """
    if os.geteuid() != 0:
        return deed()
    # What is loaded only when it is first used has to be there before the fork.
    codecs.lookup("ascii")
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        child = os.fork()
    if child == 0:
        try:
            uid, gid = ordinary_user()
            os.setgroups([])
            os.setgid(gid)
            os.setuid(uid)
            answer: tuple[bool, Any] = (True, deed())
        except BaseException:  # noqa: BLE001 - whatever it was, the parent must hear of it
            answer = (False, traceback.format_exc())
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(answer, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        went_well, answer_of_child = pickle.load(pipe)  # noqa: S301 - from our own child
    os.waitpid(child, 0)
    assert went_well, answer_of_child
    return answer_of_child


@contextmanager
def folder_of_ordinary_user() -> Iterator[Path]:
    """Make a folder that belongs to that user; pytest's own is closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="amt-user-"))
    if os.geteuid() == 0:
        os.chown(folder, *ordinary_user())
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
