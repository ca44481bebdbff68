"""Coming in, being known and leaving, for clients and staff. Staff sign in through `/auth/`."""
