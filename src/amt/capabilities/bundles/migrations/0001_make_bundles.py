import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bundle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("event", models.CharField(max_length=40)),
                (
                    "source_uuid",
                    models.UUIDField(help_text="the notice that began it", unique=True),
                ),
                ("notice_from", models.CharField(blank=True, max_length=200)),
                ("started_at", models.DateTimeField()),
                ("expires_on", models.DateField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="BundleMember",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("declined", "declined"),
                            ("waiting_for_confirmation", "waiting_for_confirmation"),
                            ("confirmed", "confirmed"),
                            ("needs_more", "needs_more"),
                            ("failed", "failed"),
                            ("submitted", "submitted"),
                        ],
                        default="open",
                        max_length=32,
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=60)),
                (
                    "problem_values",
                    models.JSONField(default=list, help_text="paths of what is missing"),
                ),
                ("draft_uuid", models.UUIDField(null=True, unique=True)),
                ("application_uuid", models.UUIDField(null=True, unique=True)),
                ("case_uuid", models.UUIDField(null=True, unique=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                (
                    "bundle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="bundles.bundle",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BundlePerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("role", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=400)),
                ("address_lines", models.JSONField(default=list)),
                ("claimed_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "bundle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="persons",
                        to="bundles.bundle",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BundleFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=200)),
                ("value", models.JSONField()),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("noticed", "noticed"),
                            ("told", "told"),
                            ("produced", "produced"),
                        ],
                        max_length=16,
                    ),
                ),
                ("basis", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "bundle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="bundles.bundle",
                    ),
                ),
                (
                    "by_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bundles.bundleperson",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BundleConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("evidence_key", models.CharField(max_length=60)),
                ("consents", models.BooleanField()),
                ("declared_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="bundles.bundlemember",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="bundles.bundleperson",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BundleConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answers_digest", models.CharField(max_length=64)),
                ("trust", models.PositiveSmallIntegerField()),
                ("confirmed_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="bundles.bundlemember",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="bundles.bundleperson",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BundleTransfer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("evidence_key", models.CharField(max_length=60)),
                ("paths", models.JSONField(default=list)),
                ("transferred_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transfers",
                        to="bundles.bundlemember",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="bundlemember",
            constraint=models.UniqueConstraint(
                fields=("bundle", "procedure_key"), name="bundles_member_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bundleperson",
            constraint=models.UniqueConstraint(
                fields=("bundle", "position"), name="bundles_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="bundleperson",
            constraint=models.UniqueConstraint(
                condition=models.Q(("account__isnull", False)),
                fields=("bundle", "account"),
                name="bundles_one_person_an_account",
            ),
        ),
        migrations.AddConstraint(
            model_name="bundlefact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("bundle", "path"),
                name="bundles_one_fact_holds",
            ),
        ),
        migrations.AddConstraint(
            model_name="bundleconfirmation",
            constraint=models.UniqueConstraint(
                fields=("person", "member", "answers_digest"), name="bundles_confirmed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bundletransfer",
            constraint=models.UniqueConstraint(
                fields=("member", "evidence_key"), name="bundles_passed_once"
            ),
        ),
    ]
