/** Chooses what of a result a chart shows: which columns are numbers, and what they are told apart by. */
import { page } from "../page.js";
import { shortName } from "./names.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "long", "int", "short", "nonNegativeInteger", "positiveInteger"]
  .map((name) => XSD + name));
/** Columns whose largest numbers are smaller than those of another by more than this are not shown at first. */
const LIKE = 100;
/** More lines than this cannot be told apart: then each row is a bar. */
const MOST_LINES = 8;
/** Columns so named hold places in the source and ordinals, not quantities: nobody compares their sizes. */
const NO_QUANTITY = /(line|column|number)$/i;

/** @typedef {{value: string, type: string, datatype?: string, "xml:lang"?: string}} Term */
/** @typedef {{by: string[], year: string|null, numbers: {name: string, isShown: boolean}[]}} Choice year: where lines are drawn over years */

const isNumber = (term) => NUMBERS.has(term.datatype) && Number.isFinite(Number(term.value));
const isYear = (term) => term.datatype === `${XSD}gYear` || (term.datatype === `${XSD}integer` && /^(19|20)\d\d$/.test(term.value));
const isText = (term) => term.type !== "uri" && term.type !== "bnode";

/**
 * Gives the columns to draw: numbers, over the years if there are some, told apart by the first texts.
 * @param {string[]} names @param {Record<string, Term>[]} rows @returns {Choice|null} null where no column is of numbers
 */
export function chooseColumns(names, rows) {
  const holds = (test) => (name) => {
    const terms = rows.map((row) => row[name]).filter(Boolean);
    return terms.length > 0 && terms.every(test);
  };
  const year = names.find(holds(isYear)) ?? null;
  const ofNumbers = names.filter((name) => name !== year && holds(isNumber)(name));
  const quantities = ofNumbers.filter((name) => !NO_QUANTITY.test(name));
  if (!quantities.length) return null;
  const others = names.filter((name) => name !== year && !ofNumbers.includes(name));
  const texts = others.filter(holds(isText));
  const by = distinguishing(texts.length ? texts : others.slice(0, 1), rows, year);
  const sizes = quantities.map((name) => Math.max(...rows.map((row) => Math.abs(Number(row[name]?.value ?? 0)))));
  const numbers = quantities.map((name, at) => ({ name, isShown: sizes[at] * LIKE >= Math.max(...sizes) }));
  return { numbers, ...overYears(by, year, rows) };
}

/** Gives lines over the years where there are few; else the year is part of what tells rows apart. */
function overYears(by, year, rows) {
  if (!year || new Set(rows.map((row) => row[year]?.value)).size < 2) return { by, year: null };
  const lines = new Set(rows.map((row) => nameOf(row, by))).size;
  return lines > MOST_LINES ? { by: [...by, year], year: null } : { by, year };
}

/** Gives the fewest columns, from the first on, whose values tell the rows (of a year) apart. */
function distinguishing(names, rows, year) {
  for (let count = 1; count < names.length; count += 1) {
    const chosen = names.slice(0, count);
    const keys = rows.map((row) => `${nameOf(row, chosen)} ${row[year]?.value ?? ""}`);
    if (new Set(keys).size === rows.length) return chosen;
  }
  return names;
}

/** @param {Record<string, Term>} row @param {string[]} columns gives what the row is called */
export function nameOf(row, columns) {
  const words = columns.map((name) => row[name]).filter(Boolean)
    .map((term) => (term.type === "uri" ? shortName(term.value) : term.value));
  return words.join(page.lang === "ja" ? "・" : ", ");
}
