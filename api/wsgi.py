"""Entry point of the web process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eap.settings")
os.environ.setdefault("HARBOUR_LOGIN", "app")
application = get_wsgi_application()
