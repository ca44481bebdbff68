"""What operations may read: indicators rolled up, noised, charged to a ledger, frozen in releases.

Not here: single persons or their content. This room reads bounded contributions and headcounts,
holds no key, and never looks into cases, people or the vault.
"""
