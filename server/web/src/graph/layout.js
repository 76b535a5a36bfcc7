/**
 * Where things stand. It follows from what was begun from and opened, in that order, and from
 * nothing else: no chance, no filter, no earlier visit; so a view looks the same each time.
 */
import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";
import fcose from "cytoscape-fcose";
import { EVERYTHING } from "./model.js";
import { relationsShown, shown } from "./state.js";

cytoscape.use(fcose);
cytoscape.use(dagre);

/** Room for a circle and its name, in pixels: names then don't lie on each other. */
const ROOM = { width: 170, height: 96 };
/** More things than this are set out in rows, community by community, without forces. */
const FORCES_UP_TO = 1500;
/** @typedef {Map<string, {x: number, y: number}>} Places */

/** @type {Map<string, Places>} */
const remembered = new Map();

/** Gives the place of each thing shown. @param {import("./state.js").State} state @returns {Places} */
export function places(state, model) {
  const key = JSON.stringify([state.whole, state.roots, state.open, state.layout]);
  if (!remembered.has(key)) remembered.set(key, place(state, model));
  return remembered.get(key);
}

function place(state, model) {
  const plain = { ...state, filters: EVERYTHING };
  const { ids } = shown(plain, model);
  if (ids.length > FORCES_UP_TO) return inRows(ids, model);
  if (state.layout === "tree") return settle(plain, model, ids, new Map());
  const before = state.open.length && !state.whole
    ? places({ ...state, open: state.open.slice(0, -1) }, model) : new Map();
  return settle(plain, model, ids, before);
}

/** Lets new things find their places around those that keep theirs. */
function settle(state, model, ids, before) {
  const start = begin(ids, before, state.open.at(-1));
  const elements = ids.map((id) => ({ data: { id }, position: start.get(id) }));
  for (const { source, target, kind } of relationsShown(state, model, ids)) {
    elements.push({ data: { source, target, kind } });
  }
  const cy = cytoscape({ headless: true, styleEnabled: true, elements, style: [{ selector: "node", style: ROOM }] });
  cy.layout(state.layout === "tree"
    ? { name: "dagre", rankDir: "LR", nodeSep: 6, rankSep: 60, animate: false }
    : {
        name: "fcose", randomize: false, animate: false, quality: "proof", packComponents: false,
        nodeSeparation: 60, idealEdgeLength: 110, nodeRepulsion: 9000, gravity: 0.3, numIter: 1500,
        fixedNodeConstraint: ids.filter((id) => before.has(id)).map((nodeId) => ({ nodeId, position: before.get(nodeId) })),
      }).run();
  const found = new Map(cy.nodes().map((node) => [node.id(), { ...node.position() }]));
  cy.destroy();
  if (state.layout !== "tree") spread(found, before);
  return found;
}

/** Gives first places: a ring, or a spiral around what was opened; no two alike. */
function begin(ids, before, opened) {
  const middle = before.get(opened) ?? { x: 0, y: 0 };
  const fresh = ids.filter((id) => !before.has(id));
  const found = new Map(before);
  fresh.forEach((id, index) => {
    const angle = (2 * Math.PI * index) / fresh.length;
    const far = before.size ? 150 + 6 * index : 60 * Math.max(4, Math.sqrt(fresh.length) * 2.5);
    found.set(id, { x: middle.x + far * Math.cos(angle), y: middle.y + far * Math.sin(angle) });
  });
  return found;
}

/** Moves new things apart where room is short, along the shorter way. */
function spread(found, before) {
  const ids = [...found.keys()];
  for (let round = 0; round < 40; round += 1) {
    let moved = false;
    for (let i = 0; i < ids.length; i += 1) {
      for (let j = i + 1; j < ids.length; j += 1) moved = apart(ids[i], ids[j], found, before) || moved;
    }
    if (!moved) return;
  }
}

function apart(one, other, found, before) {
  const [a, b] = [found.get(one), found.get(other)];
  const across = ROOM.width - Math.abs(a.x - b.x);
  const down = ROOM.height - Math.abs(a.y - b.y);
  const free = [one, other].filter((id) => !before.has(id));
  if (across <= 1 || down <= 1 || !free.length) return false;
  const axis = across / ROOM.width < down / ROOM.height ? "x" : "y";
  const way = (axis === "x" ? across : down) / free.length;
  const sign = a[axis] < b[axis] || (a[axis] === b[axis] && one < other) ? 1 : -1;
  if (!before.has(one)) a[axis] -= sign * way;
  if (!before.has(other)) b[axis] += sign * way;
  return true;
}

/** Sets things out in rows, those of a community together. */
function inRows(ids, model) {
  const sorted = [...ids].sort((a, b) =>
    (model.things.get(a).community ?? 1e9) - (model.things.get(b).community ?? 1e9) || (a < b ? -1 : 1));
  const wide = Math.ceil(Math.sqrt(sorted.length / 2));
  return new Map(sorted.map((id, index) =>
    [id, { x: (index % wide) * ROOM.width, y: Math.floor(index / wide) * ROOM.height }]));
}
