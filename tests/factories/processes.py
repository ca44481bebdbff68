"""Processes of their own on the tests' database, each with the login it would have."""

from urllib.parse import quote, urlencode

from django.db import connection


def login_url(role: str) -> str:
    """The address of the tests' database for a process that steps down to `role`."""
    login = connection.get_connection_params()
    known = {name: login[name] for name in ("host", "port", "password") if login.get(name)}
    query = urlencode({**known, "options": f"-c role={role}"}, quote_via=quote)
    return f"postgres://{login['user']}@/{login['dbname']}?{query}"
