#!/usr/bin/python3
"""Kills the server under 64 filings in flight, again and again.

After each kill the store is opened again: every filing that was acknowledged
in the round must be there, and each one that had no answer is sent once more
under the same request id, and must succeed. Every 20 rounds and in the end all
that was ever acknowledged is listed, there are as many grievances as request
ids, and `entented verify` finds the store sound, which includes that no record
is half written. Prints the counts.

usage: kill_nine.py ENTENTED PROTO_FOLDER [ROUNDS]

ROUNDS is 200 when ENTENTE_SLOW_TESTS is set, else 8. A kill leaves what the
system had not yet written to the disk in its cache, so this cannot see a
missing sync: tests/storage/engine/ holds that no answer leaves before it.
"""

import os
import random
import sys
import tempfile
import threading
import time

import grpc

from python_client import (Caller, Server, generate, messages, request_id,
                           timing_grievance, union_representative)

IN_FLIGHT = 64
# The cost of these grows with the store.
ROUNDS_BETWEEN_FULL_CHECKS = 20


class Filings:
    """Keeps 64 filings in flight, and what was acknowledged."""

    def __init__(self, rep, local_id, acknowledged):
        self.calls = messages("grievance_service")
        self.rep = rep
        self.local_id = local_id
        self.acknowledged = acknowledged
        self.lock = threading.Lock()
        self.unanswered = []
        self.refused = []
        self.stopping = False
        self.running = 0
        self.ended = threading.Condition(self.lock)
        self.file = rep.method("GrievanceService", "FileGrievance",
                               self.calls.GrievanceAnswer)

    def start(self):
        for _ in range(IN_FLIGHT):
            with self.lock:
                self.running += 1
            self.next()

    def next(self):
        request = timing_grievance(self.local_id, request_id())
        call = self.file.future(request, metadata=self.rep.metadata(),
                                timeout=20)
        call.add_done_callback(lambda done: self.answered(request, done))

    def answered(self, request, call):
        with self.lock:
            if call.code() == grpc.StatusCode.OK:
                grievance = call.result().grievance
                self.acknowledged[grievance.grievance_id] = (
                    grievance.parties[0].number)
                again = not self.stopping
            else:
                if call.code() != grpc.StatusCode.UNAVAILABLE:
                    self.refused.append(call.details())
                self.unanswered.append(request)
                again = False
            if not again:
                self.running -= 1
                self.ended.notify_all()
        if again:
            self.next()

    def wait(self):
        with self.lock:
            self.stopping = True
            self.ended.wait_for(lambda: self.running == 0, timeout=30)
            assert self.running == 0, f"{self.running} calls never ended"
            assert not self.refused, f"not for the kill: {self.refused}"


def send_again(rep, unanswered, acknowledged):
    """Sends each request once more; how many had been stored all the same."""
    calls = messages("grievance_service")
    file = rep.method("GrievanceService", "FileGrievance",
                      calls.GrievanceAnswer)
    sent = [file.future(request, metadata=rep.metadata(), timeout=20,
                        wait_for_ready=True) for request in unanswered]
    replayed = 0
    for call in sent:
        answer = call.result()
        acknowledged[answer.grievance.grievance_id] = (
            answer.grievance.parties[0].number)
        replayed += answer.replayed
    return replayed


def opened_numbers(rep, grievance_ids):
    """Each of these grievances as the representative opens it: its number by
    its id. Fails on the first that does not open."""
    calls = messages("grievance_service")
    get = rep.method("GrievanceService", "GetGrievance", calls.GrievanceAnswer)
    numbers = {}
    waiting = list(grievance_ids)
    while waiting:
        together, waiting = waiting[:IN_FLIGHT], waiting[IN_FLIGHT:]
        opened = [get.future(calls.GetGrievanceRequest(grievance_id=key),
                             metadata=rep.metadata(), timeout=20,
                             wait_for_ready=True) for key in together]
        for key, call in zip(together, opened):
            numbers[key] = call.result().grievance.parties[0].number
    return numbers


def listed_numbers(rep):
    """Every grievance that the representative can list: id and number."""
    calls = messages("grievance_service")
    numbers = {}
    rows = 0
    token = ""
    while True:
        page = rep("GrievanceService", "ListGrievances",
                   calls.ListGrievancesRequest(page_size=200,
                                               page_token=token),
                   calls.ListGrievancesResponse)
        for grievance in page.grievances:
            numbers[grievance.grievance_id] = grievance.parties[0].number
        rows += len(page.grievances)
        token = page.next_page_token
        if not token:
            assert rows == len(numbers), "a grievance was listed twice"
            return numbers


def check_every_one(rep, acknowledged):
    """Of every request that was ever sent there is one grievance, and no
    other; no number was given twice."""
    listed = listed_numbers(rep)
    lost = acknowledged.items() - listed.items()
    assert not lost, f"lost: {lost}"
    assert len(listed) == len(acknowledged), "a filing stored twice"
    assert len(set(listed.values())) == len(listed), "a number given twice"


def main():
    entented, proto_folder = sys.argv[1:3]
    slow = bool(os.environ.get("ENTENTE_SLOW_TESTS"))
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 200 if slow else 8
    with tempfile.TemporaryDirectory(prefix="entente-kill-") as folder:
        generate(proto_folder, folder)
        server = Server(entented, f"{folder}/data")
        admin_token = server.init()
        server.start()
        with server.channel() as channel:
            rep, local_id, _ = union_representative(Caller(channel, admin_token))
        acknowledged = {}
        unanswered = 0
        replayed = 0
        for round_number in range(1, rounds + 1):
            of_this_round = {}
            with server.channel() as channel:
                filings = Filings(Caller(channel, rep.token), local_id,
                                  of_this_round)
                filings.start()
                time.sleep(random.uniform(0.05, 0.4))
                server.kill()
                filings.wait()
                unanswered += len(filings.unanswered)
            if round_number % ROUNDS_BETWEEN_FULL_CHECKS == 0:
                code, words = server.verify()
                assert code == 0, f"round {round_number}: {words}"
            server.start()
            with server.channel() as channel:
                again = Caller(channel, rep.token)
                replayed += send_again(again, filings.unanswered,
                                       of_this_round)
                stored = opened_numbers(again, of_this_round)
                lost = of_this_round.items() - stored.items()
                assert not lost, f"round {round_number}: lost {lost}"
                twice = of_this_round.keys() & acknowledged.keys()
                assert not twice, f"round {round_number}: twice {twice}"
                acknowledged |= of_this_round
                if (round_number % ROUNDS_BETWEEN_FULL_CHECKS == 0 or
                        round_number == rounds):
                    check_every_one(again, acknowledged)
            if round_number % 10 == 0:
                print(f"round {round_number} of {rounds}: "
                      f"{len(acknowledged)} filings so far", flush=True)
        server.stop()
        code, words = server.verify()
        assert code == 0, words
        print(f"{rounds} kills: {len(acknowledged)} filings, none lost and "
              f"none twice; {unanswered} had no answer and were sent again, of "
              f"which {replayed} had been stored; the log is sound")


if __name__ == "__main__":
    main()
