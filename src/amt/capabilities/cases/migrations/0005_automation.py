"""Whether the machine decides cases of a service alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_name_the_acts_of_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AutomationSwitch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("procedure_key", models.CharField(max_length=80)),
                ("on", models.BooleanField()),
                ("sampled_share_percent", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["procedure_key", "-id"], name="cases_automation")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sampled_share_percent__lte", 100)),
                        name="cases_share_is_percent",
                    )
                ],
            },
        ),
    ]
