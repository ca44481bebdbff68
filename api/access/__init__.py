"""Inviting, changing and retiring the programme's staff."""
