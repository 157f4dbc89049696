"""A virtual screen with the program on it, and a user's hands."""

import os
import subprocess
import tempfile
import time
from pathlib import Path

SECONDS_TO_OPEN = 30


class Screen:
    """Opens the program; `with` closes it again. Every key and click goes through the X server, as a user's would."""

    def __init__(self, program, *arguments, display=":377", size=(1440, 900), variables=None):
        self._display = display
        self._size = size
        self._command = [program, *arguments]
        self._home = tempfile.TemporaryDirectory()
        self.home = Path(self._home.name)
        self.output = self.home / "output"
        self._environment = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"} | {
            "DISPLAY": display,
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home),
            "LIBGL_ALWAYS_SOFTWARE": "1",
        } | (variables or {})

    def __enter__(self):
        self._server = subprocess.Popen(
            ["Xvfb", self._display, "-screen", "0", "x".join(map(str, self._size)) + "x24", "-nolisten", "tcp"],
            stderr=subprocess.DEVNULL,
        )
        time.sleep(1)
        self.open()
        return self

    def __exit__(self, *_):
        self.kill()
        self._server.kill()
        self._server.wait()
        self._home.cleanup()

    def open(self):
        """Starts the program, in the home of before, and gives it the whole screen."""
        with self.output.open("a") as output:
            self._program = subprocess.Popen(self._command, env=self._environment, stdout=output, stderr=output)
        self.process = self._program.pid
        window = self._window()
        width, height = map(str, self._size)
        self._xdotool("windowmove", window, "0", "0", "windowsize", window, width, height)
        self._xdotool("windowfocus", window)
        time.sleep(1.5)

    def kill(self):
        """Ends the program as a lost battery would."""
        self._program.kill()
        self._program.wait()

    def call(self, command):
        """Runs a command by its name."""
        self.press("ctrl+k")
        time.sleep(0.4)
        self.type(command, 10)
        time.sleep(0.4)
        self.press("Return")
        time.sleep(0.4)

    def _window(self):
        for _ in range(SECONDS_TO_OPEN * 5):
            time.sleep(0.2)
            search = ["xdotool", "search", "--onlyvisible", "--pid", str(self._program.pid)]
            found = subprocess.run(search, env=self._environment, capture_output=True, text=True).stdout.split()
            if found:
                return found[-1]
        raise TimeoutError(f"no window within {SECONDS_TO_OPEN} seconds: {self.output.read_text()[-2000:]}")

    def press(self, *keys):
        self._xdotool("key", *keys)

    def type(self, text, milliseconds_per_key):
        self._xdotool("type", "--delay", str(milliseconds_per_key), text)

    def move(self, x, y):
        self._xdotool("mousemove", str(x), str(y))

    def click(self, x, y):
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def run(self, script):
        """Runs many lines of xdotool at once."""
        subprocess.run(["xdotool", "-"], input=script, text=True, env=self._environment, check=True)

    def shoot(self, path):
        subprocess.run(["import", "-window", "root", str(path)], env=self._environment, check=True)

    def _xdotool(self, *words):
        answer = subprocess.run(["xdotool", *words], env=self._environment, check=True, capture_output=True, text=True)
        return answer.stdout
