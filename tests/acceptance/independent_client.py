#!/usr/bin/python3
"""A client that shares no code with Entente files and reads a grievance.

usage: independent_client.py ENTENTED PROTO_FOLDER
"""

import sys
import tempfile

import grpc

from python_client import (Caller, Server, generate, messages, request_id,
                           timing_grievance, union_representative,
                           without_explanations)


def story(channel, admin_token):
    calls = messages("grievance_service")
    admin = Caller(channel, admin_token)
    rep, local_id, _ = union_representative(admin)

    filed = rep("GrievanceService", "FileGrievance",
                timing_grievance(local_id, request_id()),
                calls.GrievanceAnswer)
    read = rep(
        "GrievanceService", "GetGrievance",
        calls.GetGrievanceRequest(grievance_id=filed.grievance.grievance_id,
                                  explain=True),
        calls.GrievanceAnswer)
    assert all(each.explanation for each in read.grievance.deadlines), read
    assert without_explanations(read.grievance) == filed.grievance, (
        filed, read)
    assert read.grievance.facts == "A time is set for each act."
    assert read.standing.verdict == calls.Standing.TIMELY
    number = read.grievance.parties[0].number
    assert number == "PY-G-2012-0001", number

    try:
        admin("GrievanceService", "GetGrievance",
              calls.GetGrievanceRequest(
                  grievance_id=filed.grievance.grievance_id),
              calls.GrievanceAnswer)
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.PERMISSION_DENIED, error
    else:
        raise SystemExit("the administrator could read a grievance")
    return number


def main():
    entented, proto_folder = sys.argv[1:3]
    with tempfile.TemporaryDirectory(prefix="entente-python-") as folder:
        generate(proto_folder, folder)
        server = Server(entented, f"{folder}/data")
        admin_token = server.init()
        server.start()
        with server.channel() as channel:
            number = story(channel, admin_token)
        server.stop()
        code, words = server.verify()
        assert code == 0, words
    print(f"filed and read {number} from Python")


if __name__ == "__main__":
    main()
