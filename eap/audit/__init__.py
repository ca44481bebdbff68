"""Who did which act on which reference: append-only, sealed in batches, verifiable from outside.

Rooms call `services.record` in the transaction of the act. The sealer closes finished
transactions into Merkle batches and signs the growing head; `verify` hashes every row again.

Not here: content of any kind, and the application's technical log. The trail is tamper-evident,
not tamper-proof: whoever holds the server, the signing key and every copy of the head could
write another history, so heads belong in other hands as well (`manage.py audit head`).
"""
