"""A document for each addressee instead of one for all; letters that decide nothing.

What an act held becomes the copy of each of its addressees. The code on the document stays with the
first one: it stands on one document.
"""

import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def give_each_addressee_their_copy(apps: Any, schema_editor: Any) -> None:
    """Carry content, letter and document over from the act."""
    acts = apps.get_model("acts", "Act").objects.using(schema_editor.connection.alias)
    for act in acts.prefetch_related("addressees").iterator(chunk_size=500):
        acts.filter(id=act.id).update(title=act.content["title"])
        first = True
        for row in sorted(act.addressees.all(), key=lambda row: (row.position, row.id)):
            row.document_uuid = act.document_uuid
            if row.instead_of_id is None:
                row.content, row.letter = act.content, act.letter
                row.unsealed_uuid = act.unsealed_uuid if first else None
                row.verification_code = act.verification_code if first else ""
                first = False
            row.save()


class Migration(migrations.Migration):
    # Moving rows and changing their table do not go together in one transaction of PostgreSQL.
    atomic = False

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
        migrations.RunPython(give_each_addressee_their_copy, migrations.RunPython.noop),
        migrations.AddConstraint(
            "addressee",
            models.UniqueConstraint(
                condition=models.Q(("verification_code", ""), _negated=True),
                fields=("verification_code",),
                name="acts_one_code_a_copy",
            ),
        ),
        migrations.RemoveIndex("act", "acts_by_document"),
        migrations.RemoveField("act", "content"),
        migrations.RemoveField("act", "letter"),
        migrations.RemoveField("act", "unsealed_uuid"),
        migrations.RemoveField("act", "document_uuid"),
        migrations.RemoveField("act", "verification_code"),
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
