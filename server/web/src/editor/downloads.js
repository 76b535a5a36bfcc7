/** The whole answer as a file, in each format of the endpoint, beside the results. */
import { h, page, t } from "../page.js";

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
      return h("a", { href: `/sparql?${asked}`, download: `shisaku.${format}` }, name);
    });
    place.replaceChildren(t("downloads"), ...links.flatMap((link) => [" ", link]));
  });
}
