#!/usr/bin/python3
"""What the real server takes from a connection, and for how long.

usage: transport_limits.py ENTENTED PROTO_FOLDER LIBRARY [unittest's arguments]

LIBRARY slows the disk down, so that calls wait for the writer.
"""

import contextlib
import socket
import time

import grpc

from good_store import FailingServer, StoreTest, run_tests
from python_client import Caller, messages, request_id, timing_grievance


DEFAULT_S = 10  # For a call that states no deadline.
CAP_S = 30  # For a call that states a longer one.


class TransportLimits(StoreTest):

    def serve(self, name):
        return self.begin(FailingServer(
            self.entented, self.library, self.copy(name),
            f"{self.folder}/{name}.faults"))

    def file(self, channel, timeout=None, metadata=(), **request):
        """A filing under way."""
        caller = Caller(channel, self.good.token)
        method = caller.method("GrievanceService", "FileGrievance",
                               messages("grievance_service").GrievanceAnswer)
        compression = request.pop("compression", None)
        return method.future(
            timing_grievance(self.good.local_id, request_id(), **request),
            metadata=[*caller.metadata(), *metadata], timeout=timeout,
            compression=compression)

    def ended(self, channel, **request):
        """A filing, once it has ended. The transport may close a connection
        whose call it refuses; what was on its way in it is sent again."""
        for _ in range(3):
            call = self.file(channel, 10, **request)
            if call.code() != grpc.StatusCode.UNAVAILABLE:
                break
        return call

    def waited_too_long(self, call):
        self.assertEqual(call.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
        details = dict(call.trailing_metadata())
        self.assertIn(b"QUEUE_FULL", details["grpc-status-details-bin"])

    def test_what_is_too_large_or_compressed_is_refused_by_the_transport(self):
        server = self.serve("data")
        with server.channel() as channel:
            self.assertEqual(self.ended(channel).code(), grpc.StatusCode.OK)
            # 8 KiB of metadata, one way or another.
            for metadata in ([("x-long", "x" * 9000)],
                             [(f"x-{i}", "x" * 80) for i in range(100)]):
                self.assertEqual(
                    self.ended(channel, metadata=metadata).code(),
                    grpc.StatusCode.RESOURCE_EXHAUSTED)
            self.assertEqual(
                self.ended(channel,
                           metadata=[("x-short", "x" * 4000)]).code(),
                grpc.StatusCode.OK)
            # 4 MiB of message, and what the call itself takes of it.
            for facts, said in (("x" * (5 << 20), "larger than max"),
                                ("x" * (1 << 20), "")):
                call = self.ended(channel, facts=facts)
                self.assertEqual(call.code(),
                                 grpc.StatusCode.RESOURCE_EXHAUSTED)
                self.assertIn(said, call.details())
            self.assertEqual(
                self.ended(channel, compression=grpc.Compression.Gzip).code(),
                grpc.StatusCode.UNIMPLEMENTED)
            # The connection, or the next one, still works.
            self.assertEqual(self.ended(channel).code(), grpc.StatusCode.OK)
        server.stop()
        code, words = server.verify()
        self.assertEqual(code, 0, words)

    def test_who_connects_and_says_nothing_is_sent_away(self):
        server = self.serve("data")
        with socket.socket(socket.AF_UNIX) as silent:
            silent.settimeout(20)
            silent.connect(server.socket)
            begin = time.monotonic()
            while silent.recv(4096):
                pass  # The server's own settings.
            waited = time.monotonic() - begin
        self.assertGreater(waited, 3)
        self.assertLess(waited, 12)
        server.stop()

    def test_a_call_waits_for_the_writer_no_longer_than_its_limit(self):
        """Two servers at once, to wait but once: in one of them the sync lasts
        longer than the default, in the other longer than the cap."""
        with contextlib.ExitStack() as stack:
            lines = []
            for name, seconds in (("default", DEFAULT_S + 2),
                                  ("cap", CAP_S + 2)):
                server = self.serve(name)
                channel = stack.enter_context(server.channel())
                self.assertEqual(self.file(channel, 10).code(),
                                 grpc.StatusCode.OK)
                server.fail("slow-sync", seconds, "/store.db-wal")
                # It reached the writer: nothing can undo it.
                first = self.file(channel)
                time.sleep(1)
                server.recover()
                lines.append((server, first, self.file(channel),
                              self.file(channel, timeout=300),
                              self.file(channel, timeout=3)))
            for server, first, unstated, long, short in lines:
                self.assertEqual(short.code(),
                                 grpc.StatusCode.DEADLINE_EXCEEDED)
                self.assertEqual(first.code(), grpc.StatusCode.OK)
                self.waited_too_long(unstated)
            self.assertEqual(lines[0][3].code(), grpc.StatusCode.OK)
            self.waited_too_long(lines[1][3])
        for line in lines:
            line[0].stop()
            code, words = line[0].verify()
            self.assertEqual(code, 0, words)


if __name__ == "__main__":
    run_tests(with_library=True)
