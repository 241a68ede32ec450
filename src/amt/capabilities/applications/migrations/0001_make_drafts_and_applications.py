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
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("procedure_key", models.CharField(max_length=80)),
                ("form_key", models.CharField(max_length=40)),
                ("form_version", models.PositiveIntegerField()),
                ("answers", models.JSONField(default=dict)),
                (
                    "raw",
                    models.JSONField(
                        default=dict, help_text="by page: what was typed and cannot be read yet"
                    ),
                ),
                (
                    "prefill",
                    models.JSONField(default=dict, help_text="by path: what the sign-in said"),
                ),
                ("current_step", models.CharField(blank=True, max_length=40)),
                ("started_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                ("expires_on", models.DateField(db_index=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("draft_uuid", models.UUIDField(unique=True)),
                ("procedure_key", models.CharField(max_length=80)),
                ("form_key", models.CharField(max_length=40)),
                ("form_version", models.PositiveIntegerField()),
                ("reference", models.CharField(max_length=40, unique=True)),
                ("code_seed", models.CharField(max_length=64)),
                ("code_digest", models.CharField(max_length=64)),
                ("consents_electronic", models.BooleanField()),
                ("submitted_at", models.DateTimeField()),
                ("receipt_document_uuid", models.UUIDField(null=True)),
                ("case_uuid", models.UUIDField(db_index=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="applications.draft",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WrongCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_digest", models.CharField(max_length=64)),
                ("hour", models.DateTimeField()),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key_digest", "hour"), name="applications_wrong_code_hour"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("submitted_at", None)),
                fields=("account", "procedure_key", "form_key"),
                name="applications_one_open_draft",
            ),
        ),
    ]
