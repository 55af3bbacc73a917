import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";

const COMMANDS = ["chromium", "chromium-browser", "google-chrome"];
const PATIENCE_MILLIS = 60_000;

/** Of the DevTools protocol: an answer has the id of what was asked, an event has none. */
export interface Event {
  method: string;
  params: any;
}

interface Asked {
  resolve: (result: any) => void;
  reject: (problem: Error) => void;
}

/** A headless Chromium with one page, spoken to by the DevTools protocol over a pipe: no port is opened and no package needed. */
export class Browser {
  readonly events: Event[] = [];
  private readonly asked = new Map<number, Asked>();
  private buffer = "";
  private number = 0;
  private session: string | undefined;

  private constructor(
    private readonly process: ChildProcess,
    private readonly profile: string,
  ) {
    const inward = process.stdio[4] as Readable;
    inward.setEncoding("utf8").on("data", (chunk: string) => this.read(chunk));
    process.once("exit", () => this.fail(new Error("the browser ended")));
  }

  static async start(): Promise<Browser> {
    const profile = mkdtempSync(join(tmpdir(), "boards-"));
    const browser = new Browser(await spawned(profile), profile);
    const { targetInfos } = await browser.ask("Target.getTargets");
    const page = targetInfos.find(({ type }: { type: string }) => type === "page");
    browser.session = (
      await browser.ask("Target.attachToTarget", { targetId: page.targetId, flatten: true })
    ).sessionId;
    for (const domain of ["Network", "Runtime", "Log", "Page"]) {
      await browser.ask(`${domain}.enable`);
    }
    return browser;
  }

  ask(method: string, params: object = {}): Promise<any> {
    const id = ++this.number;
    const message = { id, method, params, ...(this.session !== undefined && { sessionId: this.session }) };
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${method} was not answered within ${PATIENCE_MILLIS / 1000} s`)),
        PATIENCE_MILLIS,
      );
      const done =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(late);
          this.asked.delete(id);
          then(value);
        };
      this.asked.set(id, { resolve: done(resolve), reject: done(reject) });
      (this.process.stdio[3] as Writable).write(JSON.stringify(message) + "\0");
    });
  }

  /** The value of an expression in the page; a promise is awaited. */
  async value<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.ask("Runtime.evaluate", {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  /** Asked to close, it waits for its children, which write to its profile; a kill would not. */
  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.session = undefined;
    await this.ask("Browser.close");
    await ended;
    await rm(this.profile, { recursive: true, force: true, maxRetries: 10 });
  }

  private read(chunk: string): void {
    const messages = (this.buffer + chunk).split("\0");
    this.buffer = messages.pop()!;
    for (const message of messages.map((text) => JSON.parse(text))) {
      if ("method" in message) {
        this.events.push(message);
      } else if (message.error !== undefined) {
        this.asked.get(message.id)?.reject(new Error(message.error.message));
      } else {
        this.asked.get(message.id)?.resolve(message.result);
      }
    }
  }

  private fail(problem: Error): void {
    for (const { reject } of [...this.asked.values()]) {
      reject(problem);
    }
  }
}

/** The first of the commands that can be started; the protocol's pipes are 3 and 4. */
async function spawned(profile: string): Promise<ChildProcess> {
  const options = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
  ];
  for (const command of COMMANDS) {
    const child = spawn(
      command,
      [...options, "--disable-sync", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "about:blank"],
      {
        stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
      },
    );
    const started = await new Promise<boolean>((resolve) =>
      child.once("spawn", () => resolve(true)).once("error", () => resolve(false)),
    );
    if (started) {
      return child;
    }
  }
  throw new Error("chromium was not found; install the package chromium");
}

/** What the browser had to report, and what was asked of anybody but the page itself. */
export function complaints(events: Event[]): string[] {
  return events.flatMap(({ method, params }) => {
    switch (method) {
      case "Network.requestWillBeSent":
        return /^(file|data|blob|about):/.test(params.request.url)
          ? []
          : [`asked of another host: ${params.request.url}`];
      case "Runtime.exceptionThrown":
        return [`exception: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`];
      case "Log.entryAdded":
        return ["error", "warning"].includes(params.entry.level)
          ? [`${params.entry.source}: ${params.entry.text} ${params.entry.url ?? ""}`]
          : [];
      case "Runtime.consoleAPICalled":
        return ["error", "warning"].includes(params.type)
          ? [`console: ${params.args.map((arg: any) => arg.value ?? arg.description).join(" ")}`]
          : [];
      default:
        return [];
    }
  });
}
