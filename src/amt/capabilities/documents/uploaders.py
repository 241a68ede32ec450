"""Who began an upload: the one person that may go on with it."""

from __future__ import annotations

from amt.kernel.actors import Actor
from amt.kernel.errors import NotVisible


def uploader_of(actor: Actor) -> str:
    """Return the name under which somebody's uploads are kept.

    :raises NotVisible: when nobody known is acting.
    """
    if actor.account_id is not None:
        return f"account:{actor.account_id}"
    if actor.subject:
        return actor.subject
    raise NotVisible("upload", "")
