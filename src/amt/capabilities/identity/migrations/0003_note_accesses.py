"""Who saw data of a person, and what the person asks about it; notes are append-only."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION identity_access_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '2 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'who saw data is append-only';
END
$$;
CREATE TRIGGER access_is_append_only BEFORE UPDATE OR DELETE ON identity_dataaccess
    FOR EACH ROW EXECUTE FUNCTION identity_access_is_append_only();
"""

BACKWARD = """
DROP TRIGGER access_is_append_only ON identity_dataaccess;
DROP FUNCTION identity_access_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("authorities", "0001_initial"),
        ("identity", "0002_invitations_and_wrong_tries"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(max_length=40, unique=True)),
                ("about_kind", models.CharField(help_text="`access` or `transfer`", max_length=16)),
                ("about_id", models.UUIDField()),
                ("text", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="access_questions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="authorities.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("account", "about_kind", "about_id"),
                        name="identity_one_open_question",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DataAccess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("person_account_id", models.BigIntegerField(null=True)),
                ("person_key", models.CharField(blank=True, max_length=64)),
                (
                    "by_name",
                    models.CharField(
                        help_text="the office, never a member of staff", max_length=200
                    ),
                ),
                (
                    "by_kind",
                    models.CharField(
                        choices=[
                            ("office", "Amt"),
                            ("register", "Register"),
                            ("agent", "Telefon 115 und Bürgerservice"),
                            ("helper", "Bevollmächtigte Person"),
                            ("partner", "Andere Behörde"),
                            ("machine", "Programm"),
                        ],
                        max_length=16,
                    ),
                ),
                ("purpose", models.TextField()),
                ("basis", models.CharField(max_length=200)),
                ("data", models.JSONField(default=list)),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.CharField(blank=True, max_length=64)),
                ("correlation", models.CharField(blank=True, max_length=160)),
                ("at", models.DateTimeField()),
                (
                    "by_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="authorities.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["person_account_id", "-at", "-id"], name="identity_accesses_of"
                    ),
                    models.Index(
                        condition=models.Q(("person_key", ""), _negated=True),
                        fields=["person_key"],
                        name="identity_accesses_by_key",
                    ),
                    models.Index(fields=["at"], name="identity_accesses_by_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("correlation", ""), _negated=True),
                        fields=("correlation",),
                        name="identity_one_access_a_correlation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person_account_id__isnull", False),
                            models.Q(("person_key", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="identity_access_names_a_person",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
