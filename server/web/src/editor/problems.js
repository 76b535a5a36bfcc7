/** What went wrong: said in the results, and at its line in the query. */
import { h, t } from "../page.js";

/**
 * Reads an error of YASGUI's, whose message is what the endpoint answered.
 * @param {string} text @returns {{title: string, detail: string, line?: number, column?: number}}
 */
function readProblem(text) {
  if (/abort/i.test(text)) return { title: t("stopped"), detail: t("stopped_what") };
  try {
    const { title, detail, line, column } = JSON.parse(text);
    if (title && detail) return { title, detail, line, column };
  } catch { /* no answer of the endpoint's: a proxy's page, or a connection that failed */ }
  return { title: t("no_answer"), detail: t("try_again") };
}

/** Marks the line that an answer names, until the query is changed or run. @param {any} yasqe CodeMirror 5 */
export function markProblems(yasqe) {
  let marks = [];
  const clear = () => {
    marks.forEach((mark) => mark.clear());
    marks = [];
  };
  yasqe.on("change", clear);
  yasqe.on("query", clear);
  yasqe.on("queryResponse", (_, answer) => {
    const problem = answer instanceof Error ? readProblem(answer.message) : {};
    if (problem.line) marks = mark(yasqe, problem);
  });
}

/** Says what the marks of unreadable lines mean; YASQE's hint has style attributes, which the policy refuses. @param {HTMLElement} place */
export function explainMarks(place) {
  const explain = (event) => {
    const icon = event.target.closest(".parseErrorIcon");
    if (!icon) return;
    event.stopPropagation();
    icon.title = t("unreadable_line");
  };
  for (const moved of ["mouseover", "mouseout"]) place.addEventListener(moved, explain, true);
}

/** @param {any} yasqe @param {{detail: string, line: number, column: number}} problem */
function mark(yasqe, { detail, line, column }) {
  const at = Math.min(line, yasqe.lineCount()) - 1;
  const before = [...yasqe.getLine(at)].slice(0, column - 1).join(""); // columns count characters
  const words = h("div", { class: "problem", role: "note" }, detail);
  const spot = { line: at, ch: before.length };
  const { end } = yasqe.getTokenAt({ ...spot, ch: spot.ch + 1 });
  yasqe.addLineClass(at, "background", "problem-line");
  yasqe.scrollIntoView(spot, 60);
  return [
    yasqe.addLineWidget(at, words, { noHScroll: true }),
    yasqe.markText(spot, { ...spot, ch: Math.max(end, spot.ch + 1) }, { className: "problem-spot" }),
    { clear: () => yasqe.removeLineClass(at, "background", "problem-line") },
  ];
}

/** The results' place where there are none: in YASGUI's words, its plugin "error". */
export class Problem {
  priority = 20;
  hideFromSelection = true;

  /** @param {any} yasr */
  constructor(yasr) { this.yasr = yasr; }

  canHandleResults() { return Boolean(this.yasr.results?.getError()); }

  draw() {
    const { title, detail, line, column } = readProblem(this.yasr.results.getError().text);
    const go = () => this.yasr.rootEl.dispatchEvent(new CustomEvent("spot", { bubbles: true, detail: { line, column } }));
    this.yasr.resultsEl.append(h("div", { class: "problem", role: "alert" },
      h("p", {}, h("strong", {}, title)), h("p", {}, detail),
      ...(line ? [h("button", { onclick: go }, t("to_line", { line }))] : [])));
  }
}
