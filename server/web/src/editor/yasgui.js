/** YASGUI, set up for this endpoint and nothing else: no field or link can name another. */
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import { page } from "../page.js";
import { pageOf } from "./names.js";
import { Chart, Network } from "./drawings.js";
import { Problem } from "./problems.js";

const ENDPOINT = `${location.origin}/sparql`;
const PROBLEMS = ", application/problem+json;q=0.5";
/** Longer queries are posted, in bytes as an address has them: it may have 64 KiB; the others may be cached. */
const LONG = 10_000;
/** @param {string} query says whether it is posted */
export const isLong = (query) => `${new URLSearchParams({ query })}`.length > LONG;
const { Tab, Yasqe, Yasr } = Yasgui;

Object.assign(Tab.prototype, {
  initTabSettingsMenu() {}, // of requests to other endpoints
  initControlbar() {}, // the field for one
  getEndpoint: () => ENDPOINT,
  getShareableLink() {
    const { selectedPlugin } = this.getYasr().getPersistentConfig();
    const shared = new URLSearchParams({ query: this.getQuery(), outputFormat: selectedPlugin });
    return `${location.origin}${location.pathname}?lang=${page.lang}#${shared}`;
  },
});
Yasr.registerPlugin("chart", Chart);
Yasr.registerPlugin("graph", Network);
Yasr.registerPlugin("error", Problem);
Yasr.defaults.pluginOrder = ["table", "chart", "graph", "response"];

/**
 * Makes the editor in an element, of the query of a shared link, of the last visit, or the first.
 * @param {HTMLElement} place @param {string} first the query of a new tab
 */
export function makeYasgui(place, first) {
  keepQueryOnly();
  Yasqe.defaults.value = first;
  Yasqe.defaults.autocompleters = ["variables"];
  const yasgui = new Yasgui(place, {
    requestConfig: {
      endpoint: () => ENDPOINT,
      method: (asking) => (isLong(asking.getTab().getQuery()) ? "POST" : "GET"),
      acceptHeaderSelect: () => `application/sparql-results+json${PROBLEMS}`,
      acceptHeaderGraph: () => `text/turtle${PROBLEMS}`,
      headers: () => ({ "Accept-Language": page.lang }),
    },
    yasr: { prefixes: page.prefixes, maxPersistentResponseSize: 0 }, // answers come from the release that is served
    persistenceId: "shisaku",
  });
  addEventListener("hashchange", () => { if (given().has("query")) location.reload(); });
  for (const chosen of ["click", "auxclick"]) place.addEventListener(chosen, openHere, true);
  return yasgui;
}

const given = () => new URLSearchParams(location.hash.slice(1));

/**
 * Takes from a link its query and how to show the answer; YASGUI would take an endpoint too.
 * A link may have the query before the # as well: so programs ask.
 */
function keepQueryOnly() {
  const query = given().get("query") ?? new URLSearchParams(location.search).get("query");
  if (query === null) return;
  const outputFormat = given().get("outputFormat");
  const kept = { query, ...(Object.hasOwn(Yasr.plugins, outputFormat) ? { outputFormat } : {}) };
  history.replaceState(null, "", `?lang=${page.lang}#${new URLSearchParams(kept)}`);
}

/** Keeps what is typed, as it is typed: YASGUI does when the query loses the focus. @param {any} tab */
export function keepTyped(tab) {
  const yasqe = tab.getYasqe();
  yasqe.on("changes", () => {
    tab.getPersistedJson().yasqe.value = yasqe.getValue();
    tab.emit("change", tab, tab.getPersistedJson());
  });
}

/** Lets a result's IRI lead to its page here, which w3id.org may not know. @param {MouseEvent} event */
function openHere(event) {
  const link = event.target.closest("a.iri");
  if (link) link.href = pageOf(link.getAttribute("href"));
}
