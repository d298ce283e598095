#!/usr/bin/python3
"""Installs the build into a folder, and reads what stands there.

usage: install_test.py CMAKE BUILD
"""

import os
import pathlib
import re
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


if __name__ == "__main__":
    CMAKE, BUILD = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1])
