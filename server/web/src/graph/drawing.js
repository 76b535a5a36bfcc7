/** The picture: circles sized by yen counted once in one period, names, and the relations between them. */
import cytoscape from "cytoscape";
import { page } from "../page.js";
import { breakName } from "./labels.js";
import { FORCES_UP_TO, places } from "./layout.js";
import { keepNamed } from "./naming.js";
import { yearName } from "./panel.js";
import { relationsShown, shown } from "./state.js";

const SHAPES = {
  chapter: "round-rectangle", section: "octagon", measure: "ellipse", line: "diamond", organization: "hexagon",
};
const SMALLEST = 14;
const LARGEST = 64;
/** Where more things than this are shown, the chapters are drawn large. */
const CROWD = 200;

/** Gives a circle's width in pixels: its area grows with the logarithm of yen. */
export function size(yen) {
  if (yen <= 0) return SMALLEST;
  return Math.min(LARGEST, SMALLEST + 9 * Math.max(0, Math.log10(yen) - 6));
}

/** Gives a colour of the style sheet, light or dark as the page is. @param {string} name */
export function resolved(name) {
  const probe = document.querySelector(".graph").appendChild(document.createElement("span"));
  probe.style.color = `var(--${name})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** @param {boolean} isCrowded draws relations without arrows, straight: thousands are slow to draw */
function style(isCrowded) {
  const kinds = Object.entries(SHAPES).map(([kind, shape]) => ({
    selector: `node[kind="${kind}"]`,
    style: { shape, "background-color": resolved(`kind-${kind}`), "border-color": resolved("ink") },
  }));
  return [
    { selector: "node", style: {
      label: "data(label)", width: "data(size)", height: "data(size)", color: resolved("ink"),
      "font-family": "system-ui, sans-serif", "text-wrap": "wrap",
      "text-valign": "bottom", "text-margin-y": 3, "border-width": 1, "text-background-color": resolved("paper"),
      "text-background-opacity": 0.8, "text-background-padding": 1,
    } },
    ...kinds,
    { selector: "node[hue]", style: { "background-color": "data(hue)" } },
    { selector: 'node[kind="chapter"]', style: { "font-weight": 600 } },
    { selector: "node.landmark", style: { width: 90, height: 90 } },
    { selector: ".unnamed", style: { label: "" } },
    { selector: ".above", style: { "text-valign": "top", "text-margin-y": -3 } },
    ...["left", "right"].map((side) => ({
      selector: `.${side}`, style: { "text-valign": "center", "text-halign": side, "text-margin-y": 0, "text-margin-x": side === "left" ? -3 : 3 },
    })),
    { selector: "edge", style: {
      width: 1.4, "line-color": resolved("edge"), "curve-style": isCrowded ? "haystack" : "bezier", "target-arrow-shape": "none", opacity: 0.8,
    } },
    { selector: 'edge[kind="shared"]', style: { width: "data(width)", "line-color": resolved("kind-line") } },
    { selector: 'edge[kind="part"]', style: { "line-style": "dotted" } },
    { selector: 'edge[kind="organization"]', style: { "line-style": "dashed", "line-color": resolved("kind-organization") } },
    { selector: 'edge[kind="reprint"], edge[kind="repeat"], edge[kind="within-whole"], edge[kind="succession"], edge[kind="related-line"]',
      style: { width: 2.5, "line-color": resolved("reference"), "target-arrow-shape": "triangle", "target-arrow-color": resolved("reference") } },
    { selector: "node:selected, node.near, node.focused", style: { label: "data(label)", "z-index": 10, "text-background-opacity": 1 } },
    { selector: "node:selected", style: { "border-width": 4, "border-color": resolved("chosen") } },
    { selector: "node.focused", style: { "overlay-color": resolved("chosen"), "overlay-opacity": 0.25, "overlay-padding": 6 } },
    { selector: "edge:selected, edge.way", style: { width: 5, "line-color": resolved("chosen"), opacity: 1 } },
    { selector: ".far", style: { opacity: 0.25 } },
  ];
}

/**
 * Makes the empty picture in an element.
 * @param {HTMLElement} container @param {boolean} mayBeVast may show thousands: it moves as a picture of itself
 */
export function makeDrawing(container, mayBeVast) {
  const cy = cytoscape({
    container, style: style(false), minZoom: 0.02, maxZoom: 4, boxSelectionEnabled: false,
    selectionType: "single", hideEdgesOnViewport: mayBeVast, textureOnViewport: mayBeVast,
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style(isVast(cy))));
  keepNamed(cy);
  return cy;
}

const isVast = (cy) => cy.nodes().length > FORCES_UP_TO;

/** Draws a state: what stays keeps its element, what goes is taken out. */
export function draw(cy, state, model) {
  const { ids, limited } = shown(state, model);
  const stand = places(state, model);
  const relations = relationsShown(state, model, ids);
  const isShown = new Set(ids);
  const wasVast = isVast(cy);
  cy.batch(() => {
    cy.elements().remove();
    cy.add(ids.map((id) => node(id, state, model, isShown, stand)));
    cy.add(relations.map((one, index) => ({ group: "edges", data: {
      ...one, id: `e${index}`, width: one.shared ? 1 + one.shared.length * 1.5 : 1,
    } })));
    if (ids.length > CROWD) cy.nodes('[kind="chapter"]').addClass("landmark");
    state.selected.forEach((id) => cy.getElementById(id).select());
  });
  if (isVast(cy) !== wasVast) cy.style(style(isVast(cy)));
  return { ids, relations, limited };
}

function node(id, state, model, isShown, stand) {
  const thing = model.things.get(id);
  const hidden = [...model.related(id, state.filters).keys()].filter((other) => !isShown.has(other)).length;
  const lines = breakName(thing[page.lang], page.lang);
  if (state.edition === null && thing.edition !== null) lines.push(yearName(model.editions[thing.edition].year));
  const data = {
    id, kind: thing.kind, hidden, size: size(model.amount(id, state.filters)),
    label: [...lines.slice(0, -1), `${lines.at(-1)}${hidden ? ` (+${hidden})` : ""}`].join("\n"),
  };
  if (state.colour === "community" && thing.community) data.hue = hue(thing.community);
  return { group: "nodes", classes: "unnamed", data, position: { ...(stand.get(id) ?? near(id, model, stand)) } };
}

/** Gives a place for what a filter let in beyond those that were placed: beside its first neighbour. */
function near(id, model, stand) {
  const other = model.around.get(id).map((one) => stand.get(one.source) ?? stand.get(one.target)).find(Boolean);
  return { x: (other?.x ?? 0) + 90, y: (other?.y ?? 0) + 60 };
}

/** @param {number} number gives a community's colour; neighbours in number differ widely */
function hue(number) {
  return `hsl(${(number * 137) % 360}, 60%, 55%)`;
}

/** Marks what is around a thing, and dims the rest; nothing where `id` is null. */
export function highlight(cy, id) {
  cy.batch(() => {
    cy.elements().removeClass("near far");
    const around = id === null ? cy.collection() : cy.getElementById(id).closedNeighborhood();
    if (around.empty()) return;
    around.addClass("near");
    cy.elements().not(around).addClass("far");
  });
}

