/** What of a result a graph shows: things, the links between them, and what is left out. */
import { page } from "../page.js";
import { shortName } from "./names.js";

/** No more things than this are drawn: names would lie on each other. */
export const MOST = 40;
const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const NAMES = ["http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel", "http://purl.org/dc/terms/title"];
const isThing = (term) => term?.type === "uri" || term?.type === "bnode";

/** @typedef {{things: Map<string, string>, links: {source: string, target: string, name: string}[], left: number, all: number}} Network */

/**
 * Reads a result: triples where its columns are those of a graph, else the IRIs of each row, linked in order.
 * @param {string[]} names @param {Record<string, import("./choosing.js").Term>[]} rows @returns {Network}
 */
export function readNetwork(names, rows) {
  const isGraph = names.join() === "subject,predicate,object";
  return largest(isGraph ? ofTriples(rows) : ofRows(names, rows));
}

function ofTriples(rows) {
  const known = new Map();
  const links = [];
  let left = 0;
  for (const { subject, predicate, object } of rows) {
    if (NAMES.includes(predicate.value)) rename(known, subject.value, object);
    else if (predicate.value === RDF_TYPE) left += 1;
    else if (isThing(object)) links.push({ source: subject.value, target: object.value, name: shortName(predicate.value) });
    else left += 1;
  }
  return { known, links, left };
}

/** Keeps the name in the page's language, else the first one. */
function rename(known, iri, { value, "xml:lang": lang }) {
  if (!known.has(iri) || lang === page.lang) known.set(iri, value);
}

function ofRows(names, rows) {
  const columns = names.filter((name) => rows.some((row) => isThing(row[name])));
  const known = new Map();
  const links = [];
  for (const row of rows) {
    const things = columns.filter((name) => isThing(row[name]));
    for (const name of things) {
      const named = row[nameColumn(name, names, columns)];
      if (named && !isThing(named)) rename(known, row[name].value, named);
    }
    things.slice(1).forEach((name, at) => links.push({
      source: row[things[at]].value, target: row[name].value, name: `${things[at]} → ${name}`,
    }));
  }
  return { known, links, left: 0 };
}

/** Gives the column that names the things of a column: measureLabel for measure; the first text beside a single one. */
function nameColumn(name, names, columns) {
  const ends = ["label", "title", "name"].map((end) => (name + end).toLowerCase());
  return names.find((one) => ends.includes(one.toLowerCase()))
    ?? (columns.length === 1 ? names.find((one) => !columns.includes(one)) : undefined);
}

/** Keeps the links of the things that have the most, up to MOST things, and each link once. */
function largest({ known, links, left }) {
  const count = new Map();
  for (const { source, target } of links) for (const end of [source, target]) count.set(end, (count.get(end) ?? 0) + 1);
  const weight = ({ source, target }) => Math.max(count.get(source), count.get(target));
  const once = new Map(links.map((link) => [`${link.source} ${link.name} ${link.target}`, link]));
  const things = new Map();
  const kept = [...once.values()].sort((a, b) => weight(b) - weight(a)).filter(({ source, target }) => {
    const ends = new Set([source, target].filter((iri) => !things.has(iri)));
    if (things.size + ends.size > MOST) return false;
    ends.forEach((iri) => things.set(iri, known.get(iri) ?? shortName(iri)));
    return true;
  });
  return { things, links: kept, left, all: count.size };
}
