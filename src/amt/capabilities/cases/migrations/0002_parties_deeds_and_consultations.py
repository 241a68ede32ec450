"""Several parties in a case, its deeds, the bodies that are consulted."""

import uuid

import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("authorities", "0001_initial"),
        ("cases", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="next_due_on",
            field=models.DateField(
                db_index=True, help_text="first day on which a deed of time is due", null=True
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="inputs",
            field=models.JSONField(
                db_default={}, default=dict, help_text="the answers to the form of the act"
            ),
        ),
        migrations.AddField(
            model_name="party",
            name="email",
            field=models.EmailField(blank=True, db_default="", default="", max_length=254),
        ),
        migrations.AddField(
            model_name="party",
            name="organisation",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="party",
            name="uuid",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
                editable=False,
                unique=True,
            ),
        ),
        migrations.AlterField(
            model_name="caseevent",
            name="kind",
            field=models.CharField(max_length=80),
        ),
        migrations.CreateModel(
            name="DeedRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(max_length=80)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "role",
                    models.CharField(
                        blank=True, help_text="of the party who did it", max_length=40
                    ),
                ),
                (
                    "values",
                    models.JSONField(default=dict, help_text="the answers to the deed's form"),
                ),
                ("act_uuid", models.UUIDField(null=True, unique=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deeds",
                        to="cases.case",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deeds",
                        to="cases.party",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="caseevent",
            name="deed",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="cases.deedrecord",
            ),
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(max_length=80)),
                ("asked_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("answered_on", models.DateField(null=True)),
                ("opinion", models.CharField(blank=True, max_length=16)),
                ("text", models.TextField(blank=True)),
                ("document_uuids", models.JSONField(default=list)),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consultations",
                        to="cases.case",
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
                "indexes": [models.Index(fields=["case", "id"], name="cases_consultations")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("opinion", "")),
                            models.Q(
                                ("answered_on__isnull", False),
                                models.Q(("opinion", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="cases_opinion_has_day",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="deedrecord",
            index=models.Index(fields=["case", "on", "id"], name="cases_chronicle"),
        ),
    ]
