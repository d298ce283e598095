#!/usr/bin/python3
"""Installs the build into a folder, and reads what stands there; reads and
plays what systemd is given.

usage: install_test.py CMAKE BUILD
"""

import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True,
                          timeout=60, **more).stdout


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="entente-install-")
        cls.at = pathlib.Path(cls.folder.name)
        run(CMAKE, "--install", BUILD, "--prefix", str(cls.at))
        cls.entente = str(cls.at / "bin/entente")
        cls.entented = str(cls.at / "bin/entented")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def page(self, name):
        """A manual page, as its reader has it: no roff, no line breaks."""
        text = (self.at / "share/man" / name).read_text(encoding="utf-8")
        text = re.sub(r"^\.\\\".*$", "", text, flags=re.M)
        text = re.sub(r"^\.[A-Z]+ ?", "", text, flags=re.M)
        text = text.replace("\\&", "").replace("\\-", "-").replace("\\e", "\\")
        return " ".join(text.split())

    def commands(self):
        """"grievance show" and all the others, as the completion has them."""
        script = run(self.entente, "completion", "bash")
        return [name for name in re.findall(r'^ +"([^"]*)"\) words=', script,
                                            flags=re.M) if name]

    def test_both_programs_run(self):
        self.assertRegex(run(self.entente, "--version"), r"^entente \d")
        self.assertRegex(run(self.entented, "--version"), r"^\d")

    def test_the_pages_of_the_client_name_every_noun_and_verb(self):
        commands = self.commands()
        self.assertGreater(len(commands), 50)
        for page in ("man1/entente.1", "fr/man1/entente.1"):
            text = self.page(page)
            for command in commands:
                self.assertIn(f"entente {command} ", text, page)

    def test_each_page_is_in_its_language(self):
        self.assertIn("EXIT STATUS", self.page("man1/entente.1"))
        french = self.page("fr/man1/entente.1")
        self.assertIn("CODES DE RETOUR", french)
        self.assertIn("les griefs, leurs échéances", french)
        self.assertNotIn("EXIT STATUS", french)

    def test_no_text_is_missing(self):
        for page in ("man1/entente.1", "fr/man1/entente.1"):
            self.assertNotIn("[help/", self.page(page))

    def test_the_page_of_the_server_names_every_command_and_flag(self):
        text = self.page("man8/entented.8")
        about = run(self.entented, "--help")
        commands = re.findall(r"^  ([a-z-]+)  ", about.split("Subcommands:")[1],
                              flags=re.M)
        self.assertGreaterEqual(len(commands), 6)
        flags = set(re.findall(r"--[a-z-]+", about))
        for command in commands:
            self.assertIn(f"entented {command} ", text)
            flags |= set(re.findall(
                r"--[a-z-]+", run(self.entented, command, "--help")))
        self.assertGreaterEqual(len(flags), 10)
        for flag in flags:
            self.assertIn(flag, text)

    def test_man_finds_nothing_wrong_with_them(self):
        if shutil.which("man") is None or shutil.which("groff") is None:
            self.skipTest("man and groff are not installed here")
        for page in ("man1/entente.1", "fr/man1/entente.1", "man8/entented.8"):
            done = subprocess.run(
                ["man", "--warnings", "-l", str(self.at / "share/man" / page)],
                capture_output=True, text=True, timeout=60,
                env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "100",
                     "PAGER": "cat"})
            self.assertEqual(done.stderr, "", page)
            self.assertGreater(len(done.stdout), 1000)

    def test_the_completion_of_bash_and_fish_is_in_its_place(self):
        bash = self.at / "share/bash-completion/completions/entente"
        run("bash", "-n", str(bash))
        self.assertIn("grievance", bash.read_text())
        fish = self.at / "share/fish/vendor_completions.d/entente.fish"
        self.assertIn("grievance", fish.read_text())


UNITS = pathlib.Path(__file__).resolve().parents[2] / "deploy"


def settings(unit):
    """The lines of a unit, those that go on in the next as one."""
    text = (UNITS / unit).read_text(encoding="utf-8")
    kept = [line for line in text.split("\n") if not line.startswith("#")]
    return "\n".join(kept).replace("\\\n", " ").split("\n")


class Units(unittest.TestCase):
    """What systemd is given; the shell's part of it is played."""

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="entente-units-")
        self.folder = pathlib.Path(self.temporary.name)
        self.message = self.folder / "message"
        self.sent = self.folder / "sent"

    def tearDown(self):
        self.temporary.cleanup()

    def test_systemd_finds_nothing_wrong_with_them(self):
        if shutil.which("systemd-analyze") is None:
            self.skipTest("systemd is not installed here")
        # Of the programs only that they exist is looked at.
        for unit in UNITS.glob("ente*@.*"):
            shutil.copy(unit, self.folder)
        text = (UNITS / "entented.service").read_text(encoding="utf-8")
        (self.folder / "entented.service").write_text(
            text.replace("/usr/local/bin/entented", "/bin/true"))
        for unit in ("entented.service", "entente-digest@ann.service",
                     "entente-digest@ann.timer"):
            done = subprocess.run(
                ["systemd-analyze", "verify", str(self.folder / unit)],
                capture_output=True, text=True, timeout=60)
            self.assertEqual((done.returncode, done.stderr), (0, ""), unit)

    def test_the_digest_is_as_closed_as_the_server(self):
        server = set(settings("entented.service"))
        digest = set(settings("entente-digest@.service"))
        closed = {line for line in server if re.match(
            r"(Protect|Private|Restrict|NoNew|Capability|Ambient|Lock|Memory"
            r"Deny|MemorySwap|RemoveIPC|SystemCall|ProcSubset|LimitCORE|UMask)",
            line)}
        self.assertGreater(len(closed), 20)
        # An account made for one run has no other to hide from.
        self.assertEqual(closed - digest, {"PrivateUsers=yes"})
        self.assertIn("DynamicUser=yes", digest)

    def test_the_timer_goes_off_on_weekdays_at_seven(self):
        self.assertIn("OnCalendar=Mon..Fri 07:00",
                      settings("entente-digest@.timer"))

    def play(self, client, mail_to="ann@example.org", **more):
        """Runs both commands of the service, with programs of our own."""
        for name, script in (("entente", client), ("sendmail", (
                f'printf "%s\\n" "$*" > {self.sent}; cat >> {self.sent}'))):
            program = self.folder / name
            program.write_text(f"#!/bin/sh\n{script}\n")
            program.chmod(0o755)
        environment = {"PATH": os.environ["PATH"], **more,
                       "RUNTIME_DIRECTORY": str(self.folder)}
        if mail_to is not None:
            environment["MAIL_TO"] = mail_to
        commands = [line.split("=", 1)[1].lstrip("+")
                    for line in settings("entente-digest@.service")
                    if line.startswith("ExecStart=")]
        self.assertEqual(len(commands), 2)
        for command in commands:
            command = command.replace("$$", "$").replace(
                "/usr/local/bin/entente", str(self.folder / "entente")).replace(
                "/usr/sbin/sendmail", str(self.folder / "sendmail"))
            done = subprocess.run(shlex.split(command), env=environment,
                                  capture_output=True, text=True, timeout=60)
            # As systemd does: what fails ends the unit.
            if done.returncode != 0:
                return done.returncode
        return 0

    def test_the_message_is_sent_to_the_address(self):
        self.assertEqual(self.play('echo "Subject: $*"; echo; echo été'), 0)
        self.assertEqual(self.sent.read_text(encoding="utf-8"),
                         "-i -- ann@example.org\n"
                         "Subject: today --mail\n\nété\n")

    def test_the_flags_of_the_person_are_given_to_the_client(self):
        self.assertEqual(self.play('echo "$*"', DIGEST_FLAGS="--unless-empty "
                                   "--server unix:/x"), 0)
        self.assertIn("today --mail --unless-empty --server unix:/x",
                      self.sent.read_text(encoding="utf-8"))

    def test_an_empty_message_is_not_sent(self):
        self.assertEqual(self.play("exit 0"), 0)
        self.assertFalse(self.sent.exists())

    def test_a_failing_client_fails_the_unit_and_sends_nothing(self):
        self.assertEqual(self.play("echo half; exit 4"), 4)
        self.assertFalse(self.sent.exists())

    def test_a_link_in_place_of_the_message_is_not_followed(self):
        secret = self.folder / "secret"
        secret.write_text("secret")
        self.assertNotEqual(
            self.play(f"rm {self.message}; ln -s {secret} {self.message}"), 0)
        self.assertFalse(self.sent.exists())

    def test_without_an_address_nothing_is_sent(self):
        self.assertNotEqual(self.play("echo x", mail_to=None), 0)
        self.assertFalse(self.sent.exists())


if __name__ == "__main__":
    CMAKE, BUILD = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1])
