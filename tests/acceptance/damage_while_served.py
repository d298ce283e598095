#!/usr/bin/python3
"""Damage that opening a store does not see, and the check that finds it.

After a clean stop the server serves at once, and checks the rest of the store
in the background. What it finds then ends it: exit code 65, which the init
system does not answer with a new start.

usage: damage_while_served.py ENTENTED PROTO_FOLDER [unittest's arguments]
"""

import contextlib
import pathlib
import signal
import sqlite3
import subprocess
import time

import grpc

from good_store import StoreTest, run_tests
from python_client import Server, request_id


DAMAGED = 65
SERVING = b"\x08\x01"  # grpc.health.v1.HealthCheckResponse
NOT_SERVING = b"\x08\x02"
# So many rows that the check takes a good part of a second at least.
MANY_ROWS = 1500000


class DamageWhileServed(StoreTest):

    def setUp(self):
        super().setUp()
        self.data = self.copy()
        self.marker = pathlib.Path(f"{self.data}/store.db.stopped-cleanly")

    def serve(self):
        return self.begin(Server(self.entented, self.data))

    def open(self):
        return contextlib.closing(sqlite3.connect(f"{self.data}/store.db"))

    def make_large(self):
        with self.open() as database:
            database.execute(
                "WITH RECURSIVE n (i) AS "
                "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
                "INSERT INTO idempotency SELECT 'nobody', 'none', "
                "printf('%08d', i), x'00', '', i, x'00' FROM n", (MANY_ROWS,))
            database.commit()

    def overwrite_the_middle_of_a_page(self, table):
        with self.open() as database:
            page = database.execute(
                "SELECT rootpage FROM sqlite_schema WHERE name = ?",
                (table,)).fetchone()[0]
            size = database.execute("PRAGMA page_size").fetchone()[0]
        with open(f"{self.data}/store.db", "r+b") as file:
            # The end of a page is where its first rows are.
            file.seek((page - 1) * size + size // 2)
            file.write(b"\xff" * (size // 2))

    def alter_the_first_payload(self):
        with self.open() as database:
            trigger = database.execute(
                "SELECT sql FROM sqlite_schema WHERE name = "
                "'events_keep_update'").fetchone()[0]
            database.execute("DROP TRIGGER events_keep_update")
            payload = bytearray(database.execute(
                "SELECT payload FROM events WHERE sequence = 1").fetchone()[0])
            payload[-1] ^= 1
            database.execute("UPDATE events SET payload = ? "
                             "WHERE sequence = 1", (bytes(payload),))
            database.execute(trigger)
            database.commit()

    def ended_for_damage(self, server, *said):
        self.assertEqual(server.process.wait(timeout=60), DAMAGED)
        words = server.process.stderr.read().decode()
        for each in (*said, '"level":"error"', '"event":"store damaged"',
                     "look at what verify says", "restore the last backup"):
            self.assertIn(each, words)
        # No content and no names.
        self.assertNotIn("Timing", words)
        self.assertNotIn("Python", words)
        self.assertFalse(self.marker.exists())

    def test_a_sound_store_says_so_and_serves_on(self):
        server = self.serve()
        with server.channel() as channel:
            self.good.file(channel, request_id())
            time.sleep(2)
            self.good.file(channel, request_id())
        server.process.terminate()
        self.assertEqual(server.process.wait(timeout=15), 0)
        self.assertIn('"event":"contents checked"',
                      server.process.stderr.read().decode())

    def test_a_damaged_page_ends_the_server_and_keeps_it_from_starting(self):
        self.overwrite_the_middle_of_a_page("deadlines")
        self.assertTrue(self.marker.exists())
        server = subprocess.Popen(
            [self.entented, "serve", "--data", self.data],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(server.stderr.close)
        holder = Server(self.entented, self.data)
        holder.process = server
        self.ended_for_damage(holder, "quick_check found")
        again = subprocess.run(
            [self.entented, "serve", "--data", self.data],
            capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(again.returncode, 1)
        self.assertIn("did not pass its opening checks", again.stderr)

    def test_an_altered_log_ends_the_server_while_it_answers(self):
        server = self.serve()
        with server.channel() as channel:
            for _ in range(70):  # Opening looks at the last 64 events.
                self.good.file(channel, request_id())
        server.process.terminate()
        self.assertEqual(server.process.wait(timeout=15), 0)
        self.alter_the_first_payload()
        self.make_large()
        self.assertTrue(self.marker.exists())
        server = self.serve()
        with server.channel() as channel:
            health = channel.unary_stream("/grpc.health.v1.Health/Watch")(
                b"", wait_for_ready=True, timeout=60)
            self.assertEqual(next(health), SERVING)
            filed = self.good.file(
                channel, request_id()).grievance.grievance_id
            self.assertEqual(next(health), NOT_SERVING)
            health.cancel()
            # By the server that refuses, or by the transport that ends.
            with self.assertRaises(grpc.RpcError):
                self.good.file(channel, request_id())
        self.ended_for_damage(server, "event 1 of the log")
        # What was acknowledged is there, and nothing else.
        with self.open() as database:
            kept = {row[0] for row in database.execute(
                "SELECT grievance_id FROM grievances")}
        self.assertIn(filed, kept)
        self.assertEqual(len(kept), 1 + 70 + 1)

    def test_a_stop_does_not_wait_for_the_check(self):
        self.make_large()
        server = self.serve()
        with server.channel() as channel:
            self.good.file(channel, request_id())
        begin = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        self.assertEqual(server.process.wait(timeout=15), 0)
        self.assertLess(time.monotonic() - begin, 2)
        self.assertNotIn("contents checked",
                         server.process.stderr.read().decode())
        self.assertTrue(self.marker.exists())


if __name__ == "__main__":
    run_tests()
