"""Tables that come with libraries, in one place: what they hold and that no client is in them."""

TABLES = {
    "account": "work e-mail addresses of staff and their confirmation",
    "mfa": "second factors of staff",
    "usersessions": "signed-in sessions of staff",
    "sessions": "signed-in sessions of staff; clients have their own, `people.ClientSession`",
    "socialaccount": "outside sign-in of operations staff, when configured",
    "contenttypes": "Django's register of models",
    "procrastinate": "jobs: names and opaque ids, never content",
}
