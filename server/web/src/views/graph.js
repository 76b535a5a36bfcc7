/** The relationship graph (`/graph`): data, picture, controls and panel, held together by one state. */
import "../graph/graph.css";
import { h, page, t } from "../page.js";
import { legend, makeControls, setControls } from "../graph/controls.js";
import { draw, highlight, makeDrawing } from "../graph/drawing.js";
import { listenToKeys } from "../graph/keyboard.js";
import { nameThings } from "../graph/naming.js";
import { FORCES_UP_TO } from "../graph/layout.js";
import { LIMIT, Model } from "../graph/model.js";
import { relationsTable, showPanel, showRelation, why } from "../graph/panel.js";
import { readState, writeState } from "../graph/state.js";

const view = document.getElementById("view");
const controls = h("div", { class: "controls" });
const canvas = h("div", { class: "canvas", tabindex: "0", role: "application", "aria-label": t("picture") });
const panel = h("section", { class: "panel", "aria-live": "polite", tabindex: "0", "aria-label": t("neighbours") });
const told = h("p", { class: "told", role: "status" });
const said = h("p", { class: "said", "aria-live": "assertive" });
const meaning = h("div");
const table = h("details", { class: "as-table" });

async function start() {
  const answer = await fetch(page.data);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  const data = await answer.json();
  for (const one of [...data.nodes, ...data.files]) one.page &&= new URL(one.page, answer.url).pathname;
  const model = new Model(data);
  document.getElementById("plain").remove();
  view.replaceChildren(controls, h("div", { class: "board" }, h("div", {}, canvas, told, said, meaning), panel), table);
  run(model, makeDrawing(canvas, model.things.size > FORCES_UP_TO));
}

function run(model, cy) {
  let state = readState(location.search, model);
  const now = () => state;

  function render(isMoved = true) {
    setControls(controls, state);
    const { ids, relations, limited } = draw(cy, state, model);
    if (isMoved) cy.fit(undefined, 30);
    nameThings(cy);
    if (isMoved) cy.fit(undefined, 10); // names, too, stand within
    const limits = [...limited].map(([id, total]) =>
      `${model.name(id)}: ${t("limited", { shown: LIMIT, total })}`);
    told.textContent = [t("shown", { nodes: ids.length, edges: relations.length }), ...limits].join(" · ");
    const rows = () => table.open && table.lastElementChild.replaceChildren(relationsTable(relations, model, actions));
    table.replaceChildren(h("summary", {}, t("table")), h("div", { class: "wide" }));
    table.ontoggle = rows;
    rows();
    meaning.replaceChildren(legend(state.colour));
    showPanel(panel, state, model, actions);
    markWay();
  }

  function change(changed) {
    const isMoved = ["edition", "roots", "open", "whole", "layout"].some((name) => name in changed);
    state = { ...state, ...changed };
    history.pushState(null, "", writeState(state, model, page.lang));
    render(isMoved);
  }

  function markWay() {
    if (state.selected.length !== 2) return;
    for (const step of model.path(...state.selected, state.filters) ?? []) {
      cy.edges(`[kind="${step.kind}"]`).filter((edge) => edge.data("source") === step.source && edge.data("target") === step.target).addClass("way");
    }
  }

  const without = (list, id) => list.filter((one) => one !== id);
  const choose = (id, isAdded = false) => {
    if (cy.getElementById(id).empty()) jump(id);
    else if (!isAdded) change({ selected: [id] });
    else change({ selected: state.selected.includes(id) ? without(state.selected, id) : [...state.selected, id] });
  };
  const open = (id) => change({ open: [...without(state.open, id), id], selected: [id] });
  const close = (id) => change({ open: without(state.open, id) });
  const focus = (id) => change({ roots: [id], open: [id], selected: [id], whole: false });
  const jump = (id) => {
    const node = cy.getElementById(id);
    if (node.empty()) return focus(id);
    change({ selected: [id] });
    cy.center(cy.getElementById(id));
    return undefined;
  };
  const actions = { choose, open, close, focus };

  cy.on("tap", (event) => {
    if (event.target === cy) return state.selected.length && change({ selected: [] });
    if (event.target.isNode()) return choose(event.target.id(), event.originalEvent.shiftKey);
    return showRelation(panel, event.target.data(), model, actions);
  });
  cy.on("dbltap", "node", (event) => open(event.target.id()));
  cy.on("mouseover", "node", (event) => { highlight(cy, event.target.id()); said.textContent = model.name(event.target.id()); });
  cy.on("mouseover", "edge", (event) => { said.textContent = why(event.target.data(), model); });
  cy.on("mouseout", () => { highlight(cy, null); said.textContent = ""; });
  listenToKeys(canvas, cy, model, { choose, open, clear: () => change({ selected: [] }), said });
  addEventListener("popstate", () => { state = readState(location.search, model); render(); });
  controls.replaceChildren(...makeControls(model, now, change, jump, cy));
  render();
  view.dataset.ready = "true";
  view.cy = cy; // what tests and the curious ask for places and yen
}

start().catch((error) => { view.prepend(h("p", { role: "alert" }, t("failed", { reason: error.message }))); throw error; });
