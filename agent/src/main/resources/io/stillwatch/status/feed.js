// What the agent says: its answers once, its events as they come.

const SECONDS_OF_SILENCE = 15;

async function asked(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

export const latest = () => asked("api/runs");

export const history = ({ run, pair, task, slice }) =>
  asked(`api/history?${new URLSearchParams({ run, pair, task, slice })}`);

// Takes {measurement, event, resync, health}; health has a state, a sentence, and since when nothing is heard, if nothing is.
export function listen(takes) {
  let source;
  let heard = Date.now();
  const open = () => {
    source = new EventSource("api/events");
    const on = (kind, take) =>
      source.addEventListener(kind, (event) => {
        heard = Date.now();
        take(event.data);
      });
    on("measurement", (data) => takes.measurement(JSON.parse(data)));
    on("event", (data) => takes.event(JSON.parse(data)));
    on("resync", () => takes.resync());
    on("health", (data) => {
      const [, state, sentence] = data.match(/^(\w+) (.*)$/);
      takes.health({ state, sentence });
    });
  };
  open();
  setInterval(() => {
    if (Date.now() - heard < SECONDS_OF_SILENCE * 1000) return;
    takes.health({ state: "silent", since: new Date(heard) });
    // Refused for good, as where too many pages are open: browsers do not try that again. Until there is room, all is asked for anew.
    if (source.readyState === EventSource.CLOSED) {
      open();
      takes.resync();
    }
  }, 5000);
}
