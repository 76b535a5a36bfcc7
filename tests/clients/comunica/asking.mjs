/** What the tests ask Comunica, in Node and in a page alike. */
import { QueryEngine } from "@comunica/query-sparql";

const engine = new QueryEngine();

/**
 * Asks one source.
 * @param {string} source the address of an endpoint, or of a document about something
 * @param {string} type "sparql" for an endpoint; empty where Comunica is to find it out
 * @param {string} query
 * @returns {Promise<string[]|boolean>} the values of each row or triple, sorted; or a truth
 */
export async function ask(source, type, query) {
  const asked = await engine.query(query, { sources: [type ? { type, value: source } : source] });
  const answer = await asked.execute();
  if (asked.resultType === "boolean") return answer;
  const terms = (one) => (asked.resultType === "quads" ? [one.subject, one.predicate, one.object] : [...one.values()]);
  return (await answer.toArray()).map((one) => terms(one).map(({ value }) => value).join(" ")).sort();
}
