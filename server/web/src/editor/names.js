/** What IRIs are called: a term's label, a name with a prefix of the page's table, or the end. */
import { page } from "../page.js";

/** @param {string} iri gives its name with a prefix, or the IRI in angle brackets */
export function prefixed(iri) {
  const [prefix, start] = Object.entries(page.prefixes)
    .filter(([, space]) => iri.startsWith(space)).sort((a, b) => b[1].length - a[1].length)[0] ?? ["", ""];
  return prefix ? `${prefix}:${iri.slice(start.length)}` : `<${iri}>`;
}

let labels = new Map();

/** @param {Map<string, string>} known the labels of the vocabulary's terms, by IRI, in the page's language */
export const learn = (known) => { labels = known; };

/** @param {string} iri gives what people call it: a term's label, else what stands after its last mark */
export function shortName(iri) {
  if (labels.has(iri)) return labels.get(iri);
  const short = prefixed(iri);
  return short.startsWith("<") ? iri.replace(/[/#]$/, "").split(/[/#]/).pop() || iri : short;
}

/** Gives the page of a thing on this server; its IRI where it has none. @param {string} iri */
export function pageOf(iri) {
  const [start, path] = Object.entries(page.places).find(([begin]) => iri.startsWith(begin)) ?? ["", ""];
  return path + iri.slice(start.length);
}
