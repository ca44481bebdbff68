"""The programme as the employer and the provider set it up: sites, teams, headcounts, services.

Also the help lines and the words in which concerns and drivers are coded. Bears no client: not
here are clients (people), their visits, and the page that tells them who can see what.
"""
