"""A good store to damage, folders that go bad, servers in them, and the tests
of such servers."""

import contextlib
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from python_client import (Caller, Server, generate, listens, messages,
                           request_id, timing_grievance, union_representative)


class GoodStore:
    """A store with one grievance in it, served once and stopped cleanly."""

    def __init__(self, entented, folder):
        self.data = f"{folder}/good"
        server = Server(entented, self.data)
        admin_token = server.init()
        server.start()
        with server.channel() as channel:
            rep, self.local_id, _ = union_representative(
                Caller(channel, admin_token))
            self.token = rep.token
            filed = self.file(channel, request_id()).grievance
            self.grievance = self.get(channel, filed.grievance_id)
        server.stop()
        assert server.verify()[0] == 0

    def file(self, channel, request):
        return Caller(channel, self.token)(
            "GrievanceService", "FileGrievance",
            timing_grievance(self.local_id, request),
            messages("grievance_service").GrievanceAnswer)

    def get(self, channel, grievance_id):
        calls = messages("grievance_service")
        return Caller(channel, self.token)(
            "GrievanceService", "GetGrievance",
            calls.GetGrievanceRequest(grievance_id=grievance_id),
            calls.GrievanceAnswer).grievance


def digests(folder):
    """The bytes of every file of a store that holds anything. The index of
    the log is made anew by whoever opens the store, and the marker of a clean
    stop, an empty file, only spares the next opening some checks."""
    return {str(path.relative_to(folder)):
            hashlib.sha256(path.read_bytes()).hexdigest()
            for path in pathlib.Path(folder).rglob("*")
            if path.is_file() and not path.name.endswith("-shm")
            and path.stat().st_size > 0}


@contextlib.contextmanager
def mounted(script):
    """The prefix of commands that see what `script` mounts."""
    holder = subprocess.Popen(
        ["unshare", "-m", "sh", "-ec",
         f"{script}\necho ready\nexec sleep 600"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        if holder.stdout.readline().strip() != "ready":
            raise unittest.SkipTest(
                "no mount can be made here, not being root: "
                + holder.stderr.read().strip())
        yield ["nsenter", "-t", str(holder.pid), "-m"], (
            f"/proc/{holder.pid}/root")
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
        holder.stderr.close()


class MountedServer(Server):
    """A server that sees the mounts of `prefix`, heard outside of them."""

    def __init__(self, entented, prefix, data, socket):
        super().__init__(entented, data)
        self.prefix = prefix
        self.socket = socket

    def start(self):
        pathlib.Path(self.socket).unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [*self.prefix, self.entented, "serve", "--data", self.data,
             "--listen", f"unix:{self.socket}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(400):
            if listens(self.socket):
                return
            time.sleep(0.025)
        raise AssertionError("the server did not open its socket")

    def verify(self):
        done = subprocess.run(
            [*self.prefix, self.entented, "verify", "--data", self.data],
            capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


class FailingServer(Server):
    """A server whose disk fails as the file `faults` says, by the library of
    tests/testing/disk_faults.cc."""

    def __init__(self, entented, library, data, faults):
        super().__init__(entented, data)
        self.library = library
        self.faults = pathlib.Path(faults)

    def start(self):
        kept = dict(os.environ)
        # Built with the address sanitizer, a program asks to load its runtime
        # before any other library.
        os.environ.update(LD_PRELOAD=self.library,
                          ASAN_OPTIONS="verify_asan_link_order=0",
                          ENTENTE_DISK_FAULTS=str(self.faults))
        try:
            super().start()
        finally:
            os.environ.clear()
            os.environ.update(kept)

    def fail(self, call, number, ending):
        """From now on `call` fails on files whose names end so."""
        # The file appears at once as a whole.
        new = self.faults.with_suffix(".new")
        new.write_text(f"{call} {number} {ending}\n")
        new.rename(self.faults)

    def recover(self):
        self.faults.unlink()


class StoreTest(unittest.TestCase):
    """Tests of the real server, each on copies of one good store."""

    entented = ""
    library = ""
    good = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="entente-store-", dir="/tmp")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def copy(self, name="data"):
        """The folder of a copy of the good store."""
        data = f"{self.folder}/{name}"
        shutil.copytree(self.good.data, data)
        return data

    def begin(self, server):
        """Starts `server`, which ends with the test at the latest."""
        server.start()
        self.addCleanup(server.process.stderr.close)
        self.addCleanup(server.process.wait)
        self.addCleanup(server.process.kill)
        return server


def run_tests(with_library=False):
    """Runs the tests of the program that calls it, whose arguments are
    ENTENTED PROTO_FOLDER, LIBRARY when it takes one, and unittest's own."""
    given = sys.argv[1:]
    StoreTest.entented = os.path.abspath(given.pop(0))
    proto_folder = given.pop(0)
    if with_library:
        StoreTest.library = given.pop(0)
    with tempfile.TemporaryDirectory(prefix="entente-store-") as folder:
        generate(proto_folder, folder)
        StoreTest.good = GoodStore(StoreTest.entented, folder)
        unittest.main(argv=sys.argv[:1] + given)
