"""Habits the machine can watch: actors first, no text of rows, words of the field."""

import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOMS = [config.name for config in apps.get_app_configs() if config.name.startswith("eap.")]
AVOIDED = re.compile(r"(^|_)(user|patient|ticket_no|survey|comment|employee)(_|s?$)")


def _module(room: str, shelf: str):  # type: ignore[no-untyped-def]
    try:
        return import_module(f"{room}.{shelf}")
    except ModuleNotFoundError:
        return None


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_act_takes_the_actor_first(room: str) -> None:
    services = _module(room, "services")
    acts = (
        []
        if services is None
        else [
            function
            for name, function in vars(services).items()
            if inspect.isfunction(function)
            and function.__module__ == services.__name__
            and not name.startswith("_")
        ]
    )
    for act in acts:
        parameters = list(inspect.signature(act).parameters.values())
        assert parameters and parameters[0].name == "actor", f"{room}.{act.__name__}"
        positional = [p.name for p in parameters[1:] if p.kind is p.POSITIONAL_OR_KEYWORD]
        assert not positional, f"{room}.{act.__name__} takes {positional} by position"


@pytest.mark.parametrize("room", ROOMS)
def test_no_avoided_word_names_a_field(room: str) -> None:
    for model in apps.get_app_config(room.rpartition(".")[2]).get_models():
        names = [field.name for field in model._meta.concrete_fields] + [model.__name__.lower()]
        assert not [name for name in names if AVOIDED.search(name)], model.__name__


def test_no_file_grows_without_end() -> None:
    long = {
        str(path.relative_to(settings.BASE_DIR)): lines
        for folder in ("eap", "api", "frontend/src")
        for path in Path(settings.BASE_DIR, folder).rglob("*")
        if path.suffix in {".py", ".ts", ".tsx"}
        and path.name != "schema.d.ts"
        and (lines := len(path.read_text().splitlines())) > 600
    }
    assert not long
