/** What is shown now, as the address says it: whoever opens the address sees the same. */
import { EVERYTHING, LIMIT } from "./model.js";

/**
 * @typedef {{edition: number|null, roots: string[], open: string[], selected: string[], whole: boolean,
 *   filters: import("./model.js").Filters, layout: "force"|"tree", colour: "kind"|"community"}} State
 *   roots: what the view begins from, the chapters of the edition where it is empty; open: things opened, in order
 */

/** @type {Omit<State, "edition">} */
export const OVERVIEW = {
  roots: [], open: [], selected: [], whole: false, filters: EVERYTHING, layout: "force", colour: "kind",
};

/** What the address calls all editions. */
const ALL = "all";
/** Gives the number of the latest edition, null where no edition is known. */
const latest = ({ editions }) => (editions.length ? editions.length - 1 : null);

/** Reads the address; what it names and the release does not know is passed over. */
export function readState(search, model) {
  const asked = new URLSearchParams(search);
  const list = (name) => (asked.get(name) ?? "").split(",").filter(Boolean);
  const known = (name) => list(name).filter((id) => model.things.has(id));
  const number = (name) => (asked.get(name) ? Number(asked.get(name)) : null);
  const phase = model.phases.findIndex(({ id }) => id === asked.get("phase"));
  const roots = known("focus");
  const edition = model.editions.findIndex(({ id }) => id === asked.get("edition"));
  return {
    edition: asked.get("edition") === ALL ? null : edition < 0 ? latest(model) : edition,
    roots,
    open: asked.has("open") ? known("open") : roots,
    selected: asked.has("select") ? known("select") : roots,
    whole: asked.has("whole"),
    filters: {
      year: model.years.includes(number("year")) ? number("year") : null,
      phase: phase < 0 ? null : phase,
      least: number("least") || 0,
      without: list("without"),
    },
    layout: asked.get("layout") === "tree" ? "tree" : "force",
    colour: asked.get("colour") === "community" ? "community" : "kind",
  };
}

/** Writes the address of a state. @param {State} state */
export function writeState(state, model, lang) {
  const { filters } = state;
  const said = {
    edition: state.edition === latest(model) ? "" : model.editions[state.edition]?.id ?? ALL, focus: state.roots.join(","), open: state.open.join(","), select: state.selected.join(","),
    whole: state.whole ? "1" : "", year: filters.year ?? "", phase: model.phases[filters.phase]?.id ?? "",
    least: filters.least || "", without: filters.without.join(","),
    layout: state.layout === "tree" ? "tree" : "", colour: state.colour === "community" ? "community" : "",
    lang,
  };
  // a focus alone means that it is opened and selected: say so where it is not
  const kept = Object.entries(said).filter(([name, value]) =>
    value !== "" || (state.roots.length && (name === "open" || name === "select")));
  return `?${kept.map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2C/g, ",").replace(/%2F/g, "/")}`).join("&")}`;
}

/** Gives the ids that a state shows, and where a limit left some out: id → how many there are. */
export function shown(state, model, filters = state.filters) {
  /** @type {Map<string, number>} */
  const limited = new Map();
  if (state.whole) return { ids: [...model.things.keys()].filter((id) => model.isOf(id, state.edition) && model.passes(id, filters)), limited };
  const ids = new Set(state.roots.length ? state.roots : model.chapters.filter((id) => model.isOf(id, state.edition)));
  for (const id of state.open) {
    const neighbours = model.neighbours(id, filters);
    if (neighbours.length > LIMIT) limited.set(id, neighbours.length);
    neighbours.slice(0, LIMIT).forEach((one) => ids.add(one.id));
  }
  return { ids: [...ids], limited };
}

/** Gives the relations among shown things; those of chapters where the view began from them. */
export function relationsShown(state, model, ids) {
  const seen = new Set(ids);
  const between = model.relations.filter((one) => seen.has(one.source) && seen.has(one.target));
  const all = state.whole || state.roots.length ? between : [...between, ...model.chapterRelations(state.filters, state.edition)];
  return all.filter((one) => model.holds(one, state.filters) && seen.has(one.source) && seen.has(one.target));
}
