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
const IS_NARROW = matchMedia("(max-width: 37rem)");
/** More things than this are set out in rows, community by community, without forces. */
export const FORCES_UP_TO = 1500;
/** @typedef {Map<string, {x: number, y: number}>} Places */

/** @type {Map<string, Places>} */
const remembered = new Map();

/** Gives the place of each thing shown. @param {import("./state.js").State} state @returns {Places} */
export function places(state, model) {
  const key = JSON.stringify([state.edition, state.whole, state.roots, state.open, state.layout]);
  if (!remembered.has(key)) remembered.set(key, place(state, model));
  return remembered.get(key);
}

function place(state, model) {
  const plain = { ...state, filters: EVERYTHING };
  const { ids } = shown(plain, model);
  if (ids.length > FORCES_UP_TO) return inRows(ids, model);
  if (state.whole || state.layout === "tree") return settle(plain, model, ids);
  if (!state.roots.length && !state.open.length) return overview(ids, state, model);
  const isFirst = state.open.length <= (state.roots.length ? 1 : 0);
  const before = isFirst ? new Map() : places({ ...state, open: state.open.slice(0, -1) }, model);
  return apartAll(begin(ids, before, state.open.at(-1)), before);
}

/** Gives the places of chapters: around an oval, on a phone down two columns, of all editions in rows. */
function overview(ids, state, model) {
  const inPrint = [...ids].sort(new Intl.Collator("en", { numeric: true }).compare);
  if (state.edition === null && model.editions.length > 1) return byEdition(inPrint, model);
  if (!IS_NARROW.matches) return apartAll(begin(ids, new Map(), undefined), new Map());
  const rows = Math.ceil(ids.length / 2);
  return new Map(inPrint.map((id, index) => {
    const down = (index % rows) - (rows - 1) / 2;
    const out = 130 + 70 * Math.cos((Math.PI * down) / rows);
    return [id, { x: index < rows ? -out : out, y: down * 1.6 * ROOM.height }];
  }));
}

/** Sets chapters out as they are printed, an arch for each edition: no relation lies on a third. */
function byEdition(ids, model) {
  const rows = Map.groupBy(ids, (id) => model.things.get(id).edition);
  return new Map([...rows].flatMap(([edition, chapters]) => chapters.map((id, index) => {
    const rise = Math.sin((Math.PI * (index + 0.5)) / chapters.length);
    return [id, { x: index * ROOM.width, y: (2.5 * edition - 1.2 * rise) * ROOM.height }];
  })));
}

/** Lets forces, or the levels of a tree, say where everything stands. */
function settle(state, model, ids) {
  const start = begin(ids, new Map(), undefined);
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
      }).run();
  const found = new Map(cy.nodes().map((node) => [node.id(), { ...node.position() }]));
  cy.destroy();
  return state.layout === "tree" ? found : apartAll(found, new Map());
}

/** Gives first places: chapters around an oval, else rings around what was opened; no two alike. */
function begin(ids, before, opened) {
  const found = new Map(before);
  const fresh = ids.filter((id) => !before.has(id));
  if (!opened) {
    fresh.forEach((id, index) => found.set(id, onOval(index / fresh.length, 560, 400)));
    return found;
  }
  if (!before.has(opened)) found.set(opened, { x: 0, y: 0 });
  const middle = found.get(opened);
  const [wide, high] = IS_NARROW.matches ? [160, 240] : [240, 160];
  let ring = 1;
  for (let rest = fresh.filter((id) => id !== opened); rest.length; ring += 1) {
    const here = rest.splice(0, 6 * ring);
    here.forEach((id, index) => {
      const { x, y } = onOval((index + ring / 2) / here.length, wide * ring, high * ring);
      found.set(id, { x: middle.x + x, y: middle.y + y });
    });
  }
  return found;
}

/** Gives a point of an oval around the middle; turn: from the top, once around is 1. */
function onOval(turn, wide, high) {
  const angle = 2 * Math.PI * turn - Math.PI / 2;
  return { x: wide * Math.cos(angle), y: high * Math.sin(angle) };
}

/** Moves new things apart where room is short, along the shorter way. */
function apartAll(found, before) {
  const ids = [...found.keys()];
  for (let round = 0; round < 120; round += 1) {
    let moved = false;
    for (let i = 0; i < ids.length; i += 1) {
      for (let j = i + 1; j < ids.length; j += 1) moved = apart(ids[i], ids[j], found, before) || moved;
    }
    if (!moved) break;
  }
  return found;
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
