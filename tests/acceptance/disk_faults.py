#!/usr/bin/python3
"""What the real server answers while its disk fails under it.

A library that is loaded before the C library (tests/testing/disk_faults.cc)
makes single calls of the system fail. A failed sync or write ends the server
with exit code 70, since nobody knows what the disk holds: whoever waits reads
OUTCOME_UNKNOWN, and repeats the call under the same request id once the server
is back. A full disk ends nothing.

usage: disk_faults.py ENTENTED PROTO_FOLDER LIBRARY [unittest's arguments]
"""

import contextlib
import errno
import os
import pathlib
import shutil
import sqlite3

import grpc

from good_store import FailingServer, MountedServer, StoreTest, run_tests
from python_client import (Caller, document_header, messages, request_id,
                           timing_grievance)


DISK_FAILED = 70
IN_FLIGHT = 64


class DiskFaults(StoreTest):

    def setUp(self):
        super().setUp()
        self.data = self.copy()
        self.server = FailingServer(self.entented, self.library, self.data,
                                    f"{self.folder}/faults")
        self.kept = set()  # The ids of what was acknowledged.
        self.start()

    def start(self):
        self.begin(self.server)

    def file(self, channel, request=None):
        answer = self.good.file(channel, request or request_id())
        self.kept.add(answer.grievance.grievance_id)
        return answer

    def refused(self, channel, code, reason):
        """Files, is refused so, and returns the request id."""
        request = request_id()
        with self.assertRaises(grpc.RpcError) as refused:
            self.good.file(channel, request)
        self.said(refused.exception, code, reason)
        return request

    def said(self, error, code, reason):
        self.assertEqual(error.code(), code, error)
        details = dict(error.trailing_metadata() or ())
        self.assertIn(reason.encode(),
                      details.get("grpc-status-details-bin", b""), error)

    def ended_with(self, code, *said):
        self.assertEqual(self.server.process.wait(timeout=20), code)
        words = self.server.process.stderr.read().decode()
        for each in said:
            self.assertIn(each, words)

    def all_is_there_after_a_restart(self, *requests):
        """Nothing acknowledged is lost, and what had no answer is answered."""
        with contextlib.suppress(FileNotFoundError):
            self.server.recover()
        self.start()
        with self.server.channel() as channel:
            for request in requests:
                self.file(channel, request)
            for grievance_id in self.kept:
                self.good.get(channel, grievance_id)
            self.file(channel)
        self.server.stop()
        with contextlib.closing(
                sqlite3.connect(f"{self.data}/store.db")) as database:
            ids = {row[0] for row in database.execute(
                "SELECT grievance_id FROM grievances")}
        self.assertEqual(
            ids, self.kept | {self.good.grievance.grievance_id})
        code, words = self.server.verify()
        self.assertEqual(code, 0, words)

    def test_a_failed_sync_leaves_the_outcome_of_the_group_unknown(self):
        with self.server.channel() as channel:
            self.file(channel)
            self.server.fail("sync", errno.EIO, "/store.db-wal")
            caller = Caller(channel, self.good.token)
            method = caller.method("GrievanceService", "FileGrievance",
                                   messages("grievance_service")
                                   .GrievanceAnswer)
            requests = [request_id() for _ in range(IN_FLIGHT)]
            local_id = self.good.local_id
            calls = [method.future(timing_grievance(local_id, request),
                                   metadata=caller.metadata(), timeout=20)
                     for request in requests]
            unknown = 0
            for call in calls:
                error = call.exception()
                self.assertEqual(error.code(), grpc.StatusCode.UNAVAILABLE)
                details = dict(error.trailing_metadata() or ())
                unknown += (b"OUTCOME_UNKNOWN" in
                            details.get("grpc-status-details-bin", b""))
            # One group at least was under way, and is told what it is.
            self.assertGreater(unknown, 0)
        self.ended_with(DISK_FAILED, '"event":"disk failed"')
        self.all_is_there_after_a_restart(*requests)

    def test_a_failed_sync_while_the_log_is_moved_loses_nothing(self):
        self.server.fail("sync", errno.EIO, "/store.db")
        request = request_id()
        with self.server.channel() as channel:
            with self.assertRaises(grpc.RpcError):
                for _ in range(3000):
                    request = request_id()
                    self.file(channel, request)
        self.ended_with(DISK_FAILED, '"event":"disk failed"')
        self.all_is_there_after_a_restart(request)

    def test_a_failed_write_ends_the_server(self):
        for number in (errno.EIO, errno.EROFS):
            with self.subTest(errno.errorcode[number]):
                with self.server.channel() as channel:
                    self.file(channel)
                    # As after a remount for reading only.
                    self.server.fail("write", number, "/store.db-wal")
                    request = self.refused(
                        channel, grpc.StatusCode.UNAVAILABLE,
                        "OUTCOME_UNKNOWN")
                self.ended_with(DISK_FAILED, '"event":"disk failed"')
                self.all_is_there_after_a_restart(request)
                self.start()

    def test_a_full_disk_or_quota_refuses_changes_until_there_is_room(self):
        for number in (errno.ENOSPC, errno.EDQUOT):
            with self.subTest(errno.errorcode[number]):
                with self.server.channel() as channel:
                    kept = self.file(channel).grievance.grievance_id
                    self.server.fail("write", number, "/store.db-wal")
                    request = self.refused(
                        channel, grpc.StatusCode.RESOURCE_EXHAUSTED,
                        "STORE_FULL")
                    self.good.get(channel, kept)
                    self.server.recover()
                    self.assertFalse(self.file(channel, request).replayed)
        self.server.stop()
        self.all_is_there_after_a_restart()

    def test_no_room_for_the_index_of_the_log_leaves_the_outcome_unknown(self):
        # By then SQLite has written and synced what is to be committed.
        self.server.fail("write", errno.ENOSPC, "/store.db-shm")
        request = request_id()
        with self.server.channel() as channel, contextlib.closing(
                sqlite3.connect(f"file:{self.data}/store.db?mode=ro",
                                uri=True)) as reader:
            self.file(channel)
            # A reader of long ago keeps the log from starting anew.
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM events").fetchone()
            with self.assertRaises(grpc.RpcError) as refused:
                for _ in range(3000):
                    request = request_id()
                    self.file(channel, request)
            self.said(refused.exception, grpc.StatusCode.UNAVAILABLE,
                      "OUTCOME_UNKNOWN")
        self.ended_with(DISK_FAILED, '"event":"disk failed"')
        self.all_is_there_after_a_restart(request)

    def test_a_page_that_cannot_be_read_is_an_error_and_no_answer(self):
        with self.server.channel() as channel:
            for _ in range(300):
                self.file(channel)
        self.server.stop()
        self.start()
        # To the check in the background, such a page is damage.
        while b"contents checked" not in self.server.process.stderr.readline():
            pass
        with self.server.channel() as channel:
            self.server.fail("read", errno.EIO, "/store.db")
            for grievance_id in self.kept:
                try:
                    self.good.get(channel, grievance_id)
                except grpc.RpcError as error:
                    self.said(error, grpc.StatusCode.INTERNAL,
                              "INTERNAL_ERROR")
                    break
            else:
                self.fail("every page was in memory")
            self.server.recover()
            self.good.get(channel, grievance_id)
        self.server.stop()
        self.all_is_there_after_a_restart()

    def stored_files(self):
        """What there is below documents/, marks and all."""
        return [path for path in pathlib.Path(
            f"{self.data}/documents").rglob("*") if path.is_file()]

    def test_nothing_is_kept_of_a_document_that_the_disk_does_not_take(self):
        file_id = self.good.grievance.grievance_id
        with self.server.channel() as channel:
            rep = Caller(channel, self.good.token)
            content = os.urandom(300_000)
            for call, number, ending, code, reason in (
                    ("write", errno.ENOSPC, ".part",
                     grpc.StatusCode.RESOURCE_EXHAUSTED, "STORE_FULL"),
                    ("write", errno.EDQUOT, ".part",
                     grpc.StatusCode.RESOURCE_EXHAUSTED, "STORE_FULL"),
                    ("sync", errno.EIO, ".part",
                     grpc.StatusCode.INTERNAL, "INTERNAL_ERROR"),
                    ("sync", errno.ENOSPC, "/incoming",
                     grpc.StatusCode.RESOURCE_EXHAUSTED, "STORE_FULL"),
                    ("write", errno.ENOSPC, "/store.db-wal",
                     grpc.StatusCode.RESOURCE_EXHAUSTED, "STORE_FULL")):
                for own in (False, True):
                    with self.subTest(call=call, ending=ending, own=own):
                        request = request_id()
                        header = document_header(request, file_id, own=own)
                        self.server.fail(call, number, ending)
                        with self.assertRaises(grpc.RpcError) as refused:
                            rep.add_document(header, content).result()
                        self.said(refused.exception, code, reason)
                        self.assertEqual(self.stored_files(), [])
                        self.server.recover()
            # The last of them, once there is room.
            answer = rep.add_document(header, content).result()
            self.assertFalse(answer.replayed)
            self.assertEqual(
                rep.read_document(answer.document.document_id), content)
            # It is read while there is no room to add to it.
            self.server.fail("write", errno.ENOSPC, ".part")
            self.assertEqual(
                rep.read_document(answer.document.document_id), content)
            self.server.recover()
        self.server.stop()
        self.assertEqual(len(self.stored_files()), 1)
        self.all_is_there_after_a_restart()

    def test_a_folder_that_is_closed_while_it_is_served(self):
        self.server.stop()
        prefix = []
        entented = self.entented
        if os.geteuid() == 0:
            # Root passes every permission, and may stand where others cannot
            # enter.
            prefix = ["setpriv", "--reuid=65534", "--regid=65534",
                      "--clear-groups"]
            entented = shutil.copy(self.entented, f"{self.folder}/entented")
            for path in (self.folder, self.data,
                         *pathlib.Path(self.data).iterdir()):
                os.chown(path, 65534, 65534)
        server = MountedServer(entented, prefix, self.data,
                               f"{self.folder}/socket")
        server.start()
        os.chmod(self.data, 0o500)
        # All its files are there, and it needs no other to go on; but it can
        # leave no marker of a clean stop.
        for _ in range(2):
            with server.channel() as channel:
                self.file(channel)
            server.stop()
            self.assertFalse(os.path.exists(
                f"{self.data}/store.db.stopped-cleanly"))
            server.start()
        server.stop()
        os.chmod(self.data, 0o700)
        self.all_is_there_after_a_restart()


if __name__ == "__main__":
    run_tests(with_library=True)
