"""Calls and visits in which agents act for people, and mandates by which helpers do."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("authorities", "0001_initial"),
        ("identity", "0003_note_accesses"),
    ]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "way",
                    models.CharField(
                        choices=[("phone", "Am Telefon"), ("counter", "Persönlich")], max_length=16
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("given_name", models.CharField(blank=True, max_length=200)),
                ("family_name", models.CharField(blank=True, max_length=200)),
                ("birth_date", models.DateField(null=True)),
                ("candidates", models.JSONField(default=list)),
                ("search_count", models.PositiveSmallIntegerField(default=0)),
                ("wrong_count", models.PositiveSmallIntegerField(default=0)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("helper_name", models.CharField(max_length=200)),
                ("services", models.JSONField(default=list)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField()),
                ("given_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AlterField(
            model_name="roleassignment",
            name="role",
            field=models.CharField(
                choices=[
                    ("caseworker", "Sachbearbeitung"),
                    ("supervisor", "Leitung"),
                    ("editor", "Redaktion"),
                    ("operator", "Betrieb"),
                    ("agent", "Telefon und Bürgerservice"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="account",
            index=models.Index(
                condition=models.Q(("kind", "resident")),
                fields=["birth_date"],
                name="identity_residents_by_birth",
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="agent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="authorities.unit"
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="helper",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="principal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("agent",),
                name="identity_one_running_call",
            ),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(fields=["principal"], name="identity_mandates_given"),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(fields=["helper"], name="identity_mandates_held"),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gte", models.F("valid_from"))),
                name="identity_mandate_ends_after_its_begin",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("helper", models.F("principal")), _negated=True),
                name="identity_mandate_is_for_somebody_else",
            ),
        ),
    ]
