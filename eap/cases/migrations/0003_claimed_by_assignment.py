from django.db import migrations


class Migration(migrations.Migration):
    """When a case was claimed is told by its assignment alone."""

    dependencies = [
        ("cases", "0002_reachable_states"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="case",
            name="claimed_at",
        ),
    ]
