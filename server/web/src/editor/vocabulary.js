/** The vocabulary's terms with their labels, asked once. */
import { page } from "../page.js";
import { learn, prefixed } from "./names.js";

/** @typedef {[string, string, string]} Term its name with a prefix, its Japanese and its English label */

/** @returns {Promise<Term[]>} */
export async function readVocabulary() {
  const answer = await fetch(`/sparql?${new URLSearchParams({ query: page.vocabulary })}`, { headers: { Accept: "application/sparql-results+json" } });
  if (!answer.ok) return [];
  const { results } = await answer.json();
  const names = new Map(results.bindings.map(({ term, label, labelEn }) => [term.value, [label.value, labelEn.value]]));
  learn(new Map([...names].map(([iri, [ja, en]]) => [iri, page.lang === "ja" ? ja : en])));
  return [...names].map(([iri, labels]) => [prefixed(iri), ...labels]); // a term has a row for each of its domains
}
