"""The client, known only by pseudonym: how they come in, their cards, codes, key and consents.

A client comes by visit code (12 digits, opens no content) or private key (12 words). A card is
what people hold and type; its row, which knows only a keyed hash, is called a voucher. Not here:
what a client says (cases, notes, messages), what is booked, and anything that names a person.
"""
