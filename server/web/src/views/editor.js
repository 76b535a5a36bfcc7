/** The SPARQL editor (`/sparql` in a browser): YASGUI, set up for this endpoint and nothing else. */
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "../editor/editor.css";
import { completeFrom } from "../editor/completing.js";
import { h, page, t } from "../page.js";

const form = document.getElementById("plain");
const first = form.querySelector("textarea").value;
const place = h("div", { id: "editor" });
form.replaceWith(examples(), place);

Yasgui.Yasqe.defaults.autocompleters = ["variables"];
Yasgui.Yasqe.defaults.value = first;
const yasgui = new Yasgui(place, {
  requestConfig: { endpoint: `${location.origin}/sparql`, method: "GET" },
  endpointCatalogueOptions: { getData: () => [] },
  copyEndpointOnNewTab: true,
  persistenceId: "shisaku",
});
fetch("/sparql?query=" + encodeURIComponent(page.vocabulary), { headers: { Accept: "application/sparql-results+json" } })
  .then((answer) => answer.json())
  .then(({ results }) => {
    const names = results.bindings.map((row) => [row.term.value, [shorten(row.term.value), row.label.value, row.labelEn.value]]);
    const terms = [...new Map(names).values()]; // a term has a row for each of its domains
    const prepare = (tab) => completeFrom(tab.getYasqe(), terms);
    prepare(yasgui.getTab());
    yasgui.on("tabAdd", (_, id) => setTimeout(() => prepare(yasgui.getTab(id))));
    nameParts();
    place.dataset.ready = "";
  });

/** Gives the questions of the catalogue to choose from; the chosen one stands in the editor. */
function examples() {
  const choice = h("select", { id: "examples", onchange: () => {
    if (choice.value) yasgui.getTab().getYasqe().setValue(page.questions[choice.value][1]);
  } }, h("option", { value: "" }, t("choose_question")),
  ...page.questions.map(([name], at) => h("option", { value: at }, name)));
  return h("p", { class: "examples" }, h("label", { for: "examples" }, `${t("questions")} `), choice);
}

/** Says to screen readers what YASGUI leaves unnamed; its tabs hold buttons, so they are links. */
function nameParts() {
  for (const one of place.querySelectorAll("[role=tablist], [role=tab]")) {
    one.removeAttribute("role");
    one.removeAttribute("aria-selected");
  }
  for (const area of place.querySelectorAll("textarea")) area.setAttribute("aria-label", t("query_text"));
  for (const field of place.querySelectorAll("input.autocomplete")) field.setAttribute("aria-label", t("endpoint_address"));
}

/** @param {string} iri gives its name with a prefix */
function shorten(iri) {
  const [prefix, start] = Object.entries(page.prefixes)
    .filter(([, space]) => iri.startsWith(space)).sort((a, b) => b[1].length - a[1].length)[0] ?? ["", ""];
  return prefix ? `${prefix}:${iri.slice(start.length)}` : `<${iri}>`;
}
