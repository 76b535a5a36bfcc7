/**
 * Which names are written: as many as have room at a size that people read, the larger things'
 * first, below the circle or else above it or beside it, towards the middle of the picture. Names lie
 * neither on each other nor on chapters.
 */
/** The least height of characters, which is that of a line too, on the screen in pixels. */
const READABLE = 11;
/** Between a circle and its name, in the picture's own units. */
const GAP = 3;
/** In the picture's own units: names grow with it where it is enlarged. */
const FONT = { chapter: 14, other: 12 };
/** So long after the last step of zooming, in milliseconds, names are chosen anew. */
const PAUSE = 80;

/** Measures names at 100 pixels. */
const ruler = document.createElement("canvas").getContext("2d");

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

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
  const least = READABLE / cy.zoom();
  const taken = new Room(least * 12);
  const { x1, x2 } = cy.nodes().boundingBox({ includeLabels: false });
  const middle = (x1 + x2) / 2;
  cy.nodes('[kind="chapter"]').forEach((node) => taken.add(circleOf(node), node.id()));
  cy.batch(() => cy.nodes().sort((a, b) => rank(b) - rank(a)).forEach((node) => {
    const font = Math.max(node.data("kind") === "chapter" ? FONT.chapter : FONT.other, least);
    const rooms = roomOf(node, font, node.position("x") < middle ? "right" : "left");
    const side = Object.keys(rooms).find((one) => taken.isFree(rooms[one], node.id())) ?? (node.selected() ? "below" : null);
    if (side) taken.add(rooms[side], node.id());
    node.toggleClass("unnamed", !side);
    for (const one of ["above", "left", "right"]) node.toggleClass(one, side === one);
    if (side) node.style("font-size", font);
  }));
}

const rank = (node) => (node.selected() ? 2000 : 0) + (node.data("kind") === "chapter" ? 1000 : 0) + node.data("size");

/** @returns {Box} */
function circleOf(node) {
  const { x, y } = node.position();
  const [wide, high] = [node.width() / 2, node.height() / 2];
  return { left: x - wide, right: x + wide, top: y - high, bottom: y + high };
}

/**
 * Gives the room that a name needs below its circle, above it, and beside it on one side.
 * @param {"left"|"right"} beside @returns {Record<string, Box>}
 */
function roomOf(node, font, beside) {
  const { x, y } = node.position();
  const { left, right, top, bottom } = circleOf(node);
  const lines = node.data("label").split("\n");
  ruler.font = `${node.data("kind") === "chapter" ? 600 : 400} 100px system-ui, sans-serif`;
  const half = Math.max(...lines.map((line) => ruler.measureText(line).width)) * (font / 200);
  const high = lines.length * font;
  const across = { left: x - half, right: x + half };
  const along = { top: y - high / 2, bottom: y + high / 2 };
  return {
    below: { ...across, top: bottom + GAP, bottom: bottom + GAP + high },
    above: { ...across, top: top - GAP - high, bottom: top - GAP },
    [beside]: beside === "right"
      ? { ...along, left: right + GAP, right: right + GAP + 2 * half }
      : { ...along, left: left - GAP - 2 * half, right: left - GAP },
  };
}

/** What room is taken, in squares, so that a question looks only at what is near. */
class Room {
  /** @param {number} side of a square, in the picture's own units */
  constructor(side) {
    this.side = side;
    /** @type {Map<string, {box: Box, id: string}[]>} */
    this.squares = new Map();
  }

  /** @param {Box} box @param {string} id whose it is */
  add(box, id) {
    for (const square of this.#under(box)) {
      if (!this.squares.has(square)) this.squares.set(square, []);
      this.squares.get(square).push({ box, id });
    }
  }

  /** @param {Box} box @param {string} id may take what is its own */
  isFree(box, id) {
    return !this.#under(box).some((square) => this.squares.get(square)?.some((other) => other.id !== id && meet(box, other.box)));
  }

  #under({ left, right, top, bottom }) {
    const squares = [];
    for (let x = Math.floor(left / this.side); x <= right / this.side; x += 1) {
      for (let y = Math.floor(top / this.side); y <= bottom / this.side; y += 1) squares.push(`${x} ${y}`);
    }
    return squares;
  }
}

const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
