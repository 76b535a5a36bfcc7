/** The controls above the picture: search, filters, layout, steps back and forth, files. */
import { h, page, t } from "../page.js";
import { saveGraphml, savePng, saveSvg } from "./exporting.js";
import { KINDS } from "./model.js";
import { yearName } from "./panel.js";
import { OVERVIEW } from "./state.js";

/** What is drawn alike: the class in the legend, the kinds of relation. */
const STROKES = {
  shared: ["shared"], prints: ["prints"], part: ["part"], organization: ["organization"],
  reference: ["reprint", "repeat", "within-whole", "succession", "related-line"],
};

/** @typedef {(change: Partial<import("./state.js").State>) => void} Change */

const choice = (name, label, options, onchange) =>
  h("label", {}, `${label} `, h("select", { name, onchange: (event) => onchange(event.target.value) },
    ...options.map(([value, words]) => h("option", { value }, words))));

const button = (id, onclick) => h("button", { type: "button", id, onclick }, t(id));

/** @param {() => import("./state.js").State} now @param {Change} change @param {(id: string) => void} jump */
export function makeControls(model, now, change, jump, cy) {
  return [searchBox(model, now, jump), ...editionChoice(model, change), buttonRow(model, now, change, cy),
    h("details", {}, h("summary", {}, t("filters")), filterBox(model, now, change))];
}

/** Sets the controls to what a state says. @param {HTMLElement} controls @param {import("./state.js").State} state */
export function setControls(controls, { edition, filters, layout, colour }) {
  const set = (name, value) => { controls.querySelector(`[name="${name}"]`).value = String(value ?? ""); };
  if (controls.querySelector('[name="edition"]')) set("edition", edition);
  set("year", filters.year);
  set("phase", filters.phase);
  set("least", filters.least / 1e8 || "");
  set("layout", layout);
  set("colour", colour);
  for (const kind of KINDS) controls.querySelector(`[name="${kind}"]`).checked = !filters.without.includes(kind);
}

/** Lets an edition be chosen, where there are several: what was opened belongs to another, so it goes. */
function editionChoice(model, change) {
  if (model.editions.length < 2) return [];
  const editions = model.editions.map((edition, index) => [String(index), edition[page.lang]]).reverse();
  return [choice("edition", t("edition"), [...editions, ["", t("all_editions")]], (value) =>
    change({ edition: value === "" ? null : Number(value), roots: [], open: [], selected: [] }))];
}

function searchBox(model, now, jump) {
  const names = h("datalist", { id: "names" });
  const input = h("input", { type: "search", id: "search", list: "names", autocomplete: "off", oninput: () => {
    const found = model.find(input.value, now().edition).slice(0, 20);
    names.replaceChildren(...found.map(({ id, kind }) => h("option", { value: model.name(id) }, t(`node.${kind}`))));
  } });
  return h("form", { class: "search", role: "search", onsubmit: (event) => {
    event.preventDefault();
    const [first] = model.find(input.value, now().edition);
    if (first) jump(first.id);
    input.setAttribute("aria-invalid", String(!first));
  } }, h("label", { for: "search" }, t("search")), input, names, h("button", {}, t("search_go")));
}

function filterBox(model, now, change) {
  const filter = (changed) => change({ filters: { ...now().filters, ...changed } });
  const chosen = (value) => (value === "" ? null : Number(value));
  const all = ["", t("all")];
  return h("div", { class: "filters" },
    choice("year", t("year"), [all, ...model.years.map((year) => [String(year), yearName(year)])],
      (value) => filter({ year: chosen(value) })),
    choice("phase", t("phase"), [all, ...model.phases.map((phase, index) => [String(index), phase[page.lang]])],
      (value) => filter({ phase: chosen(value) })),
    h("label", {}, `${t("least")} `, h("input", { type: "number", name: "least", min: 0, step: "any",
      onchange: (event) => filter({ least: Number(event.target.value) * 1e8 }) })),
    choice("layout", t("layout"), [["force", t("layout_force")], ["tree", t("layout_tree")]], (value) => change({ layout: value })),
    choice("colour", t("colour"), [["kind", t("colour_kind")], ["community", t("colour_community")]], (value) => change({ colour: value })),
    h("fieldset", {}, h("legend", {}, t("kinds")), ...KINDS.map((kind) => h("label", {},
      h("input", { type: "checkbox", name: kind, onchange: (event) => {
        const others = now().filters.without.filter((one) => one !== kind);
        filter({ without: event.target.checked ? others : [...others, kind].sort() });
      } }), t(`kind.${kind}`)))));
}

function buttonRow(model, now, change, cy) {
  const copied = h("span", { role: "status" });
  const zoom = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  return h("p", { class: "buttons" },
    button("overview", () => change({ ...OVERVIEW, filters: now().filters, colour: now().colour })),
    button("whole", () => change({ whole: true, selected: [] })),
    button("undo", () => history.back()),
    button("redo", () => history.forward()),
    button("fit", () => cy.fit(undefined, 30)),
    button("zoom_in", () => zoom(1.3)),
    button("zoom_out", () => zoom(1 / 1.3)),
    h("button", { type: "button", id: "link", onclick: async () => {
      await navigator.clipboard.writeText(location.href);
      copied.textContent = t("copied");
    } }, t("link")), copied,
    h("span", {}, `${t("export")} `,
      h("button", { type: "button", onclick: () => savePng(cy) }, "PNG"),
      h("button", { type: "button", onclick: () => saveSvg(cy) }, "SVG"),
      h("button", { type: "button", onclick: () => saveGraphml(cy, model) }, "GraphML")));
}

/** Says what shapes, sizes, colours and lines of the picture mean. @param {import("./state.js").State["colour"]} colour */
export function legend(colour) {
  const one = (looks, words) => h("li", {}, h("span", { class: looks, "aria-hidden": "true" }), words);
  const kindsOf = (kinds) => kinds.map((kind) => t(`kind.${kind}`)).join(page.lang === "ja" ? "・" : ", ");
  return h("ul", { class: `legend ${colour}` },
    ...["chapter", "section", "measure", "line", "organization"].map((kind) => one(`mark ${kind}`, t(`node.${kind}`))),
    one("mark sizes", t("legend.size")),
    ...(colour === "community" ? [h("li", {}, t("legend.community"))] : []),
    ...Object.entries(STROKES).map(([looks, kinds]) => one(`stroke ${looks}`, looks === "shared" ? `${kindsOf(kinds)} (${t("legend.width")})` : kindsOf(kinds))));
}
