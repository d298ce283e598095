#!/usr/bin/python3
"""One issue, 461 individual grievances and 5 of the union, from a spreadsheet.

The shape is that of the CHUQ in 2011; every name is made here and stands for
nobody. The client is killed while it sends, the server while rows wait and
while it publishes: what is seen is always none of the grievances or all of
them, each once, and `entented verify` finds the store sound.

usage: mass_import.py ENTENTED ENTENTE PROTO_FOLDER [KILLS]

KILLS of the server during publication; 25 when ENTENTE_SLOW_TESTS is set,
else 4.
"""

import csv
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from python_client import Caller, Server, generate, union_representative

INDIVIDUAL = 461
UNION = 5
ROWS = INDIVIDUAL + UNION

MAPPING = """
date_form: "DD/MM/YYYY"
common {
  local_id: "PY"
  issue_code: "PAY-OT"
  statement: "Heures supplémentaires payées à taux simple (exemple fictif)."
  remedy_sought: "Payer le taux majoré."
  submitted_date: "2011-01-29"
}
columns { header: "Nom" field: "name" }
columns {
  header: "Genre"
  field: "grievance_class"
  words { text: "individuel" value: "individual" }
  words { text: "syndical" value: "union" }
}
columns { header: "Connu le" field: "known_date" }
columns { header: "Survenu le" field: "occurred_date" }
"""

FIRST = ("Ada", "Béatrice", "Chloé", "Denise", "Élise", "Fabien", "Gaëtan",
         "Hélène", "Inès", "Jérôme", "Katia", "Loïc", "Maëlle", "Noé")
LAST = ("Arbrefictif", "Boisfictif", "Chênefictif", "Dunefictif",
        "Érablefictif", "Foinfictif", "Granitfictif", "Houxfictif",
        "Iffictif", "Joncfictif", "Lacfictif", "Montfictif", "Néréfictif",
        "Ormefictif", "Pinfictif", "Quaifictif", "Rocfictif", "Saulefictif",
        "Tilleulfictif", "Valfictif", "Yeusefictif", "Zincfictif", "Aunefictif",
        "Blocfictif", "Cimefictif", "Daimfictif", "Eaufictif", "Fluxfictif",
        "Gelfictif", "Halofictif", "Îlefictif", "Jaisfictif", "Kelpfictif")


def names():
    every = [f"{first} {last}" for last in LAST for first in FIRST]
    assert len(set(every)) >= INDIVIDUAL
    return every[:INDIVIDUAL]


def table():
    rows = [[name, "individuel", f"{1 + i % 28:02}/01/2011",
             f"{1 + i % 28:02}/01/2011"]
            for i, name in enumerate(names())]
    return rows + [["", "syndical", "12/01/2011", "10/01/2011"]
                   for _ in range(UNION)]


def write(path, rows, encoding="windows-1252"):
    with open(path, "w", encoding=encoding, newline="") as file:
        sheet = csv.writer(file, delimiter=";", lineterminator="\r\n")
        sheet.writerow(["Nom", "Genre", "Connu le", "Survenu le"])
        sheet.writerows(rows)


class Story:
    def __init__(self, entented, entente, proto, folder):
        self.folder = pathlib.Path(folder)
        self.entente = entente
        self.server = Server(entented, str(self.folder / "data"))
        generate(proto, self.folder / "python")
        self.token_file = self.folder / "token"
        (self.folder / "mapping").write_text(MAPPING, encoding="utf-8")

    def begin(self):
        token = self.server.init()
        self.server.start()
        with self.server.channel() as channel:
            rep, _, _ = union_representative(Caller(channel, token))
            self.token_file.write_text(rep.token)
            self.token_file.chmod(0o600)

    def command(self, *arguments):
        environment = {
            **os.environ, "ENTENTE_SERVER": f"unix:{self.server.socket}",
            "ENTENTE_TOKEN_FILE": str(self.token_file), "ENTENTE_LANG": "en",
            "LC_ALL": "C.UTF-8"}
        return subprocess.Popen(
            [self.entente, *arguments], env=environment, cwd=self.folder,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *arguments):
        done = self.command(*arguments)
        out, talk = done.communicate(timeout=120)
        return done.returncode, out, talk

    def load(self, name, *more):
        return self.run("grievance", "import", name, "--mapping", "mapping",
                        *more)

    def listed(self):
        """The numbers of all grievances."""
        code, out, talk = self.run("grievance", "list", "--all",
                                   "--page-size", "200", "-o", "json")
        assert code == 0, talk
        return [each["parties"][0]["number"]
                for each in json.loads(out).get("grievances", [])]

    def persons(self):
        code, out, talk = self.run("person", "list", "--all", "--page-size",
                                   "200", "-o", "json")
        assert code == 0, talk
        return len(json.loads(out)["persons"])

    def check_all_or_none(self):
        numbers = self.listed()
        assert len(numbers) in (0, ROWS), f"{len(numbers)} are visible"
        assert len(set(numbers)) == len(numbers), "a number given twice"
        return numbers

    def verify(self):
        code, words = self.server.verify()
        assert code == 0, words


def bad_rows(story):
    """A dry run says of every bad row what is wrong, and writes nothing."""
    rows = table()
    rows[9][2] = "2011-01-10"
    rows[99][2] = "30/01/2011"
    rows[199][0] = rows[0][0]
    rows[299].append("un de trop")
    rows[465][1] = "collectif"
    write(story.folder / "bad.csv", rows)
    before = story.persons()
    code, out, talk = story.load("bad.csv", "--dry-run", "-o", "csv")
    assert code == 6, (code, talk)
    found = [line.split(",")[:2] for line in out.splitlines()[1:]]
    assert found == [["11", "Connu le"], ["101", "Connu le"],
                     ["201", "Nom"], ["301", ""], ["467", "Genre"]], out
    # The whole file is refused for them too, and nothing is left behind.
    code, out, talk = story.load("bad.csv")
    assert code == 6, (code, talk)
    assert "5 rows of 466" in talk, talk
    assert story.listed() == []
    assert story.persons() == before
    code, out, _ = story.run("grievance", "imports", "--state", "staging",
                             "-o", "json")
    assert code == 0 and json.loads(out).get("imports", []) == [], out


def too_many(story):
    write(story.folder / "many.csv",
          [[f"Nom {i}", "individuel", "01/01/2011", "01/01/2011"]
           for i in range(100000)])
    for more in ((), ("--dry-run",)):
        code, _, talk = story.load("many.csv", *more)
        assert code == 1, (code, talk)
        assert "100,000 rows" in talk and "10,000 at most" in talk, talk
        assert "Line 10,002 is the first one too many" in talk, talk


def killed(story, kills):
    """Returns once the file is imported, however often that is cut off."""
    write(story.folder / "good.csv", table())
    before = story.persons()
    code, _, talk = story.load("good.csv", "--dry-run")
    assert code == 0, talk
    assert f"persons to enter: {INDIVIDUAL}" in talk, talk
    assert story.check_all_or_none() == []
    assert story.persons() == before
    client_kills = 0
    for _ in range(3):
        client = story.command("grievance", "import", "good.csv", "--mapping",
                               "mapping")
        time.sleep(random.uniform(0.02, 0.15))
        client.kill()
        client.communicate()
        client_kills += 1
        if story.check_all_or_none():
            break
    outcomes = {"none": 0, "all": 0}
    for _ in range(kills):
        client = story.command("grievance", "import", "good.csv", "--mapping",
                               "mapping")
        time.sleep(random.uniform(0.01, 0.6))
        story.server.kill()
        client.communicate(timeout=60)
        story.verify()
        story.server.start()
        outcomes["all" if story.check_all_or_none() else "none"] += 1
    code, out, talk = story.load("good.csv", "-o", "json")
    assert code == 0, talk
    outcome = json.loads(out)["outcome"]
    assert outcome["grievanceCount"] == ROWS, outcome
    assert outcome["newPersonCount"] == INDIVIDUAL, outcome
    assert outcome["timelyCount"] == ROWS, outcome
    numbers = story.check_all_or_none()
    assert len(numbers) == ROWS
    assert sorted(numbers)[0] == outcome["firstNumber"] == "PY-G-2011-0001"
    assert sorted(numbers)[-1] == outcome["lastNumber"] == "PY-G-2011-0466"
    assert story.persons() == before + INDIVIDUAL
    # The same command again files nothing, and says the same numbers.
    code, out, talk = story.load("good.csv", "-o", "json")
    assert code == 0 and json.loads(out)["outcome"] == outcome, talk
    assert "imported before" in talk, talk
    assert len(story.listed()) == ROWS
    print(f"client killed {client_kills} times; server killed {kills} times: "
          f"{outcomes['none']} left nothing, {outcomes['all']} everything")


def main():
    slow = os.environ.get("ENTENTE_SLOW_TESTS")
    kills = int(sys.argv[4]) if len(sys.argv) > 4 else 25 if slow else 4
    with tempfile.TemporaryDirectory(prefix="entente-import-") as folder:
        pathlib.Path(folder, "python").mkdir()
        story = Story(*sys.argv[1:4], folder)
        story.begin()
        try:
            bad_rows(story)
            too_many(story)
            killed(story, kills)
        finally:
            if story.server.process.poll() is None:
                story.server.stop()
        story.verify()


if __name__ == "__main__":
    main()
