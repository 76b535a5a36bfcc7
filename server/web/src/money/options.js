/** What ECharts is told to draw: treemap, flows, bars. Each mark keeps `href`, its printed place. */
import { page, readableYen, t } from "../page.js";

const COLOURS = ["#3b5b92", "#24735d", "#8a5a10", "#84488c", "#a3403d", "#4f6b1f", "#5b5b66"];
const SHOWN = 16;
const RANKED = 20;
/** Smaller areas, in pixels, have no room for a name, as words go: hints and the table tell it. */
const NAMED = { width: page.lang === "ja" ? 44 : 72, height: 16 };

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

/** @param {import("./tables.js").Figure[]} figures of one phase @param {Map<string, number>} places of pillars */
export function treemap(figures, places) {
  const data = [...groups(figures, (figure) => figure.pillar.id)].map(([id, rows]) => ({
    name: rows[0].pillar.name,
    value: sum(rows),
    href: id,
    itemStyle: { color: COLOURS[places.get(id) % COLOURS.length], borderColor: COLOURS[places.get(id) % COLOURS.length] },
    children: byChapter(rows),
  }));
  const label = { fontSize: 12, lineHeight: 15, color: "#fff", overflow: "break", lineOverflow: "truncate" };
  return {
    tooltip,
    series: [{
      type: "treemap", data, animation: false, roam: false, nodeClick: false, breadcrumb: { show: false }, sort: "desc",
      left: 0, top: 0, right: 0, bottom: 0, visibleMin: 0,
      labelLayout: ({ rect }) => (rect.width < NAMED.width || rect.height < NAMED.height ? { fontSize: 0 } : {}),
      label: { ...label, formatter: ({ name, value }) => `${name}\n${readableYen(value)}` },
      upperLabel: { show: true, height: 22, color: "#fff", fontSize: 12, overflow: "truncate", formatter: ({ name, value }) => `${readableYen(value)}  ${name}` },
      itemStyle: { gapWidth: 1, borderColor: "#fff8" },
      levels: [
        { itemStyle: { gapWidth: 4, borderWidth: 0 }, upperLabel: { show: false } },
        { itemStyle: { gapWidth: 2, borderWidth: 2 } },
        { itemStyle: { gapWidth: 1, borderWidth: 1, borderColor: "#fff5" }, upperLabel: { height: 18, fontSize: 11, backgroundColor: "#0004" } },
      ],
    }],
  };
}

/** @param {import("./tables.js").Figure[]} figures of one pillar; those in no chapter stand beside the chapters */
function byChapter(figures) {
  const marks = (rows) => rows.map(({ line, yen, href }) => ({ name: line.name, value: yen, href }));
  return [...groups(figures, (figure) => figure.chapter?.id)].flatMap(([id, rows]) =>
    id ? [{ name: rows[0].chapter.name, value: sum(rows), href: id, children: marks(rows) }] : marks(rows));
}

/** @param {import("./tables.js").Figure[]} figures of all phases @param {Map<string, number>} places @param {"phase"|"holder"} to @param {{ink: string, width: number}} look */
export function sankey(figures, places, to, { ink, width }) {
  const nodes = new Map();
  const links = new Map();
  const node = (id, row, told, more = {}) => {
    nodes.set(id, { name: id, told, ...more, ...nodes.get(id) });
    tally(id, row);
  };
  const flow = (source, target, row, told) => {
    const id = `${source} ${target}`;
    const found = links.get(id) ?? { source, target, value: 0, told, href: row.href };
    links.set(id, { ...found, value: found.value + row.yen });
    tally(id, row);
  };
  const sums = new Map(); // of each node and link by phase, which are never added up
  const tally = (id, { phase, yen }) => sums.set(id, { ...sums.get(id), [phase.name]: (sums.get(id)?.[phase.name] ?? 0) + yen });
  const worded = ([id, mark]) => ({ ...mark, words: Object.entries(sums.get(id)).map(([phase, yen]) => `${phase} ${readableYen(yen)}`).join("\n") });
  const byLine = [...groups(figures, (figure) => figure.line.id).values()].sort((a, b) => sum(b) - sum(a));
  const shown = new Set(byLine.slice(0, SHOWN).map((rows) => rows[0].line.id));
  for (const row of figures) {
    const colour = COLOURS[places.get(row.pillar.id) % COLOURS.length];
    const isShown = shown.has(row.line.id);
    const rest = new Set(figures.filter((one) => one.pillar.id === row.pillar.id && !shown.has(one.line.id)).map((one) => one.line.id));
    const line = isShown ? `line ${row.line.id}` : `others ${row.pillar.id}`;
    const name = isShown ? row.line.name : t("others", { count: rest.size });
    const end = to === "phase" ? row.phase.name : row.holder;
    node(`pillar ${row.pillar.id}`, row, row.pillar.name, { href: row.pillar.id, itemStyle: { color: colour } });
    node(line, row, name, { href: isShown ? row.href : row.pillar.id, itemStyle: { color: colour } });
    node(`end ${end}`, row, end, { itemStyle: { color: "#7a7f88" } });
    const leads = isShown ? row : { ...row, href: row.pillar.id };
    flow(`pillar ${row.pillar.id}`, line, leads, `${row.pillar.name} → ${name}`);
    flow(line, `end ${end}`, leads, `${name} → ${end}`);
  }
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
      data: one.sums.map((value, n) => ({ value, href: one.href, told: `${one.name}\n${columns[n].replace("\n", " ")}` })),
    })),
  };
}

/** @param {ReturnType<typeof import("./tables.js").readChanges>} changes of one phase, the largest first @param {{ink: string, width: number}} look */
export function bars(changes, { ink, width }) {
  const rows = changes.filter((one) => one.yen).slice(0, RANKED).reverse();
  const signed = (yen) => `${yen > 0 ? "+" : ""}${readableYen(yen)}`;
  return {
    tooltip,
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", axisLabel: { color: ink, formatter: readableYen, hideOverlap: true }, splitLine, splitNumber: width < 600 ? 2 : 5, boundaryGap: width < 600 ? ["70%", "50%"] : ["15%", "15%"] },
    yAxis: { type: "category", data: rows.map((one) => one.line.name), axisLabel: { color: ink, width: Math.round(width * 0.36), overflow: "truncate" } },
    series: [{
      type: "bar", barMaxWidth: 18,
      label: { show: true, color: ink, fontSize: 11, formatter: ({ value }) => signed(value) },
      data: rows.map(({ line, yen, href }) => ({
        value: yen, told: line.name, words: signed(yen), href,
        label: { position: yen > 0 ? "right" : "left" },
        itemStyle: { color: yen > 0 ? "#6fa3d8" : "#e09a76" },
      })),
    }],
  };
}

/** @param {ReturnType<typeof import("./tables.js").readSums>} sums @param {{ink: string, width: number}} look */
export function shares(sums, { ink, width }) {
  const rows = [...sums].reverse();
  return {
    tooltip,
    grid: { left: 8, right: 16, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: "value", min: 0, max: 100, splitLine, axisLabel: { color: ink, formatter: "{value}%" } },
    yAxis: { type: "category", data: rows.map((one) => one.name), axisLabel: { color: ink, interval: 0, width: Math.round(width * 0.3), overflow: "break" } },
    series: [{
      type: "bar", barMaxWidth: 26, showBackground: true, itemStyle: { color: "#6fa3d8" },
      label: { show: true, position: "insideLeft", color: "#10202f", fontSize: 11, formatter: ({ data }) => (width < 600 ? readableYen(data.counted) : data.words) },
      data: rows.map(({ name, printed, counted }) => ({
        value: printed ? (100 * counted) / printed : 0, told: name, counted, printed, href: "#sums",
        words: `${readableYen(counted)} / ${readableYen(printed)}`,
      })),
    }],
  };
}
