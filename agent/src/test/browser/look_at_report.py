"""Looks at a report in a headless Chromium, from disk, and says what is wrong with it.

    look_at_report.py FILE [--run NAME] [--pictures FOLDER]

As look.py, and besides: the file asks for nothing at all, two runs can be compared, it prints light from a dark screen, and it can be read
without scripts.
"""

import argparse
import base64
import json
import pathlib
import sys

from browser import Browser
from look import look, said

SUMMARY = "document.querySelectorAll('.story p').length"
PLAIN = "!document.getElementById('plain').hidden && document.querySelectorAll('#plain tbody tr').length"
# The scripts of the page are the file's own three blocks.
SCRIPTS = "document.scripts.length"
ON_PAPER = """({
  light: getComputedStyle(document.documentElement).getPropertyValue("--ink").trim() === "#1c1f23",
  wide: [...document.querySelectorAll(".plot canvas")].some((canvas) => canvas.clientWidth > 690),
})"""


def compared(browser: Browser) -> list[str]:
    """Compares the run that is shown with another one, where there is one."""
    other = browser.value("""(() => {
      const select = document.getElementById("compare");
      if (select.options.length < 2) return null;
      select.selectedIndex = 1;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      return select.options[1].textContent;
    })()""")
    shown = f"[...document.querySelectorAll('#gap .legend span')].some((key) => key.textContent.startsWith({json.dumps(other)}))"
    return [] if other is None or browser.awaits(shown, 20) else [f"{other} is not drawn beside the run"]


def on_paper(browser: Browser, file: pathlib.Path | None) -> list[str]:
    """Prints from a dark screen: paper is light all the same."""
    browser.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    browser.value(f"window.addEventListener('beforeprint', () => queueMicrotask(() => {{ window.paper = {ON_PAPER}; }}))")
    data = base64.b64decode(browser.ask("Page.printToPDF", printBackground=False)["data"])
    if file:
        file.write_bytes(data)
    paper = browser.value("window.paper")
    found = [] if paper and paper["light"] else ["it is not printed in light"]
    return found + (["charts are wider than paper"] if paper and paper["wide"] else [])


def without_scripts(browser: Browser, url: str) -> list[str]:
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    browser.ask("Page.navigate", url=url)
    readable = browser.awaits(f"document.readyState === 'complete' && {SUMMARY} > 0 && {PLAIN} > 0", 20)
    return [] if readable else ["without scripts there is no summary, or no table of the latest numbers"]


def main() -> int:
    parser = argparse.ArgumentParser(description="Looks at a report in a headless Chromium, from disk.")
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--run", help="a run that must be shown as text")
    parser.add_argument("--pictures", type=pathlib.Path, help="a folder for screenshots and a PDF")
    given = parser.parse_args()
    if not given.file.is_file():
        sys.exit(f"look: {given.file} is not there; a test of the agent writes it")
    url = given.file.resolve().as_uri()
    browser = Browser()
    try:
        found = look(browser, url, 20, given.run, given.pictures)
        if browser.value(SCRIPTS) != 3:
            found.append("a script more is in the file")
        asked = {e["params"]["request"]["url"] for e in browser.events if e["method"] == "Network.requestWillBeSent"}
        found += [f"asked for {other}" for other in asked if other != url and not other.startswith("data:")]
        found += compared(browser)
        found += on_paper(browser, given.pictures and given.pictures / "paper.pdf")
        found += without_scripts(browser, url)
        return said(found)
    finally:
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
