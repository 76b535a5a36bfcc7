/** Which names are written: as many as have room at a size that people read, the larger things' first. */
import { width } from "./labels.js";

/** The least height of characters on the screen, and that of a line, in pixels. */
const READABLE = 11;
const LINE = 1.25;
/** In the picture's own units: names grow with it where it is enlarged. */
const FONT = { chapter: 14, other: 12 };
/** So long after the last step of zooming, in milliseconds, names are chosen anew. */
const PAUSE = 80;

/** Chooses names now, and again whenever the picture has been zoomed. */
export function keepNamed(cy) {
  let waiting;
  cy.on("zoom", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => nameThings(cy), PAUSE);
  });
}

/** Names what has room; chosen things always have. Whatever is pointed at is named by its style. */
export function nameThings(cy) {
  const zoom = cy.zoom();
  const taken = [];
  cy.batch(() => cy.nodes().sort((a, b) => rank(b) - rank(a)).forEach((node) => {
    const font = Math.max(node.data("kind") === "chapter" ? FONT.chapter : FONT.other, READABLE / zoom);
    const box = boxOf(node, font);
    const isFree = node.selected() || !taken.some((other) => meet(box, other));
    if (isFree) taken.push(box);
    node.toggleClass("unnamed", !isFree).style("font-size", font);
  }));
}

const rank = (node) => (node.selected() ? 2000 : 0) + (node.data("kind") === "chapter" ? 1000 : 0) + node.data("size");

/** Gives the room that a name needs below its circle. */
function boxOf(node, font) {
  const { x, y } = node.position();
  const lines = node.data("label").split("\n");
  const half = (Math.max(...lines.map(width)) * font) / 2;
  const top = y + node.height() / 2;
  return { left: x - half, right: x + half, top, bottom: top + lines.length * font * LINE };
}

const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
