/** Draws a result as a graph of things and links, and says what it leaves out. */
import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import { breakName } from "../graph/labels.js";
import { h, page, t } from "../page.js";
import { pageOf } from "./names.js";
import { readNetwork } from "./network.js";

cytoscape.use(fcose);
/** Names cannot be read at a smaller zoom; where not all fits, the middle is what has the most links. */
const READABLE = 0.6;
const LAYOUT = { name: "fcose", randomize: false, animate: false, quality: "proof", nodeSeparation: 70, idealEdgeLength: 90, nodeRepulsion: 9000, nodeDimensionsIncludeLabels: true };

/** @param {HTMLElement} place @param {string[]} names @param {Record<string, import("./choosing.js").Term>[]} rows */
export function drawNetwork(place, names, rows) {
  const network = readNetwork(names, rows);
  const { things, links, left, all } = network;
  if (!links.length) {
    place.append(h("p", { class: "aside", role: "status" }, t("not_linked")));
    return { destroy() {} };
  }
  const told = [t("linked", { nodes: things.size, edges: links.length }),
    ...(all > things.size ? [t("linked_some", { shown: things.size, all })] : []),
    ...(left ? [t("values_left", { count: left })] : [])].join(" ");
  const canvas = h("div", { class: "canvas", role: "img", "aria-label": told });
  const chosen = h("p", { class: "chosen", "aria-live": "polite" });
  place.append(h("p", { class: "aside" }, told), canvas, chosen);
  const cy = makeDrawing(canvas, network);
  cy.on("tap", "node", ({ target }) => chosen.replaceChildren(
    h("a", { href: pageOf(target.id()), target: "_blank", rel: "noopener" }, things.get(target.id())), ` ${target.id()}`));
  cy.on("tap", "edge", ({ target }) => {
    chosen.textContent = [target.source().id(), target.target().id()].map((id) => things.get(id)).join(` → ${target.data("name")} → `);
  });
  const save = () => h("a", { href: cy.png({ full: true, scale: 2, bg: getComputedStyle(canvas).backgroundColor }), download: "shisaku-result.png" }).click();
  place.append(h("p", {}, h("button", { onclick: save }, t("save_picture", { format: "PNG" }))));
  canvas.cy = cy; // what tests and the curious ask for names and places
  return cy;
}

/** @param {HTMLElement} canvas @param {import("./network.js").Network} network */
function makeDrawing(canvas, { things, links }) {
  const nodes = [...things].map(([id, name], at) => ({
    data: { id, label: breakName(name, page.lang).join("\n") },
    position: { x: 400 * Math.cos((2 * Math.PI * at) / things.size), y: 300 * Math.sin((2 * Math.PI * at) / things.size) },
  }));
  const cy = cytoscape({
    container: canvas, elements: [...nodes, ...links.map((link) => ({ data: link }))], style: style(canvas),
    layout: LAYOUT, minZoom: 0.1, maxZoom: 4, boxSelectionEnabled: false,
  });
  if (cy.zoom() < READABLE) {
    const hub = cy.nodes().max((node) => node.degree()).ele;
    cy.zoom(READABLE);
    cy.center(hub);
  }
  const redraw = () => cy.style(style(canvas));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", redraw);
  cy.on("destroy", () => dark.removeEventListener("change", redraw));
  return cy;
}

/** Takes its colours from the canvas's own, so that it is light or dark as the page is. */
function style(canvas) {
  const { color, backgroundColor, borderTopColor, outlineColor } = getComputedStyle(canvas);
  const text = { color, "font-family": "system-ui, sans-serif", "text-background-color": backgroundColor, "text-background-opacity": 0.8 };
  return [
    { selector: "node", style: {
      ...text, label: "data(label)", width: 24, height: 24, "background-color": outlineColor, "font-size": 15, "text-wrap": "wrap",
      "text-valign": "bottom", "text-margin-y": 3, "min-zoomed-font-size": 6,
    } },
    { selector: "edge", style: {
      ...text, label: "data(name)", width: 1.4, "line-color": borderTopColor, "target-arrow-color": borderTopColor, "target-arrow-shape": "triangle",
      "curve-style": "bezier", "font-size": 11, "text-rotation": "autorotate", "min-zoomed-font-size": 8,
    } },
    { selector: ":selected", style: { "border-width": 4, "border-color": color, "line-color": color, "min-zoomed-font-size": 0 } },
  ];
}
