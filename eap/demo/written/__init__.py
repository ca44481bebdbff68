"""What happened, written as rows in the shapes the rooms' services write."""
