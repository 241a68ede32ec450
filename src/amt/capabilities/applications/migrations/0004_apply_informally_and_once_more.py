"""Applications that begin with a call, continue a grant, or were prepared for somebody."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_ask_others_to_confirm"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="renews_case_uuid",
            field=models.UUIDField(
                help_text="the case whose grant it continues, once", null=True, unique=True
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="carried",
            field=models.JSONField(
                db_default={},
                default=dict,
                help_text="by path: what was known from elsewhere, as value, source and basis",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="carried_from",
            field=models.JSONField(
                db_default={},
                default=dict,
                help_text="kind, day and name of where it was known from",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="completes_case_uuid",
            field=models.UUIDField(
                help_text="the case without form that this draft completes", null=True
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="renews_case_uuid",
            field=models.UUIDField(
                help_text="the case whose grant this draft continues", null=True
            ),
        ),
        migrations.AlterField(
            model_name="application",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="party_uuid",
            field=models.UUIDField(
                help_text="who sent it instead, with the code of a letter", null=True
            ),
        ),
        migrations.AlterField(
            model_name="draft",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="party_uuid",
            field=models.UUIDField(
                help_text="of whom it is instead, who has only the code of a letter", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("submitted_at", None)),
                fields=("party_uuid", "form_key"),
                name="applications_one_open_draft_a_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account", None), ("party_uuid__isnull", False)),
                    models.Q(("account__isnull", False), ("party_uuid", None)),
                    _connector="OR",
                ),
                name="applications_draft_has_one_owner",
            ),
        ),
        migrations.CreateModel(
            name="InformalApplication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("procedure_key", models.CharField(max_length=80)),
                (
                    "person_digest",
                    models.CharField(help_text="of name and address as written", max_length=64),
                ),
                ("name", models.CharField(max_length=400)),
                ("address_lines", models.JSONField(default=list)),
                ("place", models.CharField(max_length=12)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=60)),
                ("form_until", models.DateField()),
                ("case_uuid", models.UUIDField(unique=True)),
                ("party_uuid", models.UUIDField(unique=True)),
                ("taken_at", models.DateTimeField()),
                (
                    "ended_at",
                    models.DateTimeField(
                        help_text="when the form came or the case went on", null=True
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("procedure_key", "person_digest"),
                        name="applications_one_informal_a_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "source_uuid",
                    models.UUIDField(help_text="what the offer was made from", unique=True),
                ),
                ("procedure_key", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=400)),
                ("address_lines", models.JSONField(default=list)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("answers", models.JSONField(default=dict)),
                (
                    "sources",
                    models.JSONField(
                        default=dict, help_text="by path: source and basis of the answer"
                    ),
                ),
                ("norm", models.CharField(help_text="by which the offer is made", max_length=200)),
                ("offered_at", models.DateTimeField()),
                ("expires_on", models.DateField(db_index=True)),
                ("draft_uuid", models.UUIDField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="InformalCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("received_on", models.DateField()),
                ("way", models.CharField(max_length=16)),
                ("note", models.TextField(blank=True)),
                ("taken_at", models.DateTimeField()),
                (
                    "informal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calls",
                        to="applications.informalapplication",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
