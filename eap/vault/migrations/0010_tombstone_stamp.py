from django.db import migrations, models


class Migration(migrations.Migration):
    """One that stands has no stamp, and the store of shares knows of it besides."""

    dependencies = [("vault", "0009_passkeys")]

    operations = [
        migrations.AddField(
            model_name="tombstone",
            name="stamp",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
    ]
