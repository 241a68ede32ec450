from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_uploads_in_parts"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="prepared_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="received_sha256",
            field=models.CharField(blank=True, db_index=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="document",
            name="scan_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="scan_found",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="document",
            name="scan_state",
            field=models.CharField(
                choices=[
                    ("own", "eigenes"),
                    ("unscanned", "ohne Prüfung"),
                    ("pending", "wird geprüft"),
                    ("clean", "geprüft"),
                    ("infected", "Schadsoftware"),
                    ("failed", "noch nicht geprüft"),
                ],
                default="unscanned",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("scan_state__in", ("pending", "failed"))),
                fields=["scan_at"],
                name="documents_to_scan",
            ),
        ),
    ]
