/** YASGUI's words in the page's language, and names for what it leaves unnamed: it has settings for neither. */
import { page, t } from "../page.js";

/** What people wrote or the graph holds is left alone. */
const DATA = ".CodeMirror-code, .CodeMirror-hints, .CodeMirror-measure, .yasr_results td:not(.dt-empty), .drawn, .problem";
const isData = (element) => element.closest(DATA) !== null;
const UNNAMED = { textarea: "query_text", ".tabsList input": "tab_name", ".yasqe_sharePopup input": "link", ".tableSizer": "page_size" };
const ATTRIBUTES = ["title", "aria-label", "placeholder"];
const escaped = (text) => text.replace(/[.*+?^$()[\]|\\]/g, "\\$&");
const forms = Object.entries(page.words).filter(([english]) => english.includes("{}"))
  .map(([english, words]) => [new RegExp(`^${escaped(english).replaceAll("{}", "(.+?)")}$`, "s"), words]);

/** @param {string} text gives it in the page's language, its parts too; as it is where it is not known */
function translate(text) {
  const trimmed = text.trim();
  if (!trimmed) return text;
  if (Object.hasOwn(page.words, trimmed)) return text.replace(trimmed, page.words[trimmed]);
  for (const [form, words] of forms) {
    const parts = form.exec(trimmed);
    if (parts) return text.replace(trimmed, parts.slice(1).reduce((said, part) => said.replace("{}", () => translate(part)), words));
  }
  return text;
}

/** Sets what differs: each change is told to the observer again. */
function set(element, name, words) {
  if (element.getAttribute(name) !== words) element.setAttribute(name, words);
}

/** @param {Element} element puts what it says of itself into the page's language */
function putAttributes(element) {
  for (const name of ATTRIBUTES) if (element.hasAttribute(name)) set(element, name, translate(element.getAttribute(name)));
}

/** @param {Text} node puts it into the page's language, unless it is data */
function putText(node) {
  if (!node.parentElement || isData(node.parentElement)) return;
  const words = translate(node.data);
  if (words !== node.data) node.data = words;
}

/** @param {Node} node puts all that is in it into the page's language */
function put(node) {
  if (node.nodeType === Node.TEXT_NODE) return putText(node);
  if (node.nodeType !== Node.ELEMENT_NODE || isData(node)) return undefined;
  const walk = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let one = node; one; one = walk.nextNode()) {
    if (one.nodeType === Node.TEXT_NODE) putText(one);
    else {
      putAttributes(one);
      name(one);
    }
  }
  return undefined;
}

/** Says to screen readers what YASGUI leaves unnamed; its tabs hold buttons, so they are links. @param {Element} one */
function name(one) {
  if (one.matches("[role=tablist], [role=tab]")) one.removeAttribute("role");
  if (one.matches(".tabsList [aria-selected]")) {
    one.setAttribute("aria-current", one.getAttribute("aria-selected"));
    one.removeAttribute("aria-selected");
  }
  if (one.matches(".yasr_results .CodeMirror-scroll")) set(one, "tabindex", "0"); // it scrolls, and nothing in it takes the focus
  if (one.matches(".context-menu-list")) set(one, "role", "menu"); // it holds a line, as no list may
  if (one.matches(".context-menu-item")) set(one, "role", "menuitem");
  for (const [selector, key] of Object.entries(UNNAMED)) if (one.matches(selector)) set(one, "aria-label", t(key));
}

/** Keeps all in an element in the page's language. @param {Element} place */
export function keepWords(place) {
  put(place);
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "characterData") putText(target);
      else if (type === "attributes") put(target);
      else addedNodes.forEach(put);
    }
  }).observe(place, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...ATTRIBUTES, "aria-selected"] });
}
