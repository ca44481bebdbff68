"""Booking and preparing for clients; Today, queue, caseload and a case's page for counsellors."""
