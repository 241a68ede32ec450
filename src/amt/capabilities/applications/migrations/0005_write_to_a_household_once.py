"""Households that were written to because they probably have a claim."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_apply_informally_and_once_more")]

    operations = [
        migrations.CreateModel(
            name="Outreached",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source_uuid",
                    models.UUIDField(help_text="made of service and household", unique=True),
                ),
                ("procedure_key", models.CharField(max_length=80)),
                ("invited_on", models.DateField()),
                ("forget_on", models.DateField(db_index=True)),
            ],
        ),
    ]
