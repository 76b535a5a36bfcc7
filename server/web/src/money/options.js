/** What ECharts is told to draw: treemap, flows, bars. Each mark keeps `href`, its printed place. */
import { page, readableYen, t } from "../page.js";

const COLOURS = ["#3b5b92", "#24735d", "#8a5a10", "#84488c", "#a3403d", "#4f6b1f", "#5b5b66"];
const SHOWN = 16;
export const RANKED = 20;
/** Smaller areas, in pixels, have no room for a name, as words go: hints and the table tell it. */
const NAMED = { width: page.lang === "ja" ? 44 : 72, height: 16 };

/** How wide a character of a figure is at most, in pixels. */
const DIGIT = page.lang === "ja" ? 9 : 7;

const sum = (rows) => rows.reduce((all, row) => all + row.yen, 0);
const groups = (rows, of) => Map.groupBy(rows, of);
const splitLine = { lineStyle: { color: "#8885" } };
const tooltip = {
  renderMode: "richText", // HTML would need style attributes, which the policy refuses
  confine: true,
  formatter: ({ data, name, value }) => `${data.told ?? name}\n${data.words ?? readableYen(value)}`,
  textStyle: { fontSize: 13 },
};

/** @param {{yen: number}[]} rows splits off what alone is more than half of all */
export function splitLarge(rows) {
  const half = rows.reduce((all, row) => all + Math.abs(row.yen), 0) / 2;
  const large = rows.length > 2 ? rows.filter((row) => Math.abs(row.yen) > half) : [];
  return { large, rest: rows.filter((row) => !large.includes(row)) };
}

/** @typedef {{places: Map<string, number>, totals: (part: string, phase: string) => import("./tables.js").Total}} Parts places: of pillars, in order */

/** @param {import("./tables.js").Figure[]} figures of one phase @param {Parts} parts @param {{width: number, height: number}} look */
export function treemap(figures, parts, { width, height }) {
  const area = (width * height) / sum(figures);
  const data = [...groups(figures, (figure) => figure.pillar.id)].map(([id, rows]) => ({
    ...part(rows[0].pillar, rows, parts, area),
    itemStyle: { color: colourOf(id, parts), borderColor: colourOf(id, parts) },
    children: byChapter(rows, parts, area),
  }));
  const label = { fontSize: 12, lineHeight: 15, color: "#fff", overflow: "break", lineOverflow: "truncate" };
  return {
    tooltip,
    series: [{
      type: "treemap", data, animation: false, roam: false, nodeClick: false, breadcrumb: { show: false }, sort: "desc",
      left: 0, top: 0, right: 0, bottom: 0, visibleMin: 0,
      labelLayout: ({ rect }) => (rect.width < NAMED.width || rect.height < NAMED.height ? { fontSize: 0 } : {}),
      label: { ...label, formatter: ({ name, value }) => `${readableYen(value)}\n${name}` },
      upperLabel: { show: true, height: 22, color: "#fff", fontSize: 12, overflow: "truncate", formatter: ({ data }) => `${data.told}  ${data.name}` },
      itemStyle: { gapWidth: 1, borderColor: "#fff8" },
      levels: [
        { itemStyle: { gapWidth: 4, borderWidth: 0 }, upperLabel: { show: false } },
        { itemStyle: { gapWidth: 2, borderWidth: 2 } },
        { itemStyle: { gapWidth: 1, borderWidth: 1, borderColor: "#fff5" }, upperLabel: { height: 18, fontSize: 11, backgroundColor: "#0004" } },
      ],
    }],
  };
}

const colourOf = (pillar, { places }) => COLOURS[places.get(pillar) % COLOURS.length];

/**
 * Gives a pillar or chapter: as large as what is drawn of it, named by its whole total, where that
 * has room: half a figure is a wrong one. area: square pixels of a yen
 */
function part({ id, name }, rows, { totals }, area) {
  const total = totals(id, rows[0].phase.id);
  const drawn = sum(rows) === total.lower ? "" : t("drawn_part", { yen: readableYen(sum(rows)), count: rows.length });
  return {
    name, value: sum(rows), href: id, total, upperLabel: { show: Math.sqrt(sum(rows) * area) > DIGIT * (total.bounds + drawn).length },
    told: total.bounds + drawn, words: drawn ? `${total.words}\n${drawn}` : total.words,
  };
}

/** @param {import("./tables.js").Figure[]} figures of one pillar; those in no chapter stand beside the chapters */
function byChapter(figures, parts, area) {
  const marks = (rows) => rows.map(({ line, yen, href }) => ({ name: line.name, value: yen, href }));
  return [...groups(figures, (figure) => figure.chapter?.id)].flatMap(([id, rows]) =>
    id ? [{ ...part(rows[0].chapter, rows, parts, area), children: marks(rows) }] : marks(rows));
}

/** @param {import("./tables.js").Figure[]} figures of one phase @param {Parts} parts @param {{ink: string, width: number}} look */
export function sankey(figures, parts, { ink, width }) {
  const nodes = new Map();
  const links = new Map();
  const rowsOf = new Map(); // of each node and link
  const put = (marks, id, row, mark) => {
    rowsOf.set(id, [...(rowsOf.get(id) ?? []), row]);
    marks.set(id, { ...mark, ...marks.get(id), value: sum(rowsOf.get(id)) });
  };
  const byLine = [...groups(figures, (figure) => figure.line.id).values()].sort((a, b) => sum(b) - sum(a));
  const shown = new Set(byLine.slice(0, SHOWN).map((rows) => rows[0].line.id));
  for (const row of figures) {
    const colour = { color: colourOf(row.pillar.id, parts) };
    const isShown = shown.has(row.line.id);
    const rest = new Set(figures.filter((one) => one.pillar.id === row.pillar.id && !shown.has(one.line.id)).map((one) => one.line.id));
    const line = isShown ? `line ${row.line.id}` : `others ${row.pillar.id}`;
    const name = isShown ? row.line.name : t("others", { count: rest.size });
    const href = isShown ? row.href : row.pillar.id;
    const [start, end] = [`pillar ${row.pillar.id}`, `holder ${row.holder}`];
    put(nodes, start, row, { name: start, told: row.pillar.name, href: row.pillar.id, itemStyle: colour, total: parts.totals(row.pillar.id, row.phase.id) });
    put(nodes, line, row, { name: line, told: name, href, itemStyle: colour });
    put(nodes, end, row, { name: end, told: row.holder, itemStyle: { color: "#7a7f88" } });
    put(links, `${start} ${line}`, row, { source: start, target: line, told: `${row.pillar.name} → ${name}`, href });
    put(links, `${line} ${end}`, row, { source: line, target: end, told: `${name} → ${row.holder}`, href });
  }
  const worded = ([id, mark]) => {
    const words = t("drawn_sum", { yen: readableYen(mark.value), count: rowsOf.get(id).length });
    return { ...mark, words: mark.total && mark.total.lower !== mark.value ? `${mark.total.words}\n${words}` : mark.total?.words ?? words };
  };
  return {
    tooltip,
    series: [{
      type: "sankey", data: [...nodes].map(worded), links: [...links].map(worded), draggable: false,
      left: 0, right: Math.round(width * 0.16), top: 8, bottom: 8, nodeWidth: 12, nodeGap: 12,
      lineStyle: { color: "source", opacity: 0.35 }, emphasis: { focus: "adjacency" },
      label: { color: ink, fontSize: 12, width: Math.round(width * 0.24), overflow: "truncate", formatter: ({ data }) => data.told },
      levels: [0, 1, 2].map((depth) => ({ depth, ...(depth === 2 ? { label: { width: Math.round(width * 0.15) } } : {}) })),
    }],
  };
}

/** @param {ReturnType<typeof import("./tables.js").readYears>} years @param {Set<string>} large pillars that are not drawn at first @param {{ink: string}} look */
export function stacks({ columns, pillars }, large, { ink }) {
  const short = ({ name }) => `${t("pillar")} ${name.split(" ")[0]}`;
  return {
    tooltip,
    grid: { left: 8, right: 8, top: 56, bottom: 8, containLabel: true },
    legend: { top: 0, textStyle: { color: ink }, selected: Object.fromEntries(pillars.map((one) => [short(one), !large.has(one.id)])) },
    xAxis: { type: "category", data: columns, axisLabel: { color: ink, interval: 0, fontSize: 11, width: 88, overflow: "break" } },
    yAxis: { type: "value", splitLine, axisLabel: { color: ink, formatter: readableYen } },
    series: pillars.map((one, place) => ({
      type: "bar", stack: "all", name: short(one), itemStyle: { color: COLOURS[place % COLOURS.length] },
      data: one.totals.map((total, n) => ({ value: total?.lower ?? 0, total, words: total?.words ?? t("none"), href: one.href, told: `${one.name}\n${columns[n].replace("\n", " ")}` })),
    })),
  };
}

/** @param {ReturnType<typeof import("./tables.js").readChanges>} changes of one phase, the largest first @param {{ink: string, width: number}} look */
export function bars(changes, { ink, width }) {
  const rows = changes.slice(0, RANKED).reverse();
  const signed = (yen) => `${yen > 0 ? "+" : ""}${readableYen(yen)}`;
  return {
    tooltip,
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", axisLabel: { color: ink, formatter: readableYen, hideOverlap: true }, splitLine, splitNumber: width < 600 ? 2 : 5, boundaryGap: width < 600 ? ["70%", "50%"] : ["15%", "15%"] },
    yAxis: { type: "category", data: rows.map((one) => one.line.name), axisLabel: { color: ink, width: Math.round(width * 0.36), overflow: "truncate" } },
    series: [{
      type: "bar", barMaxWidth: 18,
      label: { show: true, color: ink, fontSize: 11, formatter: ({ value }) => signed(value) },
      data: rows.map(({ line, yen, words, href }) => ({
        value: yen, told: line.name, words, href,
        label: { position: yen > 0 ? "right" : "left" },
        itemStyle: { color: yen > 0 ? "#6fa3d8" : "#e09a76" },
      })),
    }],
  };
}

/** @param {ReturnType<typeof import("./tables.js").readSums>} sums @param {{ink: string, width: number}} look */
export function shares(sums, { ink, width }) {
  const rows = [...sums].reverse();
  const mark = ({ name, printed, counted }, yen) => ({
    value: printed ? (100 * yen) / printed : 0, told: name, counted, printed, href: "#sums",
    words: `${counted.words}\n${t("printed")} ${readableYen(printed)}`,
  });
  return {
    tooltip,
    grid: { left: 8, right: 16, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", min: 0, max: 100, splitLine, axisLabel: { color: ink, formatter: "{value}%" } },
    yAxis: { type: "category", data: rows.map((one) => one.name), axisLabel: { color: ink, interval: 0, width: Math.round(width * 0.3), overflow: "break" } },
    series: [{
      type: "bar", stack: "all", barMaxWidth: 26, showBackground: true, itemStyle: { color: "#6fa3d8" },
      label: { show: true, position: "insideLeft", color: "#10202f", fontSize: width < 600 ? 9 : 11, formatter: ({ data }) => (width < 600 ? data.counted.bounds : `${data.counted.bounds} / ${readableYen(data.printed)}`) },
      data: rows.map((one) => mark(one, one.counted.lower)),
    }, {
      type: "bar", stack: "all", barMaxWidth: 26, itemStyle: { color: "#bcd3ea" },
      data: rows.map((one) => mark(one, one.counted.upper - one.counted.lower)),
    }],
  };
}
