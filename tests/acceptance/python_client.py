"""A client in Python that shares no code with Entente.

It needs grpcio and what protoc makes of the published .proto files, nothing
else: the contract alone is enough to use the server.
"""

import contextlib
import hashlib
import importlib
import pathlib
import socket
import subprocess
import sys
import time
import uuid

import grpc


def generate(proto_folder, out):
    """Makes Python messages of the published contract in `out`."""
    protos = sorted(
        str(path.relative_to(proto_folder))
        for path in pathlib.Path(proto_folder).glob("entente/v1/*.proto"))
    subprocess.run(
        ["protoc", f"-I{proto_folder}", f"--python_out={out}", *protos],
        check=True)
    sys.path.insert(0, str(out))


def messages(noun):
    return importlib.import_module(f"entente.v1.{noun}_pb2")


def listens(path):
    """Whether a server does; the socket is there a moment before."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(path) == 0


class Server:
    """The real server on its own store, in the folder `data`."""

    # Of `serve`, beside the folder.
    arguments = ()

    def __init__(self, entented, data):
        self.entented = entented
        self.data = data
        self.socket = f"{data}/entente.sock"
        self.process = None

    def init(self):
        subprocess.run([self.entented, "init", "--data", self.data],
                       check=True, stderr=subprocess.DEVNULL)
        return pathlib.Path(f"{self.data}/admin.token").read_text().strip()

    def start(self):
        """Returns once the server listens."""
        pathlib.Path(self.socket).unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [self.entented, "serve", "--data", self.data, *self.arguments],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(400):
            if listens(self.socket):
                return
            if self.process.poll() is not None:
                raise SystemExit(f"entented ended with "
                                 f"{self.process.returncode}: "
                                 f"{self.process.stderr.read().decode()}")
            time.sleep(0.025)
        raise SystemExit("entented did not open its socket within 10 seconds")

    def stop(self):
        """Stops the server as the system would; it must end cleanly."""
        self.process.terminate()
        status = self.process.wait(timeout=15)
        self.process.stderr.close()
        if status != 0:
            raise SystemExit(f"entented ended with {status}")

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()

    @contextlib.contextmanager
    def channel(self):
        with grpc.insecure_channel(f"unix:{self.socket}") as channel:
            yield channel

    def verify(self):
        """What `entented verify` answers: its exit code and its words."""
        done = subprocess.run(
            [self.entented, "verify", "--data", self.data],
            capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


class Caller:
    """Calls methods by their full name, as one person."""

    def __init__(self, channel, token):
        self.channel = channel
        self.token = token

    def method(self, service, method, answer_type):
        return self.channel.unary_unary(
            f"/entente.v1.{service}/{method}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=answer_type.FromString)

    def metadata(self):
        metadata = [("accept-language", "en")]
        if self.token:
            metadata.append(("authorization", f"Bearer {self.token}"))
        return metadata

    def __call__(self, service, method, request, answer_type):
        # A server that just made its socket may not listen yet.
        return self.method(service, method, answer_type)(
            request, metadata=self.metadata(), timeout=10,
            wait_for_ready=True)


    def add_document(self, header, content):
        """Sends a document by its stream; the future of its answer. It does
        not wait for a server that is not there."""
        calls = messages("document_service")
        part = calls.AddDocumentRequest

        def parts():
            yield part(header=header)
            for at in range(0, len(content), 65536):
                yield part(chunk=content[at:at + 65536])
            yield part(end=part.End(
                sha256=hashlib.sha256(content).hexdigest(),
                size_bytes=len(content)))

        return self.channel.stream_unary(
            "/entente.v1.DocumentService/AddDocument",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=calls.DocumentAnswer.FromString).future(
                parts(), metadata=self.metadata(), timeout=60)

    def read_document(self, document):
        """The content of a document, by id or reference."""
        calls = messages("document_service")
        read = self.channel.unary_stream(
            "/entente.v1.DocumentService/GetDocumentContent",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=calls.DocumentPart.FromString)
        return b"".join(
            part.chunk for part in read(
                calls.GetDocumentContentRequest(document_id=document),
                metadata=self.metadata(), timeout=60))


def document_header(request, file_id, title="Paper", own=False):
    """What is said of a document before its content is sent."""
    document = messages("document").Document
    return messages("document_service").AddDocumentRequest.Header(
        request_id=request, file_id=file_id, title=title,
        file_name="paper.bin",
        audience=document.SIDE if own else document.SHARED)


def request_id():
    return uuid.uuid4().hex


def sign_in(caller, person_id):
    """Issues a code for a person and exchanges it, as the person would."""
    access = messages("access_service")
    issued = caller(
        "AccessService", "IssueCode",
        access.IssueCodeRequest(request_id=request_id(), person_id=person_id),
        access.IssueCodeResponse)
    exchanged = Caller(caller.channel, None)(
        "AccessService", "ExchangeCode",
        access.ExchangeCodeRequest(code=issued.code),
        access.ExchangeCodeResponse)
    return Caller(caller.channel, exchanged.token)


def person_with_mandate(caller, name, organization_id, role, of=None):
    """Enters a person of an organisation, or of none, who has that role in it
    or in the one that `of` names; the person's id."""
    directory = messages("directory")
    calls = messages("directory_service")
    person_id = caller(
        "DirectoryService", "CreatePerson",
        calls.CreatePersonRequest(
            request_id=request_id(),
            person=directory.Person(
                public_name=name, organization_id=organization_id)),
        calls.PersonAnswer).person.person_id
    caller("DirectoryService", "GrantMandate",
           calls.GrantMandateRequest(
               request_id=request_id(),
               mandate=directory.Mandate(
                   person_id=person_id, role=role,
                   organization_id=of or organization_id)),
           calls.MandateAnswer)
    return person_id


def union_representative(admin):
    """Enters a local, an employer, their agreement and the people that it
    takes; the representative of the local, signed in, the local's id, and its
    keeper, signed in."""
    directory = messages("directory")
    calls = messages("directory_service")

    def organization(caller, kind, code, name):
        return caller(
            "DirectoryService", "CreateOrganization",
            calls.CreateOrganizationRequest(
                request_id=request_id(),
                organization=directory.Organization(
                    kind=kind, code=code, name=name)),
            calls.OrganizationAnswer).organization.organization_id

    kinds = directory.Organization
    local_id = organization(admin, kinds.UNION_LOCAL, "PY", "Python local")
    employer_id = organization(admin, kinds.EMPLOYER, "PYE", "Python employer")
    keeper = sign_in(admin, person_with_mandate(
        admin, "Keeper of the local", "", directory.Mandate.KEEPER, local_id))
    rep_id = person_with_mandate(keeper, "Representative", local_id,
                                 directory.Mandate.UNION_REP)
    keeper("DirectoryService", "CreateAgreement",
           calls.CreateAgreementRequest(
               request_id=request_id(),
               agreement=directory.Agreement(
                   local_id=local_id, employer_id=employer_id,
                   profile_code="QC-SSS-30", title="Agreement",
                   from_date="2011-01-01")),
           calls.AgreementAnswer)
    return sign_in(keeper, rep_id), local_id, keeper


def timing_grievance(local_id, request, facts="A time is set for each act."):
    """A union's own grievance on the timing of interventions."""
    classes = messages("grievance_class").GrievanceClass
    return messages("grievance_service").FileGrievanceRequest(
        request_id=request, local_id=local_id,
        grievance_class=classes.UNION, issue_code="ORG-TIM",
        statement="Timing of interventions.", facts=facts,
        remedy_sought="That it be withdrawn.", occurred_date="2012-11-22",
        known_date="2012-11-22", submitted_date="2012-11-26")


def without_explanations(grievance):
    """The grievance as a move answers with it: opening it adds the counts."""
    for deadline in grievance.deadlines:
        del deadline.clocks[:]
        del deadline.steps[:]
        del deadline.explanation[:]
    return grievance
