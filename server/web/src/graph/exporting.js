/** The view as a file: a picture (PNG, SVG) or what it shows as data (GraphML). */
import { download, page } from "../page.js";
import { resolved } from "./drawing.js";

const escape = (text) => String(text).replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

export function savePng(cy) {
  download(cy.png({ output: "blob", full: true, scale: 2, bg: resolved("paper") }), "shisaku-graph.png");
}

/** Writes the picture as SVG, from the places that stand in it. */
export function saveSvg(cy) {
  const box = cy.elements().boundingBox();
  const edges = cy.edges().map((edge) => {
    const [a, b] = [edge.source().position(), edge.target().position()];
    return `<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="${edge.style("line-color")}" stroke-width="${edge.numericStyle("width")}"/>`;
  });
  const nodes = cy.nodes().map((node) => {
    const { x, y } = node.position();
    return `<circle cx="${x}" cy="${y}" r="${node.width() / 2}" fill="${node.style("background-color")}"/>${nameInSvg(node)}`;
  });
  const frame = `${box.x1 - 20} ${box.y1 - 20} ${box.w + 40} ${box.h + 40}`;
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${frame}" lang="${page.lang}">`
    + `<rect x="${box.x1 - 20}" y="${box.y1 - 20}" width="100%" height="100%" fill="${resolved("paper")}"/>${edges.join("\n")}\n${nodes.join("\n")}</svg>\n`;
  download(new Blob([text], { type: "image/svg+xml" }), "shisaku-graph.svg");
}

/** Gives the name as it is written in the picture: nothing where it has no room. */
function nameInSvg(node) {
  if (!node.style("label")) return "";
  const { x, y } = node.position();
  const size = node.numericStyle("font-size");
  const lines = node.data("label").split("\n");
  const side = ["left", "right"].find((one) => node.hasClass(one));
  const at = { left: x - node.width() / 2 - 3, right: x + node.width() / 2 + 3 }[side] ?? x;
  const anchor = { left: "end", right: "start" }[side] ?? "middle";
  const first = side ? y - (size * lines.length) / 2 + size * 0.85 : node.hasClass("above") ? y - node.height() / 2 - 3 - size * (lines.length - 1) : y + node.height() / 2 + 3 + size;
  const spans = lines.map((line, index) => `<tspan x="${at}" y="${first + size * index}">${escape(line)}</tspan>`);
  return `<text text-anchor="${anchor}" font-family="sans-serif" font-size="${size}" font-weight="${node.style("font-weight")}" fill="${resolved("ink")}">${spans.join("")}</text>`;
}

/** Writes what is shown as GraphML: names in both languages, yen in the chosen periods are left to the data. */
export function saveGraphml(cy, model) {
  const keys = [["kind", "node"], ["edition", "node"], ["ja", "node"], ["en", "node"], ["relation", "edge"], ["printed", "edge"]];
  const datum = (key, value) => `<data key="${key}">${escape(value)}</data>`;
  const nodes = cy.nodes().map((node) => {
    const { kind, ja, en, edition } = model.things.get(node.id());
    const home = edition === null ? "" : datum("edition", model.editions[edition].id);
    return `<node id="${escape(node.id())}">${datum("kind", kind)}${home}${datum("ja", ja)}${datum("en", en)}</node>`;
  });
  const edges = cy.edges().map((edge) =>
    `<edge source="${escape(edge.source().id())}" target="${escape(edge.target().id())}">`
    + `${datum("relation", edge.data("kind"))}${datum("printed", edge.data("places").map(({ file, line }) => `${file.name}#L${line}`).join(" "))}</edge>`);
  const text = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys.map(([id, of]) => `<key id="${id}" for="${of}" attr.name="${id}" attr.type="string"/>`),
    '<graph edgedefault="directed">', ...nodes, ...edges, "</graph></graphml>", ""].join("\n");
  download(new Blob([text], { type: "application/graphml+xml" }), "shisaku-graph.graphml");
}
