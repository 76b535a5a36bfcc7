/** Where the money goes (`/money`): charts of the page's tables; each mark opens its printed place. */
import "../money/money.css";
import { addChart } from "../money/chart.js";
import { RANKED, bars, sankey, shares, splitLarge, stacks, treemap } from "../money/options.js";
import { readChanges, readLines, readSums, readTotals, readYears } from "../money/tables.js";
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

/** Adds a chart of one phase's rows, without what is too large and what it cannot draw, which it says. */
function addPhaseChart(section, all, { name, height, option, isDrawn, left }) {
  const rows = all.filter(isDrawn);
  if (!rows.length) return;
  const phases = phasesOf(rows);
  const phase = choice(t("phase"), phases, () => draw());
  const large = largeNote(() => draw());
  const ofPhase = (some) => some.filter((row) => row.phase.id === phase.now());
  const now = () => ofPhase(rows);
  const undrawn = () => ofPhase(all).length - now().length;
  const draw = addChart(section, {
    name, height,
    caption: () => t(name, {
      phase: phases.find(([id]) => id === phase.now())[1], count: ofPhase(all).length,
      shown: Math.min(RANKED, large.split(now()).rest.length),
    }),
    controls: phases.length > 1 ? [phase.element] : [],
    note: () => [...large.note(now()), ...(undrawn() ? [h("span", {}, t(left, { count: undrawn() }))] : [])],
    option: (look) => option(large.split(now()).rest, look),
  });
}

const figures = readLines(lines);
const places = new Map([...new Set(figures.map((figure) => figure.pillar.id))].map((id, place) => [id, place]));
const parts = { places, totals: readTotals(lines) };
const amounts = { isDrawn: (figure) => !figure.isCeiling, left: "ceilings_left" };
addPhaseChart(lines, figures, { ...amounts, name: "treemap", height: 480, option: (rows, look) => treemap(rows, parts, look) });
addPhaseChart(lines, figures, { ...amounts, name: "sankey", height: 760, option: (rows, look) => sankey(rows, parts, look) });

const all = readYears(years);
const large = largeNote(() => drawYears(), (pillars) => splitLarge(pillars.map((one) => ({ ...one, yen: Math.max(...one.totals.map((total) => total?.lower ?? 0)) }))));
const drawYears = addChart(years, {
  name: "stacks", height: 420, caption: () => t("stacks"), note: () => large.note(all.pillars),
  option: (look) => stacks(all, new Set(large.split(all.pillars).large.map(({ id }) => id)), look),
});

addPhaseChart(changes, readChanges(changes), { name: "bars", height: 520, option: bars, isDrawn: (change) => change.yen !== null, left: "indistinct_left" });
addChart(sums, { name: "shares", height: 440, caption: () => t("shares"), option: (look) => shares(readSums(sums), look) });
