"""Sealing: how content is kept so that only a person who may read it can, and leaves a trace.

Content is sealed under the seed of a *file* (a case, a client's own drawer, a call for help).
Whoever may act on a thing adds to its file without a key; reading takes an unlock, a permission
and a purpose, and the trace is committed before the first byte is decrypted.

What the rooms use:

    keyring    make_keyring, client_session_key, and for `manage.py keys` root, move_root,
               rotate_root, retire_root
    fields     SealedField, Sealed
    models     File, to point at
    sealing    Place, new_file, seal, destroy_file, destroy_client, erased_of, tombstones
    unlock     unlock, unlock_own, unlock_live, start_duty, stay_open, lock, unlock_state, unlocked
    enrolment, passkeys, arrival
               a person's own key: set, recovered, by a device, on first coming in
    circles, desks, desk_keys
               who holds a file, who opens a desk
    calls, live
               a call for help that somebody takes, and text while a page is open
    opening    open_through, Door, Opened
    attachments
               attach, read_attachment, destroy_attachment, Descriptor
    custodians standing_key, give
    ceremonies standing_requests, object_to
    operational
               seal, open_many, Value, Cell: what a job must know with nobody logged in
    blind      blind_index, blind_indexes, index_versions, found_by, bare_code
    words12    new_words, entropy_of
    overview   what the page Keys shows
    words, policies, wrapping, shredding
               Desk, Holder, VAULT, Place, STRAYS_KEPT_FOR: names that rooms and jobs say

Everything else here is the vault's own. Names given to `Place` and `blind_index` are part of the
ciphertext: they are constants that stay when a table or a column is renamed.

A model with sealed columns says how its rows are bound, so that `manage.py vault check` can try
every cell:

    class Note(models.Model):
        id = models.UUIDField(primary_key=True)          # always a UUID, made before the row
        case = models.ForeignKey("cases.Case", ...)
        version = models.PositiveIntegerField(default=1)
        body = SealedField()

        class Sealing:
            table = "note"               # Place.table; never renamed, used by one model only
            file = "case.file_id"        # the way from the row to its file's id
            version = "version"          # the way to Place.version; or {field: way}; None: always 1
            columns = {"body": "text"}   # field -> Place.column; left out: the field's name

A model with blind indexes says which they are (`Indexes`, see `indexes`), and whoever looks one
up asks for it by every index root (`blind_indexes`): the roots change while people come in.

A row whose sealed columns are rewritten raises its version and seals all of them anew: then an
older ciphertext put back by SQL is refused. Not here: who may read what. That is each room's
permission table; the vault asks it.
"""
