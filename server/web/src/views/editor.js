/** The SPARQL editor (`/sparql` in a browser): YASGUI with our questions, words, completion and drawings. */
import { completeFrom } from "../editor/completing.js";
import { offerDownloads } from "../editor/downloads.js";
import { makeExamples } from "../editor/examples.js";
import { explainMarks, markProblems } from "../editor/problems.js";
import { readVocabulary } from "../editor/vocabulary.js";
import { keepWords } from "../editor/words.js";
import { keepTyped, makeYasgui } from "../editor/yasgui.js";
import "../editor/editor.css";
import { h } from "../page.js";

const form = document.getElementById("plain");
const place = h("div", { id: "editor" });
const examples = makeExamples((query) => {
  const yasqe = yasgui.getTab().getYasqe();
  yasqe.setValue(query);
  yasqe.focus();
});
form.replaceWith(examples, place);
const yasgui = makeYasgui(place, form.querySelector("textarea").value);
keepWords(place);
explainMarks(place);

const vocabulary = readVocabulary();
const prepared = new WeakSet();

/** Adds to a tab, once it is drawn, what YASGUI does not have. */
async function prepare() {
  const tab = yasgui.getTab();
  if (!tab || prepared.has(tab)) return;
  prepared.add(tab);
  const yasqe = tab.getYasqe();
  yasqe.rootEl.prepend(yasqe.getWrapperElement().querySelector(".yasqe_buttons")); // off the query's text
  keepTyped(tab);
  markProblems(yasqe);
  offerDownloads(yasqe, tab.getYasr());
  completeFrom(yasqe, await vocabulary);
}

yasgui.on("tabSelect", () => setTimeout(prepare));
yasgui.on("tabAdd", () => setTimeout(prepare)); // it is told before the tab is drawn
place.addEventListener("spot", ({ detail: { line, column } }) => {
  const yasqe = yasgui.getTab().getYasqe();
  yasqe.focus();
  yasqe.setCursor({ line: line - 1, ch: column - 1 });
});
prepare().then(() => { place.dataset.ready = ""; });
