"""Looks at the agent's page in a headless Chromium, and says what is wrong with it.

    look.py URL [--wait SECONDS] [--run NAME] [--pictures FOLDER]

Exit code 1 if, within the time, the charts are not drawn, a run of that name is not shown as text, anything is asked of another host, or
the browser has an error to report.
"""

import argparse
import json
import pathlib
import sys
import time

from browser import PICTURES, STATE, Browser, problems


def look(browser: Browser, url: str, wait: float, run: str | None, pictures: pathlib.Path | None) -> list[str]:
    """What is wrong with a page of charts."""
    for domain in ("Network", "Runtime", "Log", "Page"):
        browser.ask(f"{domain}.enable")
    browser.ask("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
    start = time.monotonic()
    browser.ask("Page.navigate", url=url)
    state: dict = {}
    while time.monotonic() - start < wait:
        browser.message(time.monotonic() + 0.5)
        state = browser.value(STATE)
        if state["charts"] >= 3 and (run is None or run in state["runs"]):
            break
    print(f"after {time.monotonic() - start:.1f} s: {json.dumps(state)}")
    found = []
    if state.get("charts", 0) < 3:
        found.append(f"{state.get('charts', 0)} of 3 charts were drawn within {wait:.0f} s")
    if run is not None and run not in state.get("runs", []):
        found.append(f"the run {run} is not shown as text")
    if state.get("scripts", 0) > 0:
        found.append("a name became a script")
    if state.get("wide", 0) > 0:
        found.append(f"the page is {state['wide']} pixels wider than the window")
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
        for name, (width, scheme) in PICTURES.items():
            browser.picture(pictures / f"{name}.png", width, scheme)
            if browser.value("document.documentElement.scrollWidth") > width:
                found.append(f"at {width} pixels the page is wider than the window")
    return found + problems(browser.events, url.split("#")[0])


def said(found: list[str]) -> int:
    """Says what is wrong, each thing once; the exit code."""
    for problem in dict.fromkeys(found):
        print(f"look: {problem}", file=sys.stderr)
    return 1 if found else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Looks at the agent's page in a headless Chromium.")
    parser.add_argument("url")
    parser.add_argument("--wait", type=float, default=60, help="seconds for the charts to be drawn")
    parser.add_argument("--run", help="a run that must be shown as text")
    parser.add_argument("--pictures", type=pathlib.Path, help="a folder for screenshots")
    given = parser.parse_args()
    browser = Browser()
    try:
        return said(look(browser, given.url, given.wait, given.run, given.pictures))
    finally:
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
