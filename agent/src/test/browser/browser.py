"""A headless Chromium for tests of pages, spoken to by the DevTools protocol over a pipe: nothing but Python's own library is needed."""

import base64
import json
import os
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile
import time

# Laid out at a width and in a scheme, with charts as wide as their places and nothing that still moves.
SETTLED = """(width, scheme) => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() =>
  innerWidth === width && matchMedia(`(prefers-color-scheme: ${scheme})`).matches &&
  document.getAnimations().every((animation) => animation.playState !== "running") &&
  [...document.querySelectorAll(".plot")].every((place) => {
    const canvas = place.querySelector("canvas");
    return !canvas || Math.abs(canvas.clientWidth - Math.max(200, place.clientWidth)) < 2;
  }))"""

# Charts that hold colours, what is in the tables, and what should not be there.
STATE = """(() => ({
  charts: [...document.querySelectorAll("figure canvas")].filter((canvas) => {
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    let coloured = 0; // axes and words are grey
    for (let i = 0; i < pixels.length; i += 4) {
      const [red, green, blue] = pixels.subarray(i, i + 3);
      if (pixels[i + 3] > 100 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60) coloured++;
    }
    return coloured > 20;
  }).length,
  runs: [...document.querySelectorAll("#runs tbody th")].map((cell) => cell.textContent),
  rows: document.querySelectorAll("#atoms details tbody tr").length,
  focusable: document.querySelectorAll("#live button, #live select, #live [tabindex='0']").length,
  scripts: document.querySelectorAll("main script").length,
  wide: document.documentElement ? document.documentElement.scrollWidth - document.documentElement.clientWidth : 0,
}))()"""

PICTURES = {
    "light": (1280, "light"),
    "dark": (1280, "dark"),
    "narrow": (400, "light"),
}


class Browser:
    """A headless Chromium with one page."""

    def __init__(self) -> None:
        command = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        if command is None:
            sys.exit("look: chromium was not found; install the package chromium")
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_browser, self.out = os.pipe()
        self.inward, from_browser = os.pipe()

        def pipes() -> None:  # the protocol's file descriptors are 3 and 4
            first, second = os.dup(to_browser), os.dup(from_browser)
            os.dup2(first, 3)
            os.dup2(second, 4)
            os.set_inheritable(3, True)
            os.set_inheritable(4, True)

        self.process = subprocess.Popen(
            [command, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
             f"--user-data-dir={self.profile.name}", "about:blank"],
            preexec_fn=pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer = b""
        self.number = 0
        self.events: list[dict] = []
        targets = self.ask("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        self.session = None
        self.session = self.ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]

    def ask(self, method: str, **params: object) -> dict:
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + 60
        while time.monotonic() < end:
            answer = self.message(end)
            if answer is None:
                break
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
        raise RuntimeError(f"{method} was not answered within 60 s")

    def message(self, end: float) -> dict | None:
        """The next message; events are kept aside too."""
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.inward], [], [], max(0, end - time.monotonic()))
            if not ready:
                return None
            chunk = os.read(self.inward, 1 << 16)
            if not chunk:
                raise RuntimeError("the browser ended")
            self.buffer += chunk
        line, self.buffer = self.buffer.split(b"\0", 1)
        message = json.loads(line)
        if "method" in message:
            self.events.append(message)
        return message

    def value(self, expression: str) -> object:
        result = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"]["exception"]["description"])
        return result["result"].get("value")

    def awaits(self, expression: str, seconds: float) -> bool:
        """Whether an expression becomes true in time."""
        end = time.monotonic() + seconds
        while not self.value(expression):
            if time.monotonic() > end:
                return False
            self.message(time.monotonic() + 0.05)
        return True

    def picture(self, path: pathlib.Path, width: int, scheme: str) -> None:
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        if not self.awaits(f"({SETTLED})({width}, '{scheme}')", 20):
            raise RuntimeError(f"the page was not drawn anew at {width} pixels, {scheme}, within 20 s")
        height = min(4000, int(self.value("document.documentElement.scrollHeight")))
        data = self.ask("Page.captureScreenshot", captureBeyondViewport=True,
                        clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1})["data"]
        path.write_bytes(base64.b64decode(data))

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.profile.cleanup()


def problems(events: list[dict], home: str) -> list[str]:
    """What the browser had to report, and what was asked of others."""
    found = []
    for event in events:
        params = event["params"]
        if event["method"] == "Network.requestWillBeSent":
            url = params["request"]["url"]
            if not url.startswith((home, "data:", "blob:", "about:")):
                found.append(f"asked of another host: {url}")
        elif event["method"] == "Page.javascriptDialogOpening":
            found.append(f"a dialog opened: {params['message']}")
        elif event["method"] == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            found.append(f"exception: {details.get('exception', {}).get('description', details['text'])}")
        elif event["method"] == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            entry = params["entry"]
            found.append(f"{entry['source']}: {entry['text']} {entry.get('url', '')}")
        elif event["method"] == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning"):
            found.append("console: " + " ".join(str(arg.get("value", arg.get("description"))) for arg in params["args"]))
    return found
