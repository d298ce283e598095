#!/usr/bin/python3
"""Plays a story on the two real programs and compares what they say.

usage: run_script.py [--show] ENTENTED ENTENTE SCRIPT
       run_script.py --play FOLDER [--keep] ENTENTED ENTENTE SCRIPT

A fresh store in a temporary folder is served on a Unix socket; at the end the
server is stopped by SIGTERM and must end with 0, and `entented verify` must
find the store sound. Lines of a script:

  # …          a remark
  ## …         told to whoever watches the story
  @as NAME     from here on NAME acts, with a token file of their own; `admin`
               has the administrator's token from the start
  @lang LANG   from here on ENTENTE_LANG
  > COMMAND    run by bash, in the folder of the story, with the folder of the
               tests as $TESTS; a line that ends in \\
               goes on in the next
  = N          the command ends with N (0 when not stated)
  other lines  what the command writes on standard output, then on standard
               error

In expected lines `[[name]]` stands for any text without blanks: captured where
it is first met, and the same ever after; `[[name]]` in a command is what was
captured. `[[*]]` stands for any text within a line, and a line `...` for any
number of lines. --show prints what really happens instead of comparing it.
--play prints it as well as comparing it, for somebody who watches, and leaves
the store in FOLDER; with --keep its server goes on.
"""

import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

HOLE = re.compile(r"\[\[(\*|[a-z][a-z0-9_]*)\]\]")


class Failed(Exception):
    pass


class Step:
    def __init__(self, line_number, command, actor, language):
        self.line_number = line_number
        self.command = command
        self.actor = actor
        self.language = language
        self.told = []
        self.expected = []
        self.code = 0


def read_script(path):
    steps = []
    actor = "admin"
    language = "en"
    pending = None
    told = []
    for number, line in enumerate(
            pathlib.Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if pending is not None:
            pending.command += "\n" + line
            if not line.endswith("\\"):
                pending = None
        elif line.startswith("##"):
            told.append(line[2:].strip())
        elif line.startswith("#"):
            continue
        elif line.startswith("@as "):
            actor = line[4:].strip()
        elif line.startswith("@lang "):
            language = line[6:].strip()
        elif line.startswith("> "):
            steps.append(Step(number, line[2:], actor, language))
            steps[-1].told, told = told, []
            if line.endswith("\\"):
                pending = steps[-1]
        elif re.fullmatch(r"= \d+", line):
            steps[-1].code = int(line[2:])
        elif steps:
            steps[-1].expected.append(line)
        elif line.strip():
            raise Failed(f"{path}:{number}: output before any command")
    for step in steps:
        while step.expected and not step.expected[-1].strip():
            step.expected.pop()
    return steps


def pattern_of(line, captured):
    """A regular expression for one expected line."""
    parts = []
    at = 0
    named = set()
    for hole in HOLE.finditer(line):
        parts.append(re.escape(line[at:hole.start()]))
        name = hole.group(1)
        if name == "*":
            parts.append(".*")
        elif name in captured:
            parts.append(re.escape(captured[name]))
        elif name in named:
            parts.append(f"(?P={name})")
        else:
            parts.append(rf"(?P<{name}>\S+)")
            named.add(name)
        at = hole.end()
    parts.append(re.escape(line[at:]))
    return re.compile("".join(parts))


def matches(expected, actual, captured):
    """Compares lines; returns what was captured, or None."""
    if not expected:
        return captured if not actual else None
    if expected[0] == "...":
        for skipped in range(len(actual) + 1):
            found = matches(expected[1:], actual[skipped:], captured)
            if found is not None:
                return found
        return None
    if not actual:
        return None
    # No-break spaces look like spaces in a script, and the width of a column
    # goes by what stands in it: blanks compare as one.
    plain = " ".join(actual[0].split())
    wanted = " ".join(expected[0].split())
    found = pattern_of(wanted, captured).fullmatch(plain)
    if found is None:
        return None
    return matches(expected[1:], actual[1:], {**captured, **found.groupdict()})


class Story:
    def __init__(self, entented, entente, folder):
        self.entented = str(pathlib.Path(entented).resolve())
        self.entente = str(pathlib.Path(entente).resolve())
        self.folder = pathlib.Path(folder)
        self.store = self.folder / "store"
        self.socket = self.folder / "socket"
        self.server = None
        self.captured = {}

    def environment(self, step):
        token = (self.store / "admin.token" if step.actor == "admin"
                 else self.folder / f"{step.actor}.token")
        programs = self.folder / "bin"
        return {
            "PATH": f"{programs}:/usr/bin:/bin",
            "HOME": str(self.folder),
            "LC_ALL": "C.UTF-8",
            "TZ": "America/Toronto",
            "ENTENTE_SERVER": f"unix:{self.socket}",
            "ENTENTE_TOKEN_FILE": str(token),
            "ENTENTE_LANG": step.language,
            "TESTS": str(pathlib.Path(__file__).resolve().parent.parent),
        }

    def start(self):
        programs = self.folder / "bin"
        programs.mkdir()
        (programs / "entente").symlink_to(self.entente)
        (programs / "entented").symlink_to(self.entented)
        subprocess.run([self.entented, "init", "--data", str(self.store)],
                       check=True, stderr=subprocess.DEVNULL)
        self.log = open(self.folder / "server.log", "wb")
        self.server = subprocess.Popen(
            [self.entented, "serve", "--data", str(self.store),
             "--listen", f"unix:{self.socket}"],
            stdout=self.log, stderr=self.log, start_new_session=True)
        for _ in range(400):
            if self.socket.exists():
                return
            if self.server.poll() is not None:
                break
            time.sleep(0.025)
        raise Failed("entented did not start:\n" + self.server_log())

    def server_log(self):
        return (self.folder / "server.log").read_text(errors="replace")

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        code = self.server.wait(timeout=20)
        if code != 0:
            raise Failed(f"entented ended with {code}:\n" + self.server_log())
        verified = subprocess.run(
            [self.entented, "verify", "--data", str(self.store)],
            capture_output=True, text=True)
        if verified.returncode != 0:
            raise Failed(f"verify ended with {verified.returncode}:\n"
                         + verified.stdout + verified.stderr)

    def run(self, step, show, play=False):
        command = HOLE.sub(
            lambda hole: self.captured.get(hole.group(1), hole.group(0)),
            step.command)
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, capture_output=True,
            env=self.environment(step), timeout=60)
        output = (done.stdout + done.stderr).decode("utf-8", "replace")
        lines = [line.rstrip() for line in output.splitlines()]
        while lines and not lines[-1]:
            lines.pop()
        if play:
            tell(step, command, lines)
        if show:
            print(f"{step.actor}> {command}")
            print("\n".join(lines))
            print(f"= {done.returncode}\n")
        if done.returncode != step.code and not show:
            raise Failed(
                f"line {step.line_number}: > {command}\nended with "
                f"{done.returncode} instead of {step.code}, and wrote:\n"
                + "\n".join(lines))
        found = matches(step.expected, lines, self.captured)
        if found is not None:
            self.captured = found
        elif not show:
            raise Failed(
                f"line {step.line_number}: > {command}\nwrote:\n"
                + "\n".join(lines) + "\ninstead of:\n"
                + "\n".join(step.expected))


def tell(step, command, lines):
    """Prints one step for somebody who watches."""
    bold, plain = ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("", "")
    if step.told:
        print()
    for line in step.told:
        print(f"{bold}{line}{plain}")
    print(f"\n[{step.actor}] $ {bold}{command}{plain}")
    for line in lines:
        print(f"    {line}")
    sys.stdout.flush()


def play(folder, keep, entented, entente, script):
    """Plays a story in `folder`, which stays."""
    steps = read_script(script)
    story = Story(entented, entente, folder)
    try:
        story.start()
        for step in steps:
            story.run(step, False, True)
        if not keep:
            story.stop()
    except BaseException:
        if story.server is not None and story.server.poll() is None:
            story.server.kill()
            story.server.wait()
        raise
    if keep:
        pathlib.Path(folder, "server.pid").write_text(f"{story.server.pid}\n")


def main(arguments):
    if arguments[:1] == ["--play"] and len(arguments) >= 5:
        try:
            play(arguments[1], "--keep" in arguments, *arguments[-3:])
        except Failed as failed:
            print(f"{arguments[-1]}: {failed}", file=sys.stderr)
            return 1
        return 0
    show = "--show" in arguments
    arguments = [each for each in arguments if each != "--show"]
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    entented, entente, script = arguments
    try:
        steps = read_script(script)
        # Short, since the name of a Unix socket may have 107 bytes.
        with tempfile.TemporaryDirectory(prefix="entente-", dir="/tmp") as at:
            story = Story(entented, entente, at)
            try:
                story.start()
                for step in steps:
                    story.run(step, show)
                story.stop()
            finally:
                if story.server is not None and story.server.poll() is None:
                    story.server.kill()
                    story.server.wait()
    except Failed as failed:
        print(f"{script}: {failed}", file=sys.stderr)
        return 1
    print(f"{script}: {len(steps)} commands as expected"
          if not show else f"{script}: {len(steps)} commands shown")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
