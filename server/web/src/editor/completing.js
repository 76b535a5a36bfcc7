/** Completes what is typed from the vocabulary: by name, or by its Japanese or English label. */
import { page } from "../page.js";

const TYPED = /[^\s{}()<>;,"?$]*$/;

/**
 * Offers the vocabulary's terms while a query is written, and on Ctrl-Space.
 * @param {any} yasqe the editor (CodeMirror 5) @param {[string, string, string][]} terms name, ja, en
 */
export function completeFrom(yasqe, terms) {
  const offer = () => yasqe.operation(() => yasqe.showHint({ hint: () => hints(yasqe, terms), completeSingle: false }));
  yasqe.addKeyMap({ "Ctrl-Space": offer });
  yasqe.on("inputRead", () => {
    const word = typed(yasqe);
    if (/^\w+:$/.test(word)) declare(yasqe, word.slice(0, -1));
    if (word.length > 1) offer();
  });
}

/** @param {any} yasqe gives the word before the cursor; none in a declaration of prefixes */
function typed(yasqe) {
  const { line, ch } = yasqe.getCursor();
  const before = yasqe.getLine(line).slice(0, ch);
  return /^\s*(prefix|base)\b/i.test(before) ? "" : TYPED.exec(before)[0];
}

/** @param {any} yasqe @param {[string, string, string][]} terms */
function hints(yasqe, terms) {
  const word = typed(yasqe);
  const to = yasqe.getCursor();
  const sought = word.toLowerCase();
  const list = terms
    .filter((term) => term.some((name) => name.toLowerCase().includes(sought)))
    .slice(0, 40)
    .map(([name, ja, en]) => ({
      text: name,
      displayText: `${name}  ${page.lang === "ja" ? `${ja} / ${en}` : `${en} / ${ja}`}`,
      hint: (_, data, chosen) => {
        yasqe.replaceRange(chosen.text, data.from, data.to);
        declare(yasqe, name.split(":")[0]);
      },
    }));
  return { list, from: { line: to.line, ch: to.ch - word.length }, to };
}

/** Declares a prefix of the page's table where the query has it not. @param {any} yasqe @param {string} prefix */
function declare(yasqe, prefix) {
  if (prefix in page.prefixes && !(prefix in yasqe.getPrefixesFromQuery())) yasqe.addPrefixes({ [prefix]: page.prefixes[prefix] });
}
