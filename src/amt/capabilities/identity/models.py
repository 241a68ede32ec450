"""Accounts of residents and staff, roles in units, consents to electronic delivery.

One table of accounts, since sessions and foreign keys need one; `kind` keeps the two apart: a
resident has no password and no login name, a member of staff has no birth date and no address.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AccountKind(models.TextChoices):
    """Whose account it is."""

    RESIDENT = "resident", _("Privatperson")
    STAFF = "staff", _("Beschäftigte")


class Role(models.TextChoices):
    """What somebody may do in a unit."""

    CASEWORKER = "caseworker", _("Sachbearbeitung")
    SUPERVISOR = "supervisor", _("Leitung")
    EDITOR = "editor", _("Redaktion")
    OPERATOR = "operator", _("Betrieb")
    AGENT = "agent", _("Telefon und Bürgerservice")


class AccountManager(BaseUserManager["Account"]):
    """Creates staff; residents come from identity adapters only."""

    def create_staff(self, *, login: str, password: str, name: str) -> Account:
        """Make an account for a member of staff."""
        given, _sep, family = name.rpartition(" ")
        account = self.model(
            kind=AccountKind.STAFF,
            login=login.lower(),
            email=login.lower(),
            given_name=given,
            family_name=family,
        )
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A resident or a member of staff."""

    personal_data = (
        "login", "email", "given_name", "family_name", "birth_date", "street", "postcode", "city",
        "provider_subject",
    )  # fmt: skip
    retention = "residents: until they delete the account; staff: until they leave"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=AccountKind.choices)
    login = models.EmailField(unique=True, null=True, blank=True)
    email = models.EmailField(blank=True)
    given_name = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=100, blank=True)
    ars = models.CharField(max_length=12, blank=True)
    provider = models.CharField(max_length=40, blank=True)
    provider_subject = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, default="de")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["provider", "provider_subject"],
                condition=~Q(provider=""),
                name="one_account_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(kind="resident", login=None) | Q(kind="staff", login__isnull=False),
                name="only_staff_have_a_login",
            ),
        )
        indexes = (
            models.Index(
                fields=["birth_date"],
                condition=Q(kind="resident"),
                name="identity_residents_by_birth",
            ),
        )

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def is_staff_member(self) -> bool:
        """Whether this is somebody's account at work."""
        return self.kind == AccountKind.STAFF

    def __str__(self) -> str:
        return str(self.uuid)

    def clean(self, *args: Any, **kwargs: Any) -> None:
        """Keep an empty login empty: AbstractBaseUser would turn None into a text."""
        if self.login is not None:
            super().clean(*args, **kwargs)


class RoleAssignment(models.Model):
    """A role of a member of staff in a unit, from when to when."""

    personal_data = ("account",)
    retention = "ten years after its end, for the audit trail"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="role_assignments")
    unit = models.ForeignKey(
        "authorities.Unit", on_delete=models.CASCADE, related_name="role_assignments"
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "unit", "role"],
                condition=Q(valid_until=None),
                name="one_open_assignment_a_role",
            ),
        )


class DeliveryConsent(models.Model):
    """A resident's consent to receive acts electronically (SGB X section 37 (2a)); append-only."""

    personal_data = ("account",)
    retention = "as long as an act delivered on its basis can be contested, then with the account"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="delivery_consents")
    consents = models.BooleanField()
    declared_at = models.DateTimeField()


class Invitation(models.Model):
    """An invitation by letter to take part in something; the code itself is never stored."""

    personal_data = ("name", "address_lines", "account")
    retention = "with the subject it opens"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    address_lines = models.JSONField(default=list)
    code_seed = models.CharField(max_length=64)
    code_digest = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField(null=True)
    """The last day on which the code opens; None: as long as the subject is there."""
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    account = models.ForeignKey(
        Account, null=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], name="identity_one_invitation_a_subject"
            ),
        )


class WrongTry(models.Model):
    """How often something secret was typed wrongly within an hour, by a keyed digest."""

    personal_data = ("key_digest",)
    retention = "one day; addresses are kept as a keyed digest only"

    key_digest = models.CharField(max_length=64)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["key_digest", "hour"], name="identity_one_count_an_hour"
            ),
        )


class CallWay(models.TextChoices):
    """How somebody speaks to an agent."""

    PHONE = "phone", _("Am Telefon")
    COUNTER = "counter", _("Persönlich")


class Call(models.Model):
    """A call or visit in which an agent acts for somebody; an agent has one at a time.

    `candidates` are the accounts that a search in this call found, `person` the one whose address
    was said as well; `found_parties` and `parties` the same of who applied without account. What
    was said of the person is emptied when the call ends.
    """

    personal_data = (
        "reason",
        "given_name",
        "family_name",
        "birth_date",
        "candidates",
        "person",
        "found_parties",
        "parties",
    )
    retention = "two years; who was searched for is emptied when the call ends"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    agent = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=16, choices=CallWay.choices)
    reason = models.CharField(max_length=300)
    given_name = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField(null=True)
    candidates = models.JSONField(default=list)
    person = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    found_parties = models.JSONField(default=list, db_default=[])
    parties = models.JSONField(default=list, db_default=[])
    search_count = models.PositiveSmallIntegerField(default=0)
    wrong_count = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["agent"],
                condition=Q(ended_at=None),
                name="identity_one_running_call",
            ),
        )

    @property
    def said_name(self) -> str:
        """The name that was said, empty before the search."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def is_known(self) -> bool:
        """Whether the caller said what fits a person, with an account or without."""
        return self.person_id is not None or bool(self.parties)


class Mandate(models.Model):
    """That somebody lets a helper act for them, for which services, from when to when.

    A Vollmacht (SGB X section 13, VwVfG section 14). `services` are keys of procedures. The helper
    is nobody until they have accepted with the code.
    """

    personal_data = ("principal", "helper", "helper_name")
    retention = (
        "ten years after its end, as proof of who was allowed to act; 90 days when nobody accepted"
    )

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    principal = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    helper = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    helper_name = models.CharField(max_length=200)
    services = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_until = models.DateField()
    given_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__gte=models.F("valid_from")),
                name="identity_mandate_ends_after_its_begin",
            ),
            models.CheckConstraint(
                condition=~Q(helper=models.F("principal")),
                name="identity_mandate_is_for_somebody_else",
            ),
        )
        indexes = (
            models.Index(fields=["principal"], name="identity_mandates_given"),
            models.Index(fields=["helper"], name="identity_mandates_held"),
        )


class AccessKind(models.TextChoices):
    """Who got to see something, for the filter of the person's page."""

    OFFICE = "office", _("Amt")
    REGISTER = "register", _("Register")
    AGENT = "agent", _("Telefon 115 und Bürgerservice")
    HELPER = "helper", _("Bevollmächtigte Person")
    PARTNER = "partner", _("Andere Behörde")
    MACHINE = "machine", _("Programm")


class DataAccess(models.Model):
    """That somebody saw or used data of a person: who, why, by which norm, which data, when.

    `data` names what was seen, never values: paths of a form, attributes of a register or plain
    words. The person is an account or, without one, a key such as `party:<uuid>`, which counts for
    the account that accepted the invitation to it. The database refuses to change a row, and to
    delete it before its period is over.
    """

    personal_data = ("person_account_id", "person_key")
    retention = (
        "two years, as section 9 (3) IDNrG has it for protocols of transmissions; longer while the "
        "person waits for an answer about it"
    )

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person_account_id = models.BigIntegerField(null=True)
    person_key = models.CharField(max_length=64, blank=True)
    by_name = models.CharField(max_length=200, help_text="the office, never a member of staff")
    by_kind = models.CharField(max_length=16, choices=AccessKind.choices)
    by_unit = models.ForeignKey(
        "authorities.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.TextField()
    basis = models.CharField(max_length=200)
    data = models.JSONField(default=list)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    correlation = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["correlation"],
                condition=~Q(correlation=""),
                name="identity_one_access_a_correlation",
            ),
            models.CheckConstraint(
                condition=Q(person_account_id__isnull=False) | ~Q(person_key=""),
                name="identity_access_names_a_person",
            ),
        )
        indexes = (
            models.Index(fields=["person_account_id", "-at", "-id"], name="identity_accesses_of"),
            models.Index(
                fields=["person_key"],
                condition=~Q(person_key=""),
                name="identity_accesses_by_key",
            ),
            models.Index(fields=["at"], name="identity_accesses_by_age"),
        )


class AccessQuestion(models.Model):
    """What a person asks an office about an access or a transfer of their data, and the answer."""

    personal_data = ("account", "text", "answer", "answered_by")
    retention = "two years after it was asked"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="access_questions")
    reference = models.CharField(max_length=40, unique=True)
    about_kind = models.CharField(max_length=16, help_text="`access` or `transfer`")
    about_id = models.UUIDField()
    unit = models.ForeignKey("authorities.Unit", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "about_kind", "about_id"],
                condition=Q(answered_at=None),
                name="identity_one_open_question",
            ),
        )
