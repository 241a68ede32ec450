"""Keep the language in which a message was written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("mailbox", "0001_initial"),)

    operations = (
        migrations.AddField(
            model_name="message",
            name="language",
            field=models.CharField(db_default="de", default="de", max_length=10),
        ),
    )
