"""Drives a built program on one rehearsal office, by its command line and its desk, under a frozen clock."""

import os
import re
import shlex
import subprocess
import time


class Office:
    def __init__(self, program, folder):
        self.program = os.path.abspath(program)
        self.folder = folder
        self.path = folder + "/office"
        self.now = None
        for name in ["papers", "slips"]:
            os.makedirs(f"{folder}/{name}", exist_ok=True)

    # The clock and the environment are ours alone: what is made does not depend on who makes it where.

    def at(self, moment):
        self.now = moment

    @property
    def environment(self):
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": self.folder, "LANG": "C.UTF-8", "TZ": "UTC",
            "TERM": "tmux-256color", "BANSHI_NOW": self.now, "BANSHI_LANG": "zh-Hans",
        }

    def found(self, name, person):
        words = ["init", self.path, "--name", name, "--rehearsal", "--person", person]
        subprocess.run([self.program, *words], env=self.environment, check=True, stdout=subprocess.DEVNULL)

    # One command

    def run(self, *words, code=0, who=None, input=None):
        """Runs a command and answers what it printed; `code` is the exit code it must end with."""
        command = [self.program, *words, "--office", self.path, "--as", who or "张敏"]
        done = subprocess.run(command, input=input or "", text=True, capture_output=True, env=self.environment)
        if done.returncode != code:
            raise SystemExit(f"{self.now} {words} ended with {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
        return done.stdout

    def refused(self, *words, code=77, who=None):
        self.run(*words, code=code, who=who)

    def thrice(self, *words, code=0, who=None):
        """Does something, takes it back and does it again: every kind stands in the journal in all its three forms."""
        said = self.run(*words, code=code, who=who)
        self.run("undo", who=who)
        self.run("redo", who=who)
        return said

    # What clerks do all day; each answers the handle it was about.

    def add(self, line, *further, thrice=False, who=None):
        said = (self.thrice if thrice else self.run)("add", line, *further, who=who)
        return re.match(r"[a-z]\d+", said).group()

    def receive(self, *words, thrice=False):
        said = (self.thrice if thrice else self.run)("receive", *words)
        return re.findall(r"^(m\d+)  ", said, re.M)

    def do(self, matter, move, note=None, *further, thrice=True, person=None, **form):
        words = ["do", matter, move] + (["--note", note] if note else [])
        for field, value in form.items():
            words += ["--set", f"{field}={value}"]
        (self.thrice if thrice else self.run)(*words, *further, who=person)

    def write(self, name, content):
        path = f"{self.folder}/papers/{name}"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def desk(self, who):
        return Desk(self, who)


class Desk:
    """The desk in a terminal of its own: keys in, waiting for text with a deadline."""

    def __init__(self, office, who):
        self.socket = f"banshi-wire-{os.getpid()}"
        words = [f"{name}={value}" for name, value in office.environment.items()]
        words = ["env", "-i", *words, office.program, "--office", office.path, "--as", who, "--lang", "zh-Hans"]
        line = " ".join(map(shlex.quote, words)) + "; echo EXIT-$?; cat"
        self.tmux("-f", "/dev/null", "new-session", "-d", "-s", "desk", "-x", "120", "-y", "36", line)
        self.wait("1 今日")

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            if kind is None:
                self.press("Escape", "Escape")
                self.type("q")
                self.wait("EXIT-0")
        finally:
            self.tmux("kill-server")

    def tmux(self, *words):
        return subprocess.run(["tmux", "-L", self.socket, *words], text=True, capture_output=True, check=True).stdout

    def type(self, text):
        self.tmux("send-keys", "-t", "desk", "-l", text)

    def press(self, *keys):
        for key in keys:
            self.tmux("send-keys", "-t", "desk", key)

    def wait(self, text):
        self.until(lambda: text in self.screen, text)

    @property
    def screen(self):
        return self.tmux("capture-pane", "-p", "-t", "desk")

    def until(self, holds, what):
        end = time.monotonic() + 20
        while not holds():
            if time.monotonic() > end:
                raise SystemExit(f"waited for {what}, saw\n{self.screen}")
            time.sleep(0.02)
