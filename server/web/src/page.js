/** What the page tells its script, and the making of elements: shared by the views. */

/** @type {{lang: "ja"|"en", texts: Record<string, string>, [name: string]: any}} */
export const page = JSON.parse(document.getElementById("page").textContent);

/**
 * Gives a text in the page's language, with `{name}` filled in.
 * @param {string} key @param {Record<string, string|number>} [values]
 */
export const t = (key, values = {}) =>
  page.texts[key].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/**
 * Makes an element: attributes by name, `on…` as listeners, children in order.
 * @param {string} name @param {Record<string, any>} [attributes] @param {...(Node|string)} children
 */
export function h(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? "" : String(value));
    }
  }
  made.append(...children);
  return made;
}

/** @param {Blob} blob @param {string} name offers a file to keep */
export function download(blob, name) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const UNITS = {
  ja: [[1e12, "兆円"], [1e8, "億円"], [1e4, "万円"], [1, "円"]],
  en: [[1e12, " trillion"], [1e9, " billion"], [1e6, " million"], [1, ""]],
};

/** @param {number} yen whole yen, in units that people read, never rounded */
export function readableYen(yen) {
  const units = UNITS[page.lang];
  const [size, word] = units.find(([least]) => Math.abs(yen) >= least) ?? units.at(-1);
  const number = Math.abs(yen / size).toLocaleString("en", { maximumFractionDigits: 12 });
  return `${yen < 0 ? "−" : ""}${page.lang === "ja" ? "" : "¥"}${number}${word}`;
}
