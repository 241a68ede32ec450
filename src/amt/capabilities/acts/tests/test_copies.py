"""Each addressee has a document, a way and a remedy period of their own."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.capabilities.acts import queries, services
from amt.capabilities.acts.models import Act, Addressee
from amt.capabilities.acts.services import ActCopy, ReasonsMissing, steps
from amt.capabilities.acts.tests.factories import AT, CONTENT, REFERENCE, addressee_of, declare
from amt.capabilities.acts.tests.test_delivery import deliver
from amt.capabilities.authorities import queries as authorities
from amt.capabilities.dispatch.models import PrintJob
from amt.capabilities.documents import queries as documents
from amt.capabilities.documents.models import Document
from amt.capabilities.identity import services as identity
from amt.capabilities.identity.models import Account
from amt.capabilities.identity.queries import actor_of
from amt.capabilities.mailbox import queries as mailbox
from amt.capabilities.records import queries as records
from amt.contract import registry
from amt.contract.law import Channel, Law
from amt.kernel import clock
from amt.kernel.actors import SYSTEM
from amt.kernel.errors import NotVisible

FOR_NEIGHBOUR = replace(CONTENT, title="Mitteilung an die Nachbarschaft", notes=())
APPLICANT, NEIGHBOUR, BODY = uuid4(), uuid4(), uuid4()


def neighbour(**changes: Any) -> services.ActAddressee:
    """Return somebody without an account, whom a letter alone reaches."""
    values: dict[str, Any] = {
        "account_id": None,
        "name": "Gisela Lührs",
        "address_lines": ("Baugasse 23", "28195 Bremen"),
        "party_uuid": NEIGHBOUR,
        "role": "neighbour",
    }
    return services.ActAddressee(**{**values, **changes})


def copies(citizen: Account) -> list[ActCopy]:
    """Return an act to somebody who applied and to a neighbour."""
    applied = replace(addressee_of(citizen), party_uuid=APPLICANT)
    return [ActCopy(applied, CONTENT), ActCopy(neighbour(), FOR_NEIGHBOUR)]


def text_of(document_uuid: UUID | None) -> str:
    """Return what can be read on a document."""
    assert document_uuid is not None
    return text_in(documents.open_document(documents.get_document(document_uuid)))


def text_in(content: bytes) -> str:
    """Return what can be read on the pages of a PDF."""
    pdf = pypdfium2.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


@pytest.mark.django_db
def test_two_addressees_get_two_sealed_documents_each_with_its_own_window_and_remedy(
    citizen: Account, organisation: None
) -> None:
    act = deliver(declare(citizen, copies=copies(citizen)))

    (view,) = queries.list_acts(act.subject_kind, act.subject_id)
    first, second = (text_of(one.document_uuid) for one in view.addressees)
    assert "Fatma Yıldız-Behrens" in first
    assert "Gisela Lührs" not in first
    assert "Gisela Lührs" in second
    assert "Fatma" not in second
    assert "Mitteilung an die Nachbarschaft" in second
    for text, one in ((first, view.addressees[0]), (second, view.addressees[1])):
        assert "Rechtsbehelfsbelehrung" in text
        assert one.addressee.verification_code in text
    assert Document.objects.count() == 2
    (letter,) = PrintJob.objects.all()
    assert letter.document_uuid == view.addressees[1].document_uuid
    assert letter.address_lines == ["Gisela Lührs", "Baugasse 23", "28195 Bremen"]
    (message,) = mailbox.list_messages(actor_of(citizen))
    assert message.document_uuids == [view.addressees[0].document_uuid]
    filed = records.list_filed(REFERENCE)
    assert [row.document_uuid for row in filed] == [one.document_uuid for one in view.addressees]
    assert filed[1].title == "Mitteilung an die Nachbarschaft (Gisela Lührs)"


@pytest.mark.django_db
def test_an_addressee_and_a_party_see_their_own_copy_alone(
    citizen: Account, stranger: Account, caseworker: Account
) -> None:
    both = [
        ActCopy(replace(addressee_of(citizen), party_uuid=APPLICANT), CONTENT),
        ActCopy(
            replace(addressee_of(stranger), party_uuid=NEIGHBOUR, role="neighbour"), FOR_NEIGHBOUR
        ),
    ]
    act = deliver(declare(citizen, copies=both))
    mine, theirs = (copy.document_uuid for copy in act.copies)

    for account, own in ((citizen, mine), (stranger, theirs), (caseworker, mine)):
        assert services.open_act(act_uuid=act.uuid, actor=actor_of(account), at=AT).uuid == own
    seen = queries.get_act_view(actor_of(stranger), act.uuid)
    assert [one.document_uuid for one in seen.addressees] == [theirs]
    assert len(queries.get_act_view(actor_of(caseworker), act.uuid).addressees) == 2

    assert seen.title_in("de") == (FOR_NEIGHBOUR.title, "de")
    (letter,) = mailbox.list_messages(actor_of(stranger))
    assert letter.subject.startswith(FOR_NEIGHBOUR.title)
    assert "neues Schreiben" in letter.body
    (of_party,) = queries.list_acts(act.subject_kind, act.subject_id, party_uuids={NEIGHBOUR})
    assert of_party.document_uuid == theirs
    assert queries.list_acts(act.subject_kind, act.subject_id, party_uuids={BODY}) == []
    assert {queries.find_act_of_document(one) for one in (mine, theirs) if one} == {act}
    codes = [copy.verification_code for copy in act.copies]
    found = [queries.find_verified(code) for code in codes]
    assert [one.document_uuid if one else None for one in found] == [mine, theirs]


@pytest.mark.django_db
def test_one_addressee_retrieving_leaves_the_other_unread(
    citizen: Account, stranger: Account, organisation: None
) -> None:
    both = [ActCopy(addressee_of(account), CONTENT) for account in (citizen, stranger)]
    act = deliver(declare(citizen, copies=both))

    services.open_act(act_uuid=act.uuid, actor=actor_of(stranger), at=AT)

    retrieved = act.addressees.order_by("position").values_list("retrieved_at", flat=True)
    assert list(retrieved) == [None, AT]


@pytest.mark.django_db
def test_a_mailbox_nobody_opens_and_a_neighbours_letter_have_periods_of_their_own(
    citizen: Account, organisation: None
) -> None:
    act = deliver(declare(citizen, copies=copies(citizen), law=Law.VWVFG))
    applied, letter = (copy.correlation for copy in act.copies)
    steps.note_notified(correlation=applied, at=AT)
    steps.note_notified(correlation=letter, at=AT + timedelta(days=1))

    assert steps.deliver_otherwise(on=date(2026, 11, 27), at=AT + timedelta(days=11)) == 1
    waiting = queries.list_acts(act.subject_kind, act.subject_id, on=date(2026, 11, 27))[0]
    instead = Addressee.objects.get(instead_of__isnull=False)
    steps.note_notified(correlation=instead.correlation, at=AT + timedelta(days=14))

    # Posted on Tuesday 17 November: known on the 21st, a month later is a Monday.
    assert [one.remedy.ends_on if one.remedy else None for one in waiting.addressees] == [
        None, None, date(2026, 12, 21),
    ]  # fmt: skip
    assert waiting.addressees[0].delivery is not None
    assert waiting.addressees[0].delivery.void
    (view,) = queries.list_acts(act.subject_kind, act.subject_id, on=date(2026, 12, 1))
    shown = next(one for one in view.addressees if one.addressee == instead)
    assert instead.document_uuid == act.document_uuid
    assert instead.party_uuid == APPLICANT
    # Posted on Monday 30 November: known on 4 December, a month later.
    assert shown.remedy is not None
    assert shown.remedy.ends_on == date(2027, 1, 4)
    assert shown.remedy.norm == "§ 70 Abs. 1 VwGO"


@given(
    posted=st.integers(0, 400),
    retrieved=st.none() | st.integers(0, 10),
    asked=st.integers(0, 800),
)
def test_the_period_of_one_addressee_never_moves_with_that_of_another(
    posted: int, retrieved: int | None, asked: int
) -> None:
    act = Act(has_remedy=True, law=Law.VWVFG.value, land="HB")
    on = clock.day_of(AT) + timedelta(days=asked)

    def way(channel: Channel, notified: int, read: int | None) -> Addressee:
        return Addressee(
            channel=channel.value,
            law=Law.VWVFG.value,
            provided_at=AT,
            notified_at=AT + timedelta(days=notified),
            retrieved_at=None if read is None else AT + timedelta(days=read),
        )

    by_letter = queries.view_of_addressee(act, way(Channel.LETTER, posted, None), on=on)
    by_mailbox = queries.view_of_addressee(act, way(Channel.MAILBOX, 0, retrieved), on=on)

    assert by_letter.remedy is not None
    assert by_letter.delivery is not None
    assert by_letter.delivery.on == clock.day_of(AT) + timedelta(days=posted + 4)
    assert by_letter.remedy.ends_on > by_letter.delivery.on + timedelta(days=27)
    if retrieved is None:
        assert by_mailbox.remedy is None
    else:
        assert by_mailbox.delivery is not None
        assert by_mailbox.delivery.on == clock.day_of(AT) + timedelta(days=retrieved + 1)
        assert by_mailbox.remedy is not None
    without = queries.view_of_addressee(
        Act(has_remedy=False, law=act.law, land="HB"), way(Channel.LETTER, posted, None), on=on
    )
    assert without.remedy is None


@pytest.mark.django_db
def test_a_body_that_is_told_gets_no_remedy_and_needs_no_reasons(
    citizen: Account, organisation: None
) -> None:
    body = neighbour(role="body:fire", for_information=True, party_uuid=None, name="Brandschutz")
    without_reasons = replace(CONTENT, reasons=())

    with pytest.raises(ReasonsMissing):
        declare(citizen, act_key="refusal", copies=[ActCopy(neighbour(), without_reasons)])
    act = deliver(
        declare(
            citizen,
            act_key="refusal",
            copies=[*copies(citizen), ActCopy(body, without_reasons)],
        )
    )
    told = act.copies[2]
    steps.note_notified(correlation=told.correlation, at=AT)

    assert "Rechtsbehelfsbelehrung" not in text_of(told.document_uuid)
    assert "Zur Kenntnis" in text_of(told.document_uuid)
    (view,) = queries.list_acts(act.subject_kind, act.subject_id)
    assert view.addressees[2].delivery is not None
    assert view.addressees[2].remedy is None


@pytest.mark.django_db
def test_an_act_without_a_signatory_names_nobody(citizen: Account, organisation: None) -> None:
    act = deliver(declare(citizen, signatory_name=""))

    text = text_of(act.document_uuid)
    assert "Bearbeitet von" not in text
    assert "Im Auftrag" not in text


@pytest.fixture
def inviting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every act of every procedure invite."""
    plain = registry.procedure

    def changed(key: str) -> Any:
        found = plain(key)
        return replace(found, acts=tuple(replace(spec, invites=True) for spec in found.acts))

    monkeypatch.setattr(registry, "procedure", changed)


@pytest.mark.django_db
@pytest.mark.usefixtures("organisation", "inviting")
def test_an_inviting_act_carries_the_code_on_paper_and_nowhere_else(citizen: Account) -> None:
    invitation = identity.invite(
        subject_kind="party",
        subject_id=NEIGHBOUR,
        name="Gisela Lührs",
        address_lines=("Baugasse 23",),
        actor=SYSTEM,
        at=AT,
    )
    code = identity.code_of_invitation(invitation.uuid)
    with_account = replace(addressee_of(citizen), invitation_uuid=invitation.uuid)
    act = deliver(
        declare(
            citizen,
            copies=[
                ActCopy(with_account, CONTENT),
                ActCopy(neighbour(invitation_uuid=invitation.uuid), FOR_NEIGHBOUR),
            ],
        )
    )
    own, invited = act.copies

    assert code in text_of(invited.document_uuid)
    assert "/einladung/" in text_of(invited.document_uuid)
    assert code not in text_of(own.document_uuid)
    assert code not in str(invited.letter) + str(invited.content)
    assert invited.document_uuid is not None
    sealed = documents.open_document(documents.get_document(invited.document_uuid))
    with pikepdf.open(io.BytesIO(sealed)) as pdf:
        (attached,) = pdf.Root.AF
        assert code not in attached.EF.F.read_bytes().decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("organisation", "inviting")
def test_a_draft_shows_where_the_code_will_stand() -> None:
    draft = services.preview_act(
        procedure_key="double_works",
        act_key="grant",
        reference=REFERENCE,
        unit_id=_unit_id(),
        law=Law.SGB_X,
        copy=ActCopy(neighbour(invitation_uuid=uuid4()), FOR_NEIGHBOUR),
        signatory_name="Antje Kolb",
        at=AT,
    )

    assert "XXXX-XXXX-XXXX" in text_in(draft)


@pytest.mark.django_db
def test_a_stranger_sees_no_copy(
    citizen: Account, stranger: Account, other_caseworker: Account
) -> None:
    act = deliver(declare(citizen, copies=copies(citizen)))

    for account in (stranger, other_caseworker):
        with pytest.raises(NotVisible):
            queries.get_act_view(actor_of(account), act.uuid)


def _unit_id() -> int:
    return int(authorities.get_unit_by_key("wohnen-bremen").id)
