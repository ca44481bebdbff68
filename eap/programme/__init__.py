"""The programme as the employer and the provider set it up: sites, teams, headcounts, services.

Also the help lines, the words in which concerns and drivers are coded, and the page that tells a
person who can see what. Bears no client: not here are clients (people) and their visits.
"""
