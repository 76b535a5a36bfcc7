/** One chart on the page: its caption, its controls, its picture, and where its marks lead. */
import { BarChart, SankeyChart, TreemapChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { h } from "../page.js";

use([BarChart, SankeyChart, TreemapChart, GridComponent, LegendComponent, TooltipComponent, LabelLayout, SVGRenderer]);

/** @param {string} href keeps the language that the reader chose by ?lang=, as links do */
function onward(href) {
  const [lang, to] = [new URLSearchParams(location.search).get("lang"), new URL(href, location.href)];
  if (lang && !to.searchParams.has("lang")) to.searchParams.set("lang", lang);
  return to.href;
}

/**
 * Adds a chart to a section, above its table.
 * @param {Element} section
 * @param {{name: string, height: number, caption: () => string, option: (look: {ink: string, width: number, height: number}) => object, controls?: Node[], note?: () => (string|Node)[]}} asked
 * @returns {() => void} draws it anew
 */
export function addChart(section, { name, height, caption, option, controls = [], note = () => [] }) {
  const picture = h("div", { class: "picture", role: "img" });
  picture.style.height = `${height}px`;
  const words = h("figcaption");
  const told = h("p", { class: "aside" });
  const board = h("div", { class: "board", tabindex: "0" }, picture);
  section.querySelector(".charts").append(h("figure", { class: `chart ${name}` }, words, h("p", { class: "controls" }, ...controls), told, board));
  const chart = init(picture, null, { renderer: "svg" });
  picture.chart = chart;
  chart.on("click", ({ data }) => data?.href && location.assign(onward(data.href)));
  function draw() {
    words.textContent = caption();
    picture.setAttribute("aria-label", caption());
    board.setAttribute("aria-label", caption());
    told.replaceChildren(...note());
    const look = { ink: getComputedStyle(document.body).color, width: picture.clientWidth, height };
    chart.setOption({ animation: false, backgroundColor: "transparent", ...option(look) }, true);
  }
  new ResizeObserver(() => {
    chart.resize();
    draw();
  }).observe(picture);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  return draw;
}
