"""What clients hold themselves: their private key, their data, who accessed it, their consents."""
