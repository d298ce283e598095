#!/usr/bin/python3
"""Plays a person at a terminal: what is asked for, and what Ctrl-C does.

usage: terminal.py ENTENTED ENTENTE

On a pseudo-terminal: a one-time code is typed and never shown; Ctrl-C at that
prompt ends with 130 and gives the terminal its echo back; a withdrawal is done
once the number is typed anew, and not for another number; a table fits a
narrow terminal. The language is asked for by flag and the locale is C, so the
locale of the machine decides nothing.
"""

import fcntl
import os
import pathlib
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time


class Failed(Exception):
    pass


def expect(holds, what):
    if not holds:
        raise Failed(what)


class Terminal:
    """One command on a terminal of its own."""

    def __init__(self, command, environment, columns=200):
        self.seen = ""
        self.process, self.screen = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ,
                        struct.pack("HHHH", 24, columns, 0, 0))
            os.execve(command[0], command, environment)

    def read(self, until=None, seconds=20):
        """Reads until `until` was seen, or until the end."""
        limit = time.monotonic() + seconds
        while until is None or until not in self.seen:
            left = limit - time.monotonic()
            expect(left > 0, f"waited for {until!r}, and saw:\n{self.seen}")
            if not select.select([self.screen], [], [], left)[0]:
                continue
            try:
                read = os.read(self.screen, 4096)
            except OSError:
                break
            if not read:
                break
            text = read.decode("utf-8", "replace")
            # French puts a no-break space before a colon.
            self.seen += text.replace("\r", "").replace("\u00a0", " ")
        expect(until is None or until in self.seen,
               f"it ended before {until!r}, and wrote:\n{self.seen}")
        return self.seen

    def echoes(self):
        return bool(termios.tcgetattr(self.screen)[3] & termios.ECHO)

    def wait_for_echo(self, on):
        limit = time.monotonic() + 20
        while self.echoes() != on:
            expect(time.monotonic() < limit, f"echo did not become {on}")
            time.sleep(0.01)

    def type(self, text):
        os.write(self.screen, text.encode())

    def end(self):
        """Reads to the end; returns the exit code."""
        self.read()
        status = os.waitpid(self.process, 0)[1]
        os.close(self.screen)
        return os.waitstatus_to_exitcode(status)


class Office:
    """A server with one local, one employer and the local's representative."""

    def __init__(self, entented, entente, folder):
        self.folder = pathlib.Path(folder)
        self.entente = entente
        store = self.folder / "store"
        subprocess.run([entented, "init", "--data", str(store)], check=True,
                       stderr=subprocess.DEVNULL)
        self.server = subprocess.Popen(
            [entented, "serve", "--data", str(store)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(400):
            if (store / "entente.sock").exists():
                break
            time.sleep(0.025)
        self.admin = str(store / "admin.token")
        self.socket = f"unix:{store}/entente.sock"

    def environment(self, token):
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.folder),
                "LC_ALL": "C", "TZ": "America/Toronto", "TERM": "dumb",
                "ENTENTE_SERVER": self.socket, "ENTENTE_TOKEN_FILE": token}

    def run(self, token, *words):
        done = subprocess.run(
            [self.entente, *words, "--lang", "en"], capture_output=True,
            text=True, encoding="utf-8", env=self.environment(token),
            timeout=60)
        expect(done.returncode == 0,
               f"{words} ended with {done.returncode}:\n{done.stderr}")
        return done.stdout

    def identifier(self, token, *words):
        return re.search(r"^identifier +(\S+)$", self.run(token, *words),
                         re.M).group(1)

    def code_for(self, token, person):
        return re.search(r"^one-time code +(\S+)$",
                         self.run(token, "token", "issue", person),
                         re.M).group(1)

    def at_terminal(self, token, *words, columns=200):
        return Terminal([self.entente, *words], self.environment(token),
                        columns)


def sign_in(office, token, code):
    terminal = office.at_terminal(token, "login", "--lang", "fr")
    terminal.read("Code à usage unique : ")
    terminal.wait_for_echo(False)
    terminal.type(code + "\n")
    expect(terminal.end() == 0, terminal.seen)
    expect("La session est ouverte." in terminal.seen, terminal.seen)
    expect(code not in terminal.seen, "the code was shown")


def interrupt_at_the_code(office, token):
    terminal = office.at_terminal(token, "login", "--lang", "en")
    terminal.read("One-time code: ")
    terminal.wait_for_echo(False)
    terminal.type("\x03")
    terminal.wait_for_echo(True)
    expect(terminal.end() == 130, f"Ctrl-C:\n{terminal.seen}")


def interrupt_at_the_number(office, token, number):
    terminal = office.at_terminal(token, "grievance", "withdraw", number,
                                  "--reason", "Fictif", "--lang", "fr")
    terminal.read("pour confirmer : ")
    terminal.type("\x03")
    expect(terminal.end() in (130, -2), f"Ctrl-C:\n{terminal.seen}")
    expect(re.search("^state +filed$",
                     office.run(token, "grievance", "show", number), re.M),
           "an interrupted withdrawal was done")


def withdraw(office, token, number, typed):
    terminal = office.at_terminal(token, "grievance", "withdraw", number,
                                  "--reason", "Fictif", "--lang", "fr")
    terminal.read("pour confirmer : ")
    terminal.type(typed + "\n")
    return terminal.end(), terminal.seen


def import_with_progress(office, token):
    """How far an import is shows on standard error at a terminal."""
    sheet = office.folder / "rows.csv"
    sheet.write_text("known\n" + "2012-11-22\n" * 300, encoding="utf-8")
    mapping = office.folder / "rows.mapping"
    mapping.write_text(
        'common { grievance_class: UNION issue_code: "ORG-TIM"'
        ' statement: "s" remedy_sought: "r" submitted_date: "2012-12-20" }'
        ' columns { header: "known" field: "known_date" }', encoding="utf-8")
    terminal = office.at_terminal(token, "grievance", "import", str(sheet),
                                  "--mapping", str(mapping), "--lang", "en")
    expect(terminal.end() == 0, terminal.seen)
    # Each count is written over the one before it.
    expect("256 of 300 rows300 of 300 rows" in terminal.seen, terminal.seen)
    expect("QN-G-2012-0301" in terminal.seen, terminal.seen)


def play(office):
    token = str(office.folder / "rep.token")
    office.run(office.admin, "org", "create", "--kind", "union-local",
               "--code", "QN", "--name", "Syndicat de Québec-Nord")
    office.run(office.admin, "org", "create", "--kind", "employer", "--code",
               "CSSSQN", "--name", "CSSS de Québec-Nord")
    interrupt_at_the_code(office, token)
    keeper = office.identifier(office.admin, "person", "create",
                               "--public-name", "Colette Gagnon")
    office.run(office.admin, "mandate", "grant", keeper, "--role", "keeper",
               "--org", "QN", "--from", "2012-01-01")
    desk = str(office.folder / "keeper.token")
    sign_in(office, desk, office.code_for(office.admin, keeper))
    person = office.identifier(desk, "person", "create", "--public-name",
                               "Marie Roy", "--org", "QN")
    office.run(desk, "mandate", "grant", person, "--role", "union-rep",
               "--org", "QN", "--from", "2012-01-01")
    sign_in(office, token, office.code_for(desk, person))
    office.run(desk, "agreement", "create", "--local", "QN", "--employer",
               "CSSSQN", "--profile", "QC-SSS-30", "--title", "2011-2015",
               "--from", "2011-03-20")
    office.run(token, "grievance", "file", "--class", "union", "--issue",
               "ORG-TIM", "--occurred", "2012-11-22", "--known", "2012-11-22",
               "--submitted", "2012-12-20", "--way", "hand", "--statement",
               "Minutage.", "--facts", "Fictif.", "--remedy", "Cesser.")
    number = "QN-G-2012-0001"

    terminal = office.at_terminal(token, "grievance", "list", "--lang", "fr",
                                  columns=40)
    expect(terminal.end() == 0, terminal.seen)
    expect(max(map(len, terminal.seen.splitlines())) <= 40, terminal.seen)

    interrupt_at_the_number(office, token, number)
    code, seen = withdraw(office, token, number, "QN-G-2012-0002")
    expect(code == 1 and "rien n'a été fait" in seen, seen)
    code, seen = withdraw(office, token, number, number)
    expect(code == 0 and "retiré" in seen, seen)
    import_with_progress(office, token)


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    entented, entente = (str(pathlib.Path(each).resolve())
                         for each in arguments)
    with tempfile.TemporaryDirectory(prefix="entente-", dir="/tmp") as folder:
        office = Office(entented, entente, folder)
        try:
            play(office)
        except Failed as failed:
            print(f"terminal: {failed}", file=sys.stderr)
            return 1
        finally:
            office.server.terminate()
            office.server.wait(timeout=20)
    print("terminal: as expected")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
