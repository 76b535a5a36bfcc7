/** Where the money goes (`/money`): charts of the page's tables; each mark opens its printed place. */
import "../money/money.css";
import { addChart } from "../money/chart.js";
import { bars, sankey, shares, splitLarge, stacks, treemap } from "../money/options.js";
import { readChanges, readLines, readSums, readYears } from "../money/tables.js";
import { h, t } from "../page.js";

const [lines, years, changes, sums] = ["lines", "years", "changes", "sums"].map((id) => document.getElementById(id));

/** @param {string} label @param {[string, string][]} choices value and words @param {() => void} change */
function choice(label, choices, change) {
  const select = h("select", { onchange: change }, ...choices.map(([value, words]) => h("option", { value }, words)));
  return { element: h("label", {}, `${label} `, select), now: () => select.value };
}

/** @param {{phase: {id: string, name: string}}[]} rows */
const phasesOf = (rows) => [...new Map(rows.map(({ phase }) => [phase.id, phase.name]))];

/** Says what is too large to be drawn beside the rest, and lets it be drawn. */
function largeNote(draw, split = splitLarge) {
  const box = h("input", { type: "checkbox", onchange: () => draw() });
  return {
    split: (rows) => (box.checked ? { large: [], rest: rows } : split(rows)),
    note: (rows) => {
      const names = split(rows).large.map((row) => (row.line ?? row).name);
      return names.length ? [h("span", {}, t("left_out", { names: names.join(", ") })), h("label", {}, box, ` ${t("draw_all")}`)] : [];
    },
  };
}

/** Adds a chart of one phase's rows, without what is too large. */
function addPhaseChart(section, rows, { name, height, option }) {
  const phases = phasesOf(rows);
  const phase = choice(t("phase"), phases, () => draw());
  const large = largeNote(() => draw());
  const now = () => rows.filter((row) => row.phase.id === phase.now());
  const draw = addChart(section, {
    name, height,
    caption: () => t(name, { phase: phases.find(([id]) => id === phase.now())[1] }),
    controls: phases.length > 1 ? [phase.element] : [],
    note: () => large.note(now()),
    option: (look) => option(large.split(now()).rest, look),
  });
}

const figures = readLines(lines);
const places = new Map([...new Set(figures.map((figure) => figure.pillar.id))].map((id, place) => [id, place]));
if (figures.length) {
  addPhaseChart(lines, figures, { name: "treemap", height: 480, option: (rows) => treemap(rows, places) });
  const to = choice(t("to"), [["phase", t("to_phase")], ["holder", t("to_holder")]], () => drawFlows());
  const large = largeNote(() => drawFlows());
  const drawFlows = addChart(lines, {
    name: "sankey", height: 760, caption: () => t("sankey"), controls: [to.element], note: () => large.note(figures),
    option: (look) => sankey(large.split(figures).rest, places, to.now(), look),
  });
}

const all = readYears(years);
const large = largeNote(() => drawYears(), (pillars) => splitLarge(pillars.map((one) => ({ ...one, yen: Math.max(...one.sums) }))));
const drawYears = addChart(years, {
  name: "stacks", height: 420, caption: () => t("stacks"), note: () => large.note(all.pillars),
  option: (look) => stacks(all, new Set(large.split(all.pillars).large.map(({ id }) => id)), look),
});

const changed = readChanges(changes);
if (changed.length) addPhaseChart(changes, changed, { name: "bars", height: 520, option: bars });
addChart(sums, { name: "shares", height: 440, caption: () => t("shares"), option: (look) => shares(readSums(sums), look) });
