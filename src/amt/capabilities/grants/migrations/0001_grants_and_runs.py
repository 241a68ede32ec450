"""Grants, invitations to apply again, runs over many grants and their items."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("authorities", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("procedure_key", models.CharField(max_length=80)),
                ("effective_on", models.DateField(help_text="first day of the new figures")),
                ("norm", models.CharField(max_length=80)),
                ("act_keys", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("trying", "Trying"),
                            ("sampling", "Sampling"),
                            ("released", "Released"),
                            ("paused", "Paused"),
                            ("done", "Done"),
                            ("stopped", "Stopped"),
                        ],
                        default="trying",
                        max_length=8,
                    ),
                ),
                ("sample_size", models.PositiveSmallIntegerField()),
                (
                    "seed",
                    models.BigIntegerField(
                        help_text="from which the sample is drawn, for the record"
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("tried_at", models.DateTimeField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("stop_reason", models.CharField(blank=True, max_length=40)),
                ("stop_note", models.TextField(blank=True)),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "started_by",
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
        ),
        migrations.CreateModel(
            name="BulkItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("case_uuid", models.UUIDField()),
                ("reference", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("tried", "Tried"),
                            ("decided", "Decided"),
                            ("same", "Same"),
                            ("manual", "Manual"),
                            ("handed", "Handed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "before_cents",
                    models.BigIntegerField(help_text="a month, from the day of the new figures on"),
                ),
                ("after_cents", models.BigIntegerField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=16)),
                ("problem", models.CharField(blank=True, max_length=60)),
                ("sampled", models.BooleanField(default=False)),
                (
                    "verdict",
                    models.CharField(
                        blank=True, choices=[("right", "right"), ("wrong", "wrong")], max_length=8
                    ),
                ),
                ("verdict_note", models.TextField(blank=True)),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="grants.bulkrun",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("case_uuid", models.UUIDField(unique=True)),
                ("procedure_key", models.CharField(max_length=80)),
                ("reference", models.CharField(max_length=40)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "Running"), ("held", "Held"), ("void", "Void")],
                        max_length=8,
                    ),
                ),
                (
                    "amounts",
                    models.JSONField(
                        default=list,
                        help_text="[first day of a month, cents] wherever the amount changes",
                    ),
                ),
                (
                    "demand_keys",
                    models.JSONField(default=list, help_text="of what is demanded back"),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="authorities.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RenewalInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("ends_on", models.DateField()),
                ("invited_at", models.DateTimeField()),
                (
                    "way",
                    models.CharField(
                        choices=[("mailbox", "Mailbox"), ("letter", "Letter"), ("none", "None")],
                        max_length=8,
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="grants.grant",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="bulkrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["done", "stopped"]), _negated=True),
                fields=("unit", "procedure_key"),
                name="grants_one_open_run",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released_by", None),
                    ("started_by", None),
                    models.Q(("released_by", models.F("started_by")), _negated=True),
                    _connector="OR",
                ),
                name="grants_released_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["trying", "sampling", "stopped"]),
                    models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                    _connector="OR",
                ),
                name="grants_runs_when_released",
            ),
        ),
        migrations.AddIndex(
            model_name="bulkitem",
            index=models.Index(fields=["run", "state", "id"], name="grants_items_by_state"),
        ),
        migrations.AddIndex(
            model_name="bulkitem",
            index=models.Index(
                condition=models.Q(("sampled", True)),
                fields=["run", "id"],
                name="grants_items_sampled",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkitem",
            constraint=models.UniqueConstraint(
                fields=("run", "case_uuid"), name="grants_item_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_at", None), ("checked_by", None), ("verdict", "")),
                    models.Q(
                        models.Q(("verdict", ""), _negated=True),
                        ("checked_at__isnull", False),
                        ("checked_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="grants_verdict_has_person",
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["unit", "procedure_key", "ends_on"], name="grants_by_end"),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["reference"], name="grants_reference"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="grants_end_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="renewalinvitation",
            constraint=models.UniqueConstraint(
                fields=("grant", "ends_on"), name="grants_invited_once"
            ),
        ),
    ]
