/** Draws a result as bars, or as lines where it has years, and says what it shows. */
import { LineChart } from "echarts/charts";
import { use } from "echarts/core";
import { addChart } from "../money/chart.js";
import { h, page, t } from "../page.js";
import { chooseColumns, nameOf } from "./choosing.js";

use([LineChart]);

const MOST_ROWS = 40;
const COLOURS = ["#4a7fc1", "#2d8a72", "#c08a1e", "#9a5ca8", "#c4605c", "#6d8f2f", "#7a7f92", "#2f9bb0"];
const splitLine = { lineStyle: { color: "#8885" } };
const compact = new Intl.NumberFormat(page.lang, { notation: "compact", maximumFractionDigits: 1 });
const exact = new Intl.NumberFormat(page.lang, { maximumFractionDigits: 6 });
const tooltip = {
  renderMode: "richText", confine: true, textStyle: { fontSize: 13 }, // HTML would need style attributes
  formatter: ({ seriesName, name, value }) => `${name}\n${seriesName}: ${exact.format(Array.isArray(value) ? value[1] : value)}`,
};

/** @param {HTMLElement} place @param {string[]} names @param {Record<string, import("./choosing.js").Term>[]} rows */
export function drawChart(place, names, rows) {
  const chosen = chooseColumns(names, rows);
  if (!chosen) {
    place.append(h("p", { class: "aside", role: "status" }, t("not_charted")));
    return { destroy() {} };
  }
  const { height, note = [], option } = (chosen.year ? lines : bars)(chosen, rows);
  const columns = chosen.numbers.filter((one) => one.isShown).map(({ name }) => name).join(", ");
  const by = [...(chosen.year ? [chosen.year] : []), ...chosen.by].join(", ") || t("row");
  place.append(h("div", { class: "charts" }));
  addChart(place, { name: chosen.year ? "lines" : "bars", height, caption: () => t("charted", { columns, by }), note: () => note, option });
  const picture = place.querySelector(".picture");
  const save = () => h("a", { href: picture.chart.getDataURL({ type: "svg" }), download: "shisaku-chart.svg" }).click();
  place.append(h("p", {}, h("button", { onclick: save }, t("save_picture", { format: "SVG" }))));
  return { destroy: () => picture.chart.dispose() };
}

/** @param {import("./choosing.js").Choice} chosen */
const legend = ({ numbers }, ink) => ({
  show: numbers.length > 1, type: "scroll", top: 0, textStyle: { color: ink },
  selected: Object.fromEntries(numbers.map(({ name, isShown }) => [name, isShown])),
});

/** One bar for each row and column of numbers. */
function bars(chosen, rows) {
  const shown = rows.slice(0, MOST_ROWS);
  const { numbers, by } = chosen;
  const series = numbers.map(({ name }, at) => ({
    type: "bar", name, barMaxWidth: 18, label: { show: true, position: "right", formatter: ({ value }) => (value === null ? "" : compact.format(value)) }, itemStyle: { color: COLOURS[at % COLOURS.length] },
    data: shown.map((row) => (row[name] ? Number(row[name].value) : null)),
  }));
  return {
    height: 90 + shown.length * Math.max(22, 14 * numbers.filter((one) => one.isShown).length),
    note: rows.length > MOST_ROWS ? [t("charted_some", { shown: MOST_ROWS, all: rows.length })] : [],
    option: ({ ink, width }) => ({
      tooltip, legend: legend(chosen, ink), series: series.map((one) => ({ ...one, label: { ...one.label, color: ink } })),
      grid: { left: 8, right: 48, top: numbers.length > 1 ? 36 : 8, bottom: 8, containLabel: true },
      xAxis: { type: "value", position: "top", splitLine, splitNumber: width < 600 ? 2 : 5, axisLabel: { color: ink, formatter: compact.format, hideOverlap: true } },
      yAxis: {
        type: "category", inverse: true, data: shown.map((row, at) => nameOf(row, by) || `${at + 1}`),
        axisLabel: { color: ink, interval: 0, width: Math.round(width * 0.36), overflow: "truncate" },
      },
    }),
  };
}

/** One line for each thing and column of numbers, over the years. */
function lines(chosen, rows) {
  const { numbers, by, year } = chosen;
  const years = [...new Set(rows.map((row) => row[year]?.value).filter(Boolean))].sort();
  const things = [...Map.groupBy(rows, (row) => nameOf(row, by))];
  const drawn = numbers.filter((one) => one.isShown);
  const series = things.flatMap(([thing, its]) => drawn.map(({ name }) => ({
    type: "line", name: [thing, ...(drawn.length > 1 || !thing ? [name] : [])].filter(Boolean).join(" – "), symbolSize: 7, connectNulls: true,
    data: its.filter((row) => row[year] && row[name]).map((row) => [row[year].value, Number(row[name].value)]).sort(([a], [b]) => a - b),
  })));
  return {
    height: 420,
    option: ({ ink, width }) => ({
      tooltip, series, color: COLOURS,
      legend: { type: "scroll", orient: "vertical", left: 8, bottom: 0, height: 110, textStyle: { color: ink, width: width - 90, overflow: "truncate" } },
      grid: { left: 8, right: 24, top: 16, bottom: 130, containLabel: true },
      xAxis: { type: "category", data: years, axisLabel: { color: ink } },
      yAxis: { type: "value", splitLine, axisLabel: { color: ink, formatter: compact.format } },
    }),
  };
}
