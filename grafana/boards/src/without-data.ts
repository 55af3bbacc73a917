/** A question that cannot have an answer where it is asked, and why. One that is answered after all must leave the list. */
export interface WithoutData {
  board: string;
  /** The title of a panel or the name of an annotation. */
  title: string;
  /** All its queries where there is none. */
  refId?: string;
  why: string;
}

const RUN = "stillwatch-run";
const FLEET = "stillwatch-fleet";

/** Of a demo that is scraped while it goes on. */
const DEMO: readonly WithoutData[] = [
  { board: FLEET, title: "Runs that ended", why: "the demo's runs keep their series until it is stopped" },
  { board: RUN, title: "Ends", why: "the demo's runs keep their series until it is stopped" },
];

/** Of a recording of it that was filled in afterwards: nothing scraped an agent, and no rule was evaluated. */
const BACKFILLED: readonly WithoutData[] = [
  ...DEMO,
  { board: FLEET, title: "Alerts firing", why: "no rule was evaluated at the time" },
  { board: FLEET, title: "What fires", why: "no rule was evaluated at the time" },
  { board: RUN, title: "Samples that the client lost", why: "it comes with records; a replay tells what it measured" },
];

/** Of a pair of hidden layers. */
const CLUSTERS: readonly WithoutData[] = [
  {
    board: RUN,
    title: "Errors that are inherited",
    why: "codes of hidden layers are clusters, and no class predictions",
  },
];

export const WITHOUT_DATA: Readonly<Record<string, readonly WithoutData[]>> = {
  demo: DEMO,
  backfilled: BACKFILLED,
  clusters: CLUSTERS,
};
