"""Habits the machine can watch: actors first, no text of rows, words of the field."""

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import FunctionType

import pytest
from django.apps import apps
from django.conf import settings

ROOMS = [config.name for config in apps.get_app_configs() if config.name.startswith("eap.")]
ASIDE = {"migrations", "management", "written"}  # the last: rows of the demo, written in bulk
AVOIDED = re.compile(r"(^|_)(user|patient|ticket_no|survey|comment|employee)(_|s?$)")


def _is_act(function: FunctionType) -> bool:
    """Whether it acts as somebody: under `as_actor`, or by taking up `acting` itself.

    The vault writing its own tables in the middle of somebody's act is no act.
    """
    names = function.__code__.co_names
    wrapped = function.__code__.co_qualname == "as_actor.<locals>.run"
    return wrapped or ("acting" in names and "VAULT" not in names)


def _acts(room: str) -> Iterator[FunctionType]:
    """Every public function of the room's services, and of any module that acts as somebody."""
    for found in walk_packages(import_module(room).__path__, f"{room}."):
        if ASIDE & set(found.name.split(".")):
            continue
        module = import_module(found.name)
        for name, function in vars(module).items():
            here = inspect.isfunction(function) and function.__module__ == module.__name__
            act = here and (_is_act(function) or found.name == f"{room}.services")
            if act and not name.startswith("_"):
                yield function


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_act_takes_the_actor_first(room: str) -> None:
    for act in _acts(room):
        parameters = list(inspect.signature(act).parameters.values())
        told = f"{act.__module__}.{act.__name__}"
        assert parameters and parameters[0].name == "actor", told
        positional = [p.name for p in parameters[1:] if p.kind is p.POSITIONAL_OR_KEYWORD]
        assert not positional, f"{told} takes {positional} by position"


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
