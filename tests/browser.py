"""A real browser for tests: headless Chromium, spoken to in its own protocol (CDP) over one WebSocket."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect
from websockets.sync.connection import Connection

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
START_SECS = 30.0
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--disable-background-networking",
    "--disable-component-update", "--hide-scrollbars", "--lang=en-GB", "--remote-debugging-port=0", "about:blank",
)  # fmt: skip


class BrowserFault(Exception):
    """Chromium refused, or a script on the page threw."""


class Tab:
    """One tab. `console` is what the page logged, its errors and what its policy forbade included."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._session, self._number = connection, "", 0
        self.console: list[str] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "DOM", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Calls Chromium and waits for its answer; events that come meanwhile are noted."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters} | ({"sessionId": self._session} if self._session else {})
        self._connection.send(json.dumps(message))
        while True:
            said = json.loads(self._connection.recv(timeout=START_SECS))
            if said.get("id") == self._number:
                if "error" in said:
                    raise BrowserFault(f"{method}: {said['error']['message']}")
                result: dict[str, Any] = said["result"]
                return result
            self._note(said)

    def _note(self, said: dict[str, Any]) -> None:
        told = said.get("params", {})
        match said.get("method"):
            case "Log.entryAdded":
                self.console.append(f"{told['entry']['level']}: {told['entry']['text']}")
            case "Runtime.exceptionThrown":
                self.console.append(f"exception: {told['exceptionDetails'].get('exception', {}).get('description', told['exceptionDetails']['text'])}")
            case "Runtime.consoleAPICalled":
                self.console.append(f"{told['type']}: {' '.join(str(a.get('value', '')) for a in told['args'])}")

    def run(self, script: str) -> Any:
        """The value of an expression on the page; a promise is waited for."""
        said = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in said:
            raise BrowserFault(said["exceptionDetails"].get("exception", {}).get("description", said["exceptionDetails"]["text"]))
        return said["result"].get("value")

    def wait(self, script: str, seconds: float = 20.0) -> Any:
        """The first value of an expression that is true to JavaScript."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if found := self.run(script):
                    return found
            except BrowserFault as fault:
                if "context" not in str(fault):  # the page is being replaced
                    raise
            time.sleep(0.05)
        raise BrowserFault(f"never came true: {script}; console: {self.console}")

    def open(self, url: str) -> None:
        self.send("Page.navigate", url=url)
        self.wait(f"document.readyState === 'complete' && location.href.startsWith({json.dumps(url)})")

    def text(self, selector: str) -> str:
        """What is written in an element, as it is shown."""
        return str(self.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def choose(self, selector: str, *paths: Path) -> None:
        """Files in a file input, as if chosen by hand."""
        node = self.send("Runtime.evaluate", expression=f"document.querySelector({json.dumps(selector)})")["result"]["objectId"]
        self.send("DOM.setFileInputFiles", files=[str(p) for p in paths], objectId=node)

    def drop(self, x: float, y: float, *paths: Path) -> None:
        """Files dragged in from outside and let go at a place."""
        data = {"items": [], "files": [str(p) for p in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.send("Input.dispatchDragEvent", type=kind, x=x, y=y, data=data)

    def press(self, key: str, code: int) -> None:
        for kind in ("keyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def look(self, width: int, height: int, is_dark: bool = False) -> None:
        """The size of the screen, and whether its owner likes it dark."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        features = [{"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}, {"name": "prefers-reduced-motion", "value": "reduce"}]
        self.send("Emulation.setEmulatedMedia", features=features)

    def accessible(self) -> list[tuple[str, str]]:
        """Role and name of whatever a screen reader is told of."""
        nodes = self.send("Accessibility.getFullAXTree")["nodes"]
        return [(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n.get("ignored") and "role" in n]

    def picture(self) -> bytes:
        """The whole page as PNG."""
        return b64decode(self.send("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"])


@contextmanager
def browser() -> Iterator[Tab]:
    """Chromium with one tab; skips the test where it is not installed."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium here: apt-get install chromium (scripts/setup.sh does)")
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen([program, f"--user-data-dir={profile}", *FLAGS], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with connect(_address(Path(profile) / "DevToolsActivePort", process), max_size=64 * 2**20) as connection:
                yield Tab(connection)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(file: Path, process: subprocess.Popen[bytes]) -> str:
    """Chromium writes its port and path into a file of its profile once it listens."""
    end = time.monotonic() + START_SECS
    while time.monotonic() < end and process.poll() is None:
        if file.exists() and len(lines := file.read_text().split()) == 2:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        time.sleep(0.05)
    raise BrowserFault(f"Chromium did not start within {START_SECS:g} s (status {process.poll()})")
