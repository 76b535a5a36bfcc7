/** The results as a chart and as a graph: YASR's plugins, whose drawing is loaded when it is asked for. */
import { h, t } from "../page.js";

const icon = (path) => {
  const made = h("div", { class: "svgImg", "aria-hidden": "true" });
  made.innerHTML = `<svg viewBox="0 0 16 16" xmlns="http://www.w3.org/2000/svg"><path d="${path}"/></svg>`;
  return made;
};

class View {
  /** @param {any} yasr */
  constructor(yasr) { this.yasr = yasr; }

  canHandleResults() { return Boolean(this.yasr.results?.getBindings()) && !this.yasr.results.getError(); }

  /** Draws what there is, or says why there is nothing. */
  draw() {
    this.destroy();
    const { results, resultsEl } = this.yasr;
    const place = h("div", { class: "drawn" });
    resultsEl.append(place);
    this.drawing = this.drawer(place, results.getVariables(), results.getBindings());
  }

  destroy() {
    this.drawing?.destroy();
    this.drawing = null;
  }
}

export class Chart extends View {
  label = t("chart");
  priority = 4;

  getIcon() { return icon("M1 15V1h1v13h13v1zM4 12V8h2v4zm4 0V3h2v9zm4 0V6h2v6z"); }

  async initialize() { this.drawer = (await import("./charting.js")).drawChart; }
}

export class Network extends View {
  label = t("network");
  priority = 3;

  getIcon() { return icon("M3 1a2 2 0 0 1 1.7 3.1l2.6 4A2.5 2.5 0 0 1 8 8l3.2-2.4a2.3 2.3 0 1 1 .6.8L8.9 8.6a2.5 2.5 0 1 1-2.5.1L3.800 4.800A2 2 0 1 1 3 1z"); }

  async initialize() { this.drawer = (await import("./linking.js")).drawNetwork; }
}
