"""What `settings.json` says, with every choice as a dictionary."""
import json

CHOICES = ("optimizer", "schedule", "clipping", "early_stopping")


def named(choice):
    """A choice without numbers is its name alone in the file."""
    return {"name": choice} if isinstance(choice, str) else choice


def read(folder):
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    recipe = settings["recipe"]
    for key in CHOICES:
        recipe[key] = named(recipe[key])
    for key in ("augmentation", "metrics"):
        recipe[key] = [named(choice) for choice in recipe[key]]
    if recipe["monitor"] is not None:
        recipe["monitor"] = named(recipe["monitor"])
    return settings
