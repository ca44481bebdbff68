"""What happens at the synthetic company, as plain values. Pure: nothing here knows the database."""
