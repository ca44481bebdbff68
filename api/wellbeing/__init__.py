"""Self-checks for clients and their counsellors, the pulse for anybody with a strip."""
