#!/usr/bin/python3
"""What the real server does on a store, a folder or a disk that is bad.

It refuses with a sentence that says what to do, changes nothing, and serves
again with nothing lost once the cause is gone. `entented verify` tells by its
exit code an altered store (10), one cut short (11) and one that cannot be
checked (12).

usage: bad_store.py ENTENTED PROTO_FOLDER [unittest's own arguments]

The full disk and the read-only folder are mounts of their own, in a name space
that only their test sees; who may not make one is told that they were skipped.
"""

import contextlib
import os
import pathlib
import shutil
import sqlite3
import subprocess

import grpc

from good_store import (MountedServer, StoreTest, digests, mounted,
                        run_tests)
from python_client import Server, request_id



class BadStore(StoreTest):

    maxDiff = None

    def setUp(self):
        super().setUp()
        self.data = self.copy()

    def path(self, name):
        return pathlib.Path(self.data, name)

    def refused(self, *said, prefix=()):
        """`serve` ends with an error that says all of `said`, and touches no
        byte of the store."""
        before = digests(self.data)
        done = subprocess.run(
            [*prefix, self.entented, "serve", "--data", self.data,
             "--listen", f"unix:{self.folder}/socket"],
            capture_output=True, text=True, timeout=30, check=False)
        words = done.stderr
        self.assertEqual(done.returncode, 1, words)
        self.assertEqual(words.count("\n"), 1, words)
        self.assertRegex(words, r"^entented: [A-Z/].*\S$")
        for each in said:
            self.assertIn(each, words)
        self.assertEqual(digests(self.data), before)
        self.assertFalse(os.path.exists(f"{self.folder}/socket"))

    def serves(self, data=None):
        """The store serves, with all that was in it, and takes more."""
        server = Server(self.entented, data or self.data)
        server.start()
        try:
            with server.channel() as channel:
                self.assertEqual(
                    self.good.get(channel, self.good.grievance.grievance_id),
                    self.good.grievance)
                self.good.file(channel, request_id())
        finally:
            server.stop()
        code, words = server.verify()
        self.assertEqual(code, 0, words)

    def verify(self, code, *said):
        before = digests(self.data)
        found, words = Server(self.entented, self.data).verify()
        self.assertEqual(found, code, words)
        for each in said:
            self.assertIn(each, words)
        self.assertEqual(digests(self.data), before)

    def sql(self, *statements):
        """As somebody with the sqlite3 shell would, the server being down."""
        with contextlib.closing(
                sqlite3.connect(self.path("store.db"))) as database:
            for statement in statements:
                database.execute(statement)
            database.commit()

    def put_back(self, name):
        shutil.copy2(f"{self.good.data}/{name}", self.path(name))

    def test_a_good_store_serves(self):
        self.verify(0, "sound")
        self.serves()

    def test_a_store_from_a_newer_version(self):
        self.sql("PRAGMA user_version = 99",
                 "INSERT INTO schema_migration VALUES (99, 99, 'later', 0)")
        self.refused("written by a newer version", "Install that version",
                     "Nothing was changed")
        self.put_back("store.db")
        self.serves()

    def test_a_database_of_another_program(self):
        self.sql("PRAGMA application_id = 7")
        self.refused("database of another program", "Name the folder")
        self.put_back("store.db")
        self.serves()

    def test_no_database_at_all(self):
        self.path("store.db").write_bytes(b"This is a letter.\n" * 1000)
        self.refused("did not pass its opening checks", "restore the last "
                     "backup")
        self.verify(10, "file is not a database")
        self.put_back("store.db")
        self.serves()

    def test_overwritten_pages_after_a_crash(self):
        # As after a kill: the marker of a clean stop is gone.
        self.path("store.db.stopped-cleanly").unlink()
        with open(self.path("store.db"), "r+b") as file:
            file.seek(4096)
            file.write(os.urandom(20 * 4096))
        self.refused("did not pass its opening checks",
                     "Nothing was changed or repaired", "restore the last "
                     "backup")
        found, words = Server(self.entented, self.data).verify()
        self.assertIn(found, (10, 12), words)
        self.put_back("store.db")
        self.serves()

    def test_a_truncated_file(self):
        whole = self.path("store.db").read_bytes()
        self.path("store.db").write_bytes(whole[:len(whole) // 2])
        self.refused("restore the last backup")
        self.put_back("store.db")
        self.serves()

    def test_an_empty_file(self):
        self.path("store.db").write_bytes(b"")
        self.refused("missing or empty", "Put it back")
        self.verify(12)
        self.put_back("store.db")
        self.serves()

    def test_a_missing_key_file(self):
        self.path("store.key").unlink()
        self.refused("store.key is missing", "Put back the copy")
        self.verify(12, "store.key")
        self.put_back("store.key")
        self.serves()

    def test_a_wrong_key_file(self):
        self.path("store.key").write_bytes(os.urandom(32))
        self.refused("not the one", "Put back the key file")
        self.verify(12)
        self.put_back("store.key")
        self.serves()

    def test_a_key_file_that_others_can_read(self):
        self.path("store.key").chmod(0o644)
        self.refused("can be read by other users", "chmod 600")
        self.path("store.key").chmod(0o600)
        self.serves()

    def test_missing_keys(self):
        self.path("keys.db").unlink()
        self.refused("keys.db")
        self.put_back("keys.db")
        self.serves()

    def test_a_log_that_was_cut_short(self):
        self.sql("DROP TRIGGER events_keep_delete",
                 "DELETE FROM events WHERE sequence = "
                 "(SELECT max(sequence) FROM events)",
                 "CREATE TRIGGER events_keep_delete BEFORE DELETE ON events\n"
                 "BEGIN\n"
                 "  SELECT RAISE(ABORT, 'events are append-only');\n"
                 "END")
        self.refused("event log", "restore the last backup")
        self.verify(11)
        self.put_back("store.db")
        self.serves()

    def test_a_byte_altered_in_a_row_is_found_and_its_record_named(self):
        with contextlib.closing(
                sqlite3.connect(self.path("store.db"))) as database:
            record = bytearray(database.execute(
                "SELECT record FROM grievances WHERE grievance_id = ?",
                (self.good.grievance.grievance_id,)).fetchone()[0])
            at = record.find(b"Timing of interventions")
            self.assertGreater(at, 0)
            record[at] ^= 0x20
            database.execute(
                "UPDATE grievances SET record = ? WHERE grievance_id = ?",
                (bytes(record), self.good.grievance.grievance_id))
            database.commit()
        self.verify(10, self.good.grievance.grievance_id, "altered")
        self.put_back("store.db")
        self.serves()

    def test_a_byte_altered_in_a_payload_is_found_and_its_record_named(self):
        with contextlib.closing(
                sqlite3.connect(self.path("store.db"))) as database:
            trigger = database.execute(
                "SELECT sql FROM sqlite_schema WHERE name = "
                "'events_keep_update'").fetchone()[0]
            sequence, payload = database.execute(
                "SELECT sequence, payload FROM events WHERE record_id = ? "
                "ORDER BY sequence",
                (self.good.grievance.grievance_id,)).fetchone()
            altered = bytearray(payload)
            altered[len(altered) // 2] ^= 1
            database.execute("DROP TRIGGER events_keep_update")
            database.execute("UPDATE events SET payload = ? "
                             "WHERE sequence = ?", (bytes(altered), sequence))
            database.execute(trigger)
            database.commit()
        self.verify(10, self.good.grievance.grievance_id, "altered")
        self.put_back("store.db")
        self.serves()

    def test_a_folder_that_is_not_there(self):
        done = subprocess.run(
            [self.entented, "serve", "--data", f"{self.folder}/absent"],
            capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("Make one there with init", done.stderr)
        self.assertFalse(os.path.exists(f"{self.folder}/absent"))

    def test_a_read_only_folder(self):
        with mounted(f"mount --bind {self.data} {self.data}\n"
                     f"mount -o remount,ro,bind {self.data}") as (prefix, _):
            self.refused("cannot be written to", "Give the server's user",
                         prefix=prefix)
        self.serves()

    def test_a_disk_that_fills_up_while_it_is_served(self):
        disk = f"{self.folder}/disk"
        os.mkdir(disk)
        with mounted(f"mount -t tmpfs -o size=64m tmpfs {disk}\n"
                     f"cp -a {self.data} {disk}/data") as (prefix, root):
            server = MountedServer(self.entented, prefix, f"{disk}/data",
                                   f"{self.folder}/socket")
            server.start()
            with server.channel() as channel:
                kept = self.file_until_full(channel, f"{root}{disk}/filler")
                # It still shows what is there.
                for grievance_id in kept:
                    self.good.get(channel, grievance_id)
                os.unlink(f"{root}{disk}/filler")
                again = self.good.file(channel, self.refused_request)
                self.assertFalse(again.replayed)
                kept.append(again.grievance.grievance_id)
            server.stop()
            code, words = server.verify()
            self.assertEqual(code, 0, words)
            server.start()
            with server.channel() as channel:
                for grievance_id in kept:
                    self.good.get(channel, grievance_id)
            server.stop()

    def file_until_full(self, channel, filler):
        """Files until the disk is full; the ids of what was acknowledged."""
        kept = [self.good.file(channel, request_id()).grievance.grievance_id]
        with open(filler, "wb", buffering=0) as file:
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"\0" * 4096)
        for _ in range(2000):
            request = request_id()
            try:
                kept.append(
                    self.good.file(channel, request).grievance.grievance_id)
            except grpc.RpcError as error:
                self.assertEqual(error.code(),
                                 grpc.StatusCode.RESOURCE_EXHAUSTED, error)
                self.assertIn("disk", error.details())
                self.refused_request = request
                return kept
        self.fail("the disk never filled up")

    def test_a_disk_that_is_full_when_it_starts(self):
        disk = f"{self.folder}/disk"
        os.mkdir(disk)
        with mounted(f"mount -t tmpfs -o size=64m tmpfs {disk}\n"
                     f"cp -a {self.data} {disk}/data\n"
                     f"cat /dev/zero > {disk}/filler 2>/dev/null || true"
                     ) as (prefix, root):
            server = MountedServer(self.entented, prefix, f"{disk}/data",
                                   f"{self.folder}/socket")
            server.start()
            with server.channel() as channel:
                self.good.get(channel, self.good.grievance.grievance_id)
                with self.assertRaises(grpc.RpcError) as refused:
                    self.good.file(channel, request_id())
                self.assertEqual(refused.exception.code(),
                                 grpc.StatusCode.RESOURCE_EXHAUSTED)
            server.stop()
            os.unlink(f"{root}{disk}/filler")
            shutil.copytree(f"{root}{disk}/data", f"{self.folder}/saved")
        self.serves(f"{self.folder}/saved")


if __name__ == "__main__":
    run_tests()
