#!/usr/bin/python3
"""Mutations cut after they were sent, and sent again under their request id.

Several clients work at once, each through the life of its own records: a
person, a consultation, notes, a grievance, a settlement. Every mutation is cut
at a random moment after it went out: the call is cancelled, or its connection
closed; then it is sent again under the same request id, now and then cut once
more, until it is answered; and once more after that. Each answer must give the
same id, number and etag, and the last one say that it is a replay. In the end
there is one record of each, each history has each move once, the log of the
whole store has one event of each mutation and no other, and `entented verify`
finds the store sound. Prints the counts, and the seed.

usage: retries.py ENTENTED PROTO_FOLDER [CUTS [SEED]]

It goes on until CUTS of the mutations were stored though their answer was cut
off: those surely had been sent, while a call that is cut at once may never
have left. CUTS is 10,000 when ENTENTE_SLOW_TESTS is set, else 600. The seed
settles what is cut and when; what had been stored then, the machine.
"""

import collections
import json
import os
import random
import sys
import tempfile
import threading
import time

import grpc

from python_client import (Caller, Server, generate, messages,
                           person_with_mandate, request_id, sign_in,
                           union_representative)

CLIENTS = 16
# Of a cut: about what an answer takes while all the clients work, so that some
# of the cut mutations are stored and some are not.
LONGEST_WAIT = 0.006
CUT_AGAIN = 0.25
CLOSE_CONNECTION = 0.1


class LoggedServer(Server):
    """Its log is read while it runs, else so many calls would fill the pipe
    and the server wait for a reader; what is worse than a warning is kept."""

    def __init__(self, entented, data):
        super().__init__(entented, data)
        self.failures = []
        self.given_up = 0
        self.reader = None

    def start(self):
        super().start()
        log = os.dup(self.process.stderr.fileno())
        self.reader = threading.Thread(target=self.read, args=(log,),
                                       daemon=True)
        self.reader.start()

    def stop(self):
        super().stop()
        self.reader.join()

    def read(self, log):
        with open(log, encoding="utf-8") as lines:
            for line in lines:
                entry = json.loads(line)
                self.given_up += entry.get("code") == "CANCELLED"
                if entry["level"] in ("error", "critical"):
                    self.failures.append(line)


class World:
    """The server, the people of both sides, and the auditor."""

    def __init__(self, server, admin_token):
        self.server = server
        with server.channel() as channel:
            admin = Caller(channel, admin_token)
            rep, self.local_id, local = union_representative(admin)
            self.union_token = rep.token
            roles = messages("directory").Mandate
            self.second_id = person_with_mandate(
                local, "Second", self.local_id, roles.UNION_REP)
            self.third_id = person_with_mandate(
                local, "Third", self.local_id, roles.UNION_REP)
            employer_id = self.employer(admin)
            employer = self.signed_in_keeper(admin, employer_id)
            self.employer_token = sign_in(employer, person_with_mandate(
                employer, "Employer", employer_id, roles.EMPLOYER_REP)).token
            self.auditor_token = sign_in(
                admin,
                person_with_mandate(admin, "Auditor", "", roles.AUDITOR)).token

    def employer(self, admin):
        calls = messages("directory_service")
        listed = admin("DirectoryService", "ListOrganizations",
                       calls.ListOrganizationsRequest(),
                       calls.ListOrganizationsResponse)
        return next(each.organization_id for each in listed.organizations
                    if each.code == "PYE")

    def signed_in_keeper(self, admin, organization_id):
        return sign_in(admin, person_with_mandate(
            admin, "Keeper", "", messages("directory").Mandate.KEEPER,
            organization_id))

    def connection(self):
        """A connection of its own, which nobody else uses."""
        return grpc.insecure_channel(
            f"unix:{self.server.socket}",
            options=[("grpc.use_local_subchannel_pool", 1)])


class Counts:
    """What all the clients did together."""

    def __init__(self, wanted):
        self.lock = threading.Lock()
        self.wanted = wanted
        self.mutations = collections.Counter()
        self.moves = collections.Counter()
        self.histories = {}
        self.cut_mutations = 0
        self.cuts = 0
        self.closed = 0
        self.stored = 0
        self.answered_first = 0

    def enough(self):
        with self.lock:
            return self.stored >= self.wanted


def identity(answer):
    """What must be the same in each answer to one mutation: the name of the
    record's kind, its id, its etag or, of a note, which never changes, its
    number."""
    kind = next(each.name for each, _ in answer.ListFields()
                if each.name in ("person", "consultation", "note",
                                 "grievance", "settlement"))
    record = getattr(answer, kind)
    revision = str(record.number) if kind == "note" else record.etag
    assert revision, f"{kind} without a revision"
    return kind, getattr(record, f"{kind}_id"), revision


class Client:
    """Works through the lives of records of its own, one after the other."""

    def __init__(self, world, counts, seed):
        self.world = world
        self.counts = counts
        self.random = random.Random(seed)
        self.connection = world.connection()
        self.failure = None

    def run(self):
        try:
            while not self.counts.enough():
                if self.random.random() < 0.7:
                    self.member_file()
                else:
                    self.settled()
        except Exception as failure:  # Told by the one who waits.
            self.failure = failure
        finally:
            self.connection.close()

    # --- One mutation.

    def sent(self, connection, token, service, method, request, answer_type):
        caller = Caller(connection, token)
        return caller.method(service, method, answer_type).future(
            request, metadata=caller.metadata(), timeout=30,
            wait_for_ready=True)

    def cut(self, *call):
        """Sends and cuts; the answer when it came before, else None."""
        close = self.random.random() < CLOSE_CONNECTION
        wait = self.random.uniform(0, LONGEST_WAIT)
        connection = self.connection
        if close:
            connection = self.world.connection()
            grpc.channel_ready_future(connection).result(timeout=30)
        sent = self.sent(connection, *call)
        time.sleep(wait)
        if close:
            connection.close()
        else:
            sent.cancel()
        try:
            return sent.result()
        except grpc.FutureCancelledError:
            pass
        except grpc.RpcError as error:
            assert error.code() in (grpc.StatusCode.CANCELLED,
                                    grpc.StatusCode.UNAVAILABLE), error
        with self.counts.lock:
            self.counts.cuts += 1
            self.counts.closed += close
        return None

    def mutate(self, token, service, method, request, answer_type, moves):
        """Sends a mutation, cuts it and sends it again; its answer. `moves`
        are those that it makes, each with the id of its record, or None for
        the one that is answered."""
        request.request_id = request_id()
        call = (token, service, method, request, answer_type)
        answer = self.cut(*call)
        was_cut = answer is None
        stored = False
        while answer is None:
            if self.random.random() < CUT_AGAIN:
                answer = self.cut(*call)
            else:
                answer = self.sent(self.connection, *call).result()
            stored = answer is not None and answer.replayed
        if not was_cut:
            assert not answer.replayed, f"{method} was never sent before"
        again = self.sent(self.connection, *call).result()
        assert again.replayed, f"{method} a second time was no replay"
        assert identity(again) == identity(answer), (
            f"{method}: {identity(answer)}, then {identity(again)}")
        with self.counts.lock:
            counts = self.counts
            counts.mutations[method] += 1
            counts.cut_mutations += was_cut
            counts.stored += stored
            counts.answered_first += not was_cut
            event = messages("event").Event
            for move, record_id in moves:
                move = event.Move.Value(move)
                counts.moves[move] += 1
                counts.histories.setdefault(
                    record_id or identity(answer)[1], []).append(move)
        return getattr(answer, identity(answer)[0])

    # --- The lives.

    def member_file(self):
        """A member asks, files, is answered and withdraws."""
        union = self.world.union_token
        directory = messages("directory")
        persons = messages("directory_service")
        person = self.mutate(
            union, "DirectoryService", "CreatePerson",
            persons.CreatePersonRequest(person=directory.Person(
                member_name=f"Fictional {request_id()}",
                organization_id=self.world.local_id)),
            persons.PersonAnswer, [("PERSON_CREATED", None)])
        person = self.mutate(
            union, "DirectoryService", "CorrectPerson",
            persons.CorrectPersonRequest(
                person_id=person.person_id, etag=person.etag,
                field="job_title", value="Nurse"),
            persons.PersonAnswer, [("PERSON_CORRECTED", None)])
        calls = messages("consultation_service")
        consultation = self.mutate(
            union, "ConsultationService", "OpenConsultation",
            calls.OpenConsultationRequest(
                local_id=self.world.local_id, issue_code="ORG-TIM",
                member_ids=[person.person_id], summary="Each act is timed.",
                occurred_date="2012-11-22", known_date="2012-11-22",
                consulted_date="2012-11-23"),
            calls.ConsultationAnswer, [("CONSULTATION_OPENED", None)])
        consultation = self.mutate(
            union, "ConsultationService", "AssignConsultation",
            calls.AssignConsultationRequest(
                consultation_id=consultation.consultation_id,
                etag=consultation.etag, person_id=self.world.second_id),
            calls.ConsultationAnswer, [("CONSULTATION_ASSIGNED", None)])
        self.note(consultation.consultation_id)
        classes = messages("grievance_class").GrievanceClass
        filing = messages("grievance_service").FileGrievanceRequest(
            consultation_id=consultation.consultation_id,
            grievance_class=classes.INDIVIDUAL, statement="Timing.",
            remedy_sought="That it end.", submitted_date="2012-11-26")
        grievance = self.move(
            union, "FileGrievance", filing,
            [("GRIEVANCE_FILED", None),
             ("CONSULTATION_FILED", consultation.consultation_id)])
        calls = messages("grievance_service")
        grievance = self.move(
            union, "AssignGrievance",
            self.on(grievance, calls.AssignGrievanceRequest(
                person_id=self.world.third_id)),
            [("GRIEVANCE_ASSIGNED", None)])
        self.note(grievance.grievance_id)
        grievance = self.received(grievance)
        replies = messages("grievance").Grievance.Reply
        self.move(
            self.world.employer_token, "ReplyGrievance",
            self.on(grievance, calls.ReplyGrievanceRequest(
                answer=replies.DENIED, reply_date="2012-12-03",
                text="Timing is a right of management.")),
            [("GRIEVANCE_ANSWERED", None)])
        grievance = self.opened(grievance)
        grievance = self.move(
            union, "CorrectGrievance",
            self.on(grievance, calls.CorrectGrievanceRequest(
                field="facts", value="Each act is timed since October.",
                reason="Left out when it was filed.")),
            [("GRIEVANCE_CORRECTED", None)])
        self.move(
            union, "WithdrawGrievance",
            self.on(grievance, calls.WithdrawGrievanceRequest(
                withdrawal_date="2012-12-10", reason="The timing ended.")),
            [("GRIEVANCE_WITHDRAWN", None)])

    def settled(self):
        """A grievance of the union, settled by both sides."""
        union = self.world.union_token
        classes = messages("grievance_class").GrievanceClass
        grievance = self.move(
            union, "FileGrievance",
            messages("grievance_service").FileGrievanceRequest(
                local_id=self.world.local_id, grievance_class=classes.UNION,
                issue_code="ORG-TIM", statement="Timing.",
                remedy_sought="That it end.", occurred_date="2012-11-22",
                known_date="2012-11-22", submitted_date="2012-11-26"),
            [("GRIEVANCE_FILED", None)])
        self.received(grievance)
        calls = messages("settlement_service")
        settlements = messages("settlement").Settlement

        def settle(token, method, request, *more):
            return self.mutate(
                token, "SettlementService", method, request,
                calls.SettlementAnswer,
                [(move, None if move.startswith("SETTLEMENT") else
                  grievance.grievance_id) for move in more])

        settlement = settle(
            union, "ProposeSettlement",
            calls.ProposeSettlementRequest(
                grievance_ids=[grievance.grievance_id],
                terms="The timing ends.", proposed_date="2012-12-03",
                precedent=settlements.WITHOUT_PRECEDENT),
            "SETTLEMENT_PROPOSED")
        signature = calls.SignSettlementRequest(
            settlement_id=settlement.settlement_id, etag=settlement.etag,
            signed_date="2012-12-04")
        settle(union, "SignSettlement", signature, "SETTLEMENT_SIGNED")
        # The etag is that of what the other side sees.
        signature.etag = ""
        settle(self.world.employer_token, "SignSettlement", signature,
               "SETTLEMENT_SIGNED", "GRIEVANCE_SETTLED")

    def note(self, file_id):
        notes = messages("note").Note
        calls = messages("note_service")
        self.mutate(
            self.world.union_token, "NoteService", "WriteNote",
            calls.WriteNoteRequest(
                file_id=file_id, kind=notes.REMARK, note_date="2012-11-27",
                text="Ask for the list of timed acts."),
            calls.NoteAnswer, [("NOTE_WRITTEN", file_id)])

    def received(self, grievance):
        calls = messages("grievance_service")
        seen = self.opened(grievance, self.world.employer_token)
        return self.move(
            self.world.employer_token, "ReceiveGrievance",
            self.on(seen, calls.ReceiveGrievanceRequest(
                received_date="2012-11-28")),
            [("GRIEVANCE_RECEIVED", None)])

    def move(self, token, method, request, moves):
        return self.mutate(token, "GrievanceService", method, request,
                           messages("grievance_service").GrievanceAnswer,
                           moves)

    def on(self, grievance, request):
        """The request on this grievance, as it was last read."""
        request.grievance_id = grievance.grievance_id
        request.etag = grievance.etag
        return request

    def opened(self, grievance, token=None):
        calls = messages("grievance_service")
        return Caller(self.connection, token or self.world.union_token)(
            "GrievanceService", "GetGrievance",
            calls.GetGrievanceRequest(grievance_id=grievance.grievance_id),
            calls.GrievanceAnswer).grievance


def pages(caller, service, method, request, answer_type, field):
    """Every row of a list."""
    rows = []
    request.page_size = 200
    while True:
        page = caller(service, method, request, answer_type)
        rows += getattr(page, field)
        if not page.next_page_token:
            return rows
        request.page_token = page.next_page_token


def of_the_log(world):
    """How many events of each move the whole log has, without readings."""
    calls = messages("event_service")
    with world.server.channel() as channel:
        rows = pages(Caller(channel, world.auditor_token), "EventService",
                     "ListEvents", calls.ListEventsRequest(),
                     calls.ListEventsResponse, "events")
    moves = collections.Counter(each.move for each in rows)
    del moves[messages("event").Event.READ]
    return moves


def once(rows, name, wanted):
    """The ids of listed records: as many as mutations made them, all
    different, each number given once."""
    ids = [getattr(row, f"{name}_id") for row in rows]
    assert len(ids) == wanted, f"{len(ids)} of {name}, not {wanted}"
    assert len(set(ids)) == wanted, f"a {name} was listed twice"
    return ids


def check_records(world, counts, persons_before):
    made = counts.mutations
    with world.server.channel() as channel:
        rep = Caller(channel, world.union_token)

        def listed(service, method, noun, **where):
            calls = messages(f"{service}_service")
            service = f"{service.capitalize()}Service"
            return pages(rep, service, method,
                         getattr(calls, f"{method}Request")(**where),
                         getattr(calls, f"{method}Response"), noun)

        once(listed("directory", "ListPersons", "persons"), "person",
             persons_before + made["CreatePerson"])
        consultations = listed("consultation", "ListConsultations",
                               "consultations")
        once(consultations, "consultation", made["OpenConsultation"])
        grievances = listed("grievance", "ListGrievances", "grievances")
        grievance_ids = once(grievances, "grievance", made["FileGrievance"])
        settlements = listed("settlement", "ListSettlements", "settlements")
        settlement_ids = once(settlements, "settlement",
                              made["ProposeSettlement"])
        numbers = [each.number for each in consultations]
        numbers += [each.parties[0].number for each in grievances]
        assert all(numbers) and len(set(numbers)) == len(numbers), (
            "a number was given twice")
        event = messages("event").Event

        def history(service, method, noun, record_id):
            events = listed(service, method, "events",
                            **{f"{noun}_id": record_id})
            found = [each.move for each in events if each.move != event.READ]
            wanted = [move for move in counts.histories[record_id]
                      if move != event.NOTE_WRITTEN]
            assert found == wanted, f"{noun} {record_id}: {found}"

        for record_id in grievance_ids:
            history("grievance", "ListGrievanceHistory", "grievance",
                    record_id)
        for record_id in settlement_ids:
            history("settlement", "ListSettlementHistory", "settlement",
                    record_id)
        with_notes = [key for key, moves in counts.histories.items()
                      if event.NOTE_WRITTEN in moves]
        for file_id in with_notes:
            # A grievance shows those of its consultation too.
            notes = listed("note", "ReadNotes", "notes", file_id=file_id)
            once([each for each in notes if each.file_id == file_id], "note",
                 1)
        assert len(with_notes) == made["WriteNote"]


def persons(world):
    calls = messages("directory_service")
    with world.server.channel() as channel:
        return len(pages(Caller(channel, world.union_token),
                         "DirectoryService", "ListPersons",
                         calls.ListPersonsRequest(),
                         calls.ListPersonsResponse, "persons"))


def play(world, counts, seed):
    clients = [Client(world, counts, f"{seed}/{number}")
               for number in range(CLIENTS)]
    threads = [threading.Thread(target=each.run) for each in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for client in clients:
        if client.failure:
            raise client.failure


def told(counts, given_up, events, seconds):
    total = sum(counts.mutations.values())
    print(f"{CLIENTS} clients, {seconds:.0f} s")
    print(f"{total} mutations of {len(counts.mutations)} kinds: "
          f"{counts.cut_mutations} cut, "
          f"{counts.answered_first} answered before the cut")
    print(f"{counts.cuts} cuts, {counts.closed} of them by closing the "
          f"connection; {given_up} calls the server gave up, unstored")
    print(f"of the {counts.cut_mutations} cut mutations {counts.stored} had "
          f"been stored, and were answered as replays; "
          f"{counts.cut_mutations - counts.stored} had not")
    for method, count in sorted(counts.mutations.items()):
        print(f"  {method} {count}")
    print(f"{events} events, one of each move of each mutation; no duplicate; "
          f"the same ids and etags; the log is sound")


def main():
    entented, proto_folder = sys.argv[1:3]
    slow = bool(os.environ.get("ENTENTE_SLOW_TESTS"))
    wanted = int(sys.argv[3]) if len(sys.argv) > 3 else 10000 if slow else 600
    seed = sys.argv[4] if len(sys.argv) > 4 else str(random.getrandbits(32))
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="entente-retries-") as folder:
        generate(proto_folder, folder)
        server = LoggedServer(entented, f"{folder}/data")
        admin_token = server.init()
        server.start()
        try:
            world = World(server, admin_token)
            before = of_the_log(world)
            persons_before = persons(world)
            counts = Counts(wanted)
            began = time.monotonic()
            play(world, counts, seed)
            seconds = time.monotonic() - began
            check_records(world, counts, persons_before)
            after = of_the_log(world)
            assert after - before == counts.moves, (
                f"{after - before} instead of {counts.moves}")
        finally:
            server.stop()
        assert not server.failures, server.failures[:10]
        code, words = server.verify()
        assert code == 0, words
        told(counts, server.given_up, sum(counts.moves.values()), seconds)


if __name__ == "__main__":
    main()
