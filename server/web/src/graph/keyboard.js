/** The picture by keyboard: arrows go from thing to thing, what is reached is said aloud. */
import { t } from "../page.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLElement} container @param {(id: string, isAdded: boolean) => void} choose
 * @param {(id: string) => void} open @param {HTMLElement} said a live region
 */
export function listenToKeys(container, cy, model, { choose, open, clear, said }) {
  let current = null;
  const reach = (node) => {
    cy.nodes().removeClass("focused");
    node.addClass("focused");
    current = node.id();
    const inView = node.renderedPosition();
    if (inView.x < 40 || inView.y < 40 || inView.x > cy.width() - 40 || inView.y > cy.height() - 60) cy.center(node);
    const thing = model.things.get(current);
    said.textContent = `${model.name(current)}, ${t(`node.${thing.kind}`)}, ${t("open", { count: node.data("hidden") })}`;
  };
  container.addEventListener("keydown", (event) => {
    const node = current && cy.getElementById(current).nonempty() ? cy.getElementById(current) : null;
    if (WAYS[event.key]) reach(node ? next(cy, node, WAYS[event.key]) : cy.nodes()[0]);
    else if (event.key === "Enter" && node) open(current);
    else if (event.key === " " && node) choose(current, event.shiftKey);
    else if (event.key === "Escape") clear();
    else if (event.key === "+" || event.key === "-") cy.zoom({ level: cy.zoom() * (event.key === "+" ? 1.2 : 1 / 1.2), position: node?.position() ?? { x: 0, y: 0 } });
    else return;
    event.preventDefault();
  });
}

/** Gives the nearest node in a direction, the straight ones before the slanting; else the same. */
function next(cy, node, [right, down]) {
  const here = node.position();
  let best = node;
  let least = Infinity;
  cy.nodes().forEach((other) => {
    const { x, y } = other.position();
    const along = (x - here.x) * right + (y - here.y) * down;
    const aside = Math.abs((x - here.x) * down) + Math.abs((y - here.y) * right);
    const cost = along + 2 * aside;
    if (along > 1 && cost < least) [best, least] = [other, cost];
  });
  return best;
}
