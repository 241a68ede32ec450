"""Who may know of a bundle: its persons, by their account or by the code of their letter."""

from __future__ import annotations

from uuid import UUID

from amt.capabilities.bundles.models import Bundle, BundlePerson
from amt.capabilities.identity import queries as identity
from amt.kernel.actors import Actor, ActorKind
from amt.kernel.errors import NotVisible

SUBJECT_KIND = "bundle"
PERSON = "bundle_person"


def visible_person(actor: Actor, bundle_uuid: UUID, *, locked: bool = False) -> BundlePerson:
    """Return which person of a bundle acts; with `locked` the bundle waits for nobody else.

    :raises NotVisible: to everybody who is none of its persons.
    """
    rows = Bundle.objects.select_for_update() if locked else Bundle.objects
    bundle = rows.filter(uuid=bundle_uuid).first()
    if bundle is not None:
        for person in bundle.persons.order_by("position"):
            if _is(actor, person):
                person.bundle = bundle
                return person
    raise NotVisible(SUBJECT_KIND, bundle_uuid)


def _is(actor: Actor, person: BundlePerson) -> bool:
    if actor.kind is ActorKind.CODE:
        return actor.subject == f"{PERSON}:{person.uuid}"
    if actor.kind is not ActorKind.RESIDENT or actor.account_id is None:
        return False
    if person.account_id is not None:
        return person.account_id == actor.account_id
    # Accepted a moment ago; the handler that writes the account down has not run yet.
    invitation = identity.invitation_of(PERSON, str(person.uuid))
    return invitation is not None and invitation.account_id == actor.account_id
