"""Decisions know their act, may be made by the machine, and belong to a review of many cases."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_parties_deeds_and_consultations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="act_key",
            field=models.CharField(db_default="", default="", max_length=60),
        ),
        migrations.AddField(
            model_name="decision",
            name="automatic",
            field=models.BooleanField(
                db_default=False, default=False, help_text="whether the machine decided"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="review_key",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="of a review of many cases",
                max_length=120,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("review_key", ""), _negated=True),
                fields=("case", "review_key"),
                name="cases_reviewed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("automatic", True), ("decided_by", None)),
                    models.Q(("automatic", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="cases_person_or_machine",
            ),
        ),
    ]
