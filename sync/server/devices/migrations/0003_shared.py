from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("devices", "0002_held_packs"),
    ]

    operations = [
        migrations.AddField(
            model_name="device",
            name="shared_since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="deviceepoch",
            name="epoch",
            field=models.CharField(db_index=True, max_length=16),
        ),
    ]
