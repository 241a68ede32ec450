from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0004_let_others_act")]

    operations = [
        migrations.AddField(
            model_name="call",
            name="found_parties",
            field=models.JSONField(db_default=[], default=list),
        ),
        migrations.AddField(
            model_name="call",
            name="parties",
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
