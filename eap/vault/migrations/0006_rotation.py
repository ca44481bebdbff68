from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vault", "0005_escrow_request")]

    operations = [
        migrations.AddField(
            model_name="seed",
            name="due",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={"db_table": "vault_milestone"},
        ),
    ]
