"""A message that is sent again, because its answer was lost, is the same message."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("messages", "0001_initial"),)
    operations = (
        migrations.AddField(model_name="message", name="key", field=models.UUIDField(null=True)),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("appointment_id", "author_id", "key"), name="messages_sent_once"
            ),
        ),
    )
