"""A document for each addressee instead of one for all; letters that decide nothing."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (
        ("acts", "0001_initial"),
        ("authorities", "0001_initial"),
    )

    operations = (
        migrations.AddField("act", "title", models.TextField(default=""), preserve_default=False),
        migrations.AddField("addressee", "party_uuid", models.UUIDField(db_index=True, null=True)),
        migrations.AddField(
            "addressee", "role", models.CharField(default="applicant", max_length=60)
        ),
        migrations.AddField("addressee", "for_information", models.BooleanField(default=False)),
        migrations.AddField("addressee", "invitation_uuid", models.UUIDField(null=True)),
        migrations.AddField("addressee", "content", models.JSONField(default=dict)),
        migrations.AddField("addressee", "letter", models.JSONField(default=dict)),
        migrations.AddField("addressee", "unsealed_uuid", models.UUIDField(null=True)),
        migrations.AddField(
            "addressee", "document_uuid", models.UUIDField(db_index=True, null=True)
        ),
        migrations.AddField(
            "addressee",
            "verification_code",
            models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("correlation", models.CharField(max_length=120, unique=True)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=64)),
                ("procedure_key", models.CharField(max_length=60)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="authorities.unit",
                    ),
                ),
                ("reference", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("address_lines", models.JSONField(default=list)),
                ("letter", models.JSONField()),
                ("invitation_uuid", models.UUIDField(null=True)),
                ("written_at", models.DateTimeField()),
                ("document_uuid", models.UUIDField(null=True)),
                ("posted_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["subject_kind", "subject_id"], name="acts_notices_of_subject"
                    )
                ],
            },
        ),
    )
