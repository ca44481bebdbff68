"""The domain of Harbour. It knows nothing of HTTP; `api` is its only door."""
