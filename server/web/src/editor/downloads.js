/** The whole answer as a file, in each format of the endpoint, beside the results. */
import { download, h, page, t } from "../page.js";
import { isLong } from "./yasgui.js";

const FORMATS = {
  rows: [["CSV", "csv"], ["JSON", "json"], ["XML", "xml"], ["TSV", "tsv"]],
  graph: [["Turtle", "ttl"], ["JSON-LD", "jsonld"], ["N-Triples", "nt"], ["RDF/XML", "rdf"]],
};

/** Offers the answer to the query that was run last. @param {any} yasqe @param {any} yasr */
export function offerDownloads(yasqe, yasr) {
  const place = h("p", { class: "downloads", hidden: true });
  yasr.headerEl.append(place);
  let query = yasqe.getValue(); // of a link, which runs before this
  yasqe.on("query", () => { query = yasqe.getValue(); });
  yasr.on("drawn", () => {
    const { results } = yasr;
    place.hidden = !results || results.hasError();
    if (place.hidden) return;
    const links = FORMATS[results.getType() === "ttl" ? "graph" : "rows"].map(([name, format]) => {
      const asked = new URLSearchParams({ query, format, lang: page.lang });
      const file = `shisaku.${format}`;
      if (isLong(query)) return h("button", { onclick: () => post(asked, file, place) }, name);
      return h("a", { href: `/sparql?${asked}`, download: file }, name);
    });
    place.replaceChildren(t("downloads"), ...links.flatMap((link) => [" ", link]));
  });
}

/** Saves the answer to a query that is too long for an address. @param {URLSearchParams} asked @param {string} name the file's @param {HTMLElement} place where a failure is told */
async function post(asked, name, place) {
  place.querySelector("[role=alert]")?.remove();
  try {
    const answer = await fetch("/sparql", { method: "POST", body: asked });
    if (!answer.ok) throw new Error(await answer.text());
    download(await answer.blob(), name);
  } catch (error) {
    place.append(h("span", { role: "alert" }, ` ${error instanceof TypeError ? t("no_answer") : error.message}`));
  }
}
