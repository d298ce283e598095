#!/usr/bin/python3
"""Kills the server while documents are sent to it, again and again.

After each kill the store is opened again: every document that was acknowledged
is there with its content; each one that had no answer is sent once more under
the same request id, and must succeed. There are then as many documents as
request ids, every content below the folder of the store belongs to one, and
nothing else is left there; `entented verify` finds the store sound. Prints the
counts.

usage: document_killed.py ENTENTED PROTO_FOLDER [ROUNDS]

ROUNDS is 60 when ENTENTE_SLOW_TESTS is set, else 6.
"""

import os
import pathlib
import random
import sys
import tempfile
import time

import grpc

from python_client import (Caller, Server, document_header, generate,
                           messages, request_id, timing_grievance,
                           union_representative)

# As many as one caller may send at once.
IN_FLIGHT = 8


class Papers:
    """Documents that are sent, and what became of each."""

    def __init__(self, token, file_id):
        self.token = token
        self.file_id = file_id
        self.acknowledged = {}  # Content by document id.

    def new(self):
        # Some fit one piece, some are long on their way.
        size = random.choice((1, 1000, 65536, 65537, 1_500_000))
        own = random.random() < 0.5
        return (document_header(request_id(), self.file_id, own=own),
                os.urandom(size))

    def send(self, channel, papers):
        caller = Caller(channel, self.token)
        return [(paper, caller.add_document(*paper)) for paper in papers]

    def take(self, sent):
        """Notes what was acknowledged; the papers that were not."""
        unanswered = []
        for paper, call in sent:
            error = call.exception()
            if error is None:
                document = call.result().document
                self.acknowledged[document.document_id] = paper[1]
            else:
                assert error.code() in (
                    grpc.StatusCode.UNAVAILABLE,
                    grpc.StatusCode.CANCELLED), error
                unanswered.append(paper)
        return unanswered

    def all_listed(self, channel):
        calls = messages("document_service")
        caller = Caller(channel, self.token)
        ids = []
        token = ""
        while True:
            page = caller(
                "DocumentService", "ListDocuments",
                calls.ListDocumentsRequest(file_id=self.file_id,
                                           page_size=200, page_token=token),
                calls.ListDocumentsResponse)
            ids += [each.document_id for each in page.documents]
            token = page.next_page_token
            if not token:
                return ids


def stored_files(data):
    folder = pathlib.Path(data) / "documents"
    return [path for path in folder.rglob("*") if path.is_file()]


def check(server, papers):
    with server.channel() as channel:
        listed = papers.all_listed(channel)
        assert sorted(listed) == sorted(papers.acknowledged), (
            len(listed), len(papers.acknowledged))
        caller = Caller(channel, papers.token)
        for document, content in papers.acknowledged.items():
            assert caller.read_document(document) == content, document
    files = stored_files(server.data)
    left = [path for path in files if path.parent.name == "incoming"]
    assert not left, left
    # Of one byte there are only so many: shared contents may be the same.
    assert len(files) <= len(papers.acknowledged), len(files)
    code, words = server.verify()
    assert code == 0, words


def main(entented, proto, rounds):
    with tempfile.TemporaryDirectory(prefix="entente-", dir="/tmp") as folder:
        python = pathlib.Path(folder) / "python"
        python.mkdir()
        generate(proto, python)
        server = Server(entented, f"{folder}/data")
        # Nobody reads what it says of each call: that would fill the pipe.
        server.arguments = ("--log", "errors")
        admin = server.init()
        server.start()
        with server.channel() as channel:
            rep, local_id, _ = union_representative(Caller(channel, admin))
            filed = rep("GrievanceService", "FileGrievance",
                        timing_grievance(local_id, request_id()),
                        messages("grievance_service").GrievanceAnswer)
        papers = Papers(rep.token, filed.grievance.grievance_id)
        unanswered_in_all = orphans = 0
        for _ in range(rounds):
            sent = []
            with server.channel() as channel:
                end = time.monotonic() + random.uniform(0.0, 0.4)
                while True:
                    sent += papers.send(
                        channel, [papers.new() for _ in range(IN_FLIGHT)])
                    if time.monotonic() > end:
                        break
                    for _, call in sent:
                        call.exception()
                time.sleep(random.uniform(0.0, 0.03))
                server.kill()
                unanswered = papers.take(sent)
            unanswered_in_all += len(unanswered)
            orphans += len([path for path in stored_files(server.data)
                            if path.parent.name == "incoming"])
            server.start()
            with server.channel() as channel:
                for at in range(0, len(unanswered), IN_FLIGHT):
                    again = papers.take(papers.send(
                        channel, unanswered[at:at + IN_FLIGHT]))
                    assert not again, "refused when it was sent again"
            check(server, papers)
        server.stop()
        print(f"{rounds} kills, {len(papers.acknowledged)} documents, "
              f"{unanswered_in_all} without an answer, {orphans} files left "
              f"half done and removed")
        assert unanswered_in_all > 0, "no kill hit a document on its way"


if __name__ == "__main__":
    given = sys.argv[1:]
    if len(given) not in (2, 3):
        sys.exit(__doc__)
    slow = bool(os.environ.get("ENTENTE_SLOW_TESTS"))
    main(given[0], given[1],
         int(given[2]) if len(given) == 3 else 60 if slow else 6)
