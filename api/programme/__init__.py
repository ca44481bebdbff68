"""What anybody may read without coming in: services, sites, help lines, who sees what."""
