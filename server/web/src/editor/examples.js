/** The catalogue's questions: found by typing in either language, one click (or Enter) puts one into the editor. */
import { h, page, t } from "../page.js";

const plain = (text) => text.normalize("NFKC").toLowerCase();

/** @param {(query: string) => void} choose gets the query of the chosen question */
export function makeExamples(choose) {
  const options = page.questions.map(([name, other, query], at) => {
    const option = h("li", { id: `question-${at}`, role: "option", onmousedown: (event) => event.preventDefault(), onclick: () => take(option) }, name);
    return Object.assign(option, { query, sought: plain(`${name} ${other}`) });
  });
  const list = h("ul", { id: "questions", role: "listbox", hidden: true, "aria-label": t("questions") }, ...options);
  const none = h("li", { class: "none", hidden: true, role: "option", "aria-disabled": "true" }, t("nothing_found"));
  list.append(none);
  const field = h("input", {
    id: "examples", type: "search", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-controls": "questions",
    "aria-autocomplete": "list", placeholder: t("questions_hint", { count: options.length }),
    oninput: () => open(true), onclick: () => open(true), onblur: () => open(false),
    onkeydown: (event) => keys[event.key]?.(event),
  });
  const shown = () => options.filter((option) => !option.hidden);
  let active = null;

  function open(isOpen) {
    const words = plain(field.value).split(/\s+/);
    for (const option of options) option.hidden = !words.every((word) => option.sought.includes(word));
    none.hidden = shown().length > 0;
    list.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen));
    mark(null);
  }

  function mark(option) {
    active?.removeAttribute("aria-selected");
    active = option;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", active?.id ?? "");
  }

  function take(option) {
    field.value = "";
    open(false);
    choose(option.query);
  }

  function step(event, by) {
    event.preventDefault();
    if (list.hidden) open(true);
    const among = shown();
    mark(among.at((among.indexOf(active) + by + (active || by > 0 ? 0 : 1)) % among.length) ?? null);
  }

  const keys = {
    ArrowDown: (event) => step(event, 1),
    ArrowUp: (event) => step(event, -1),
    Escape: (event) => {
      event.preventDefault(); // the browser would empty the field and tell so, which opens the list
      field.value = "";
      open(false);
    },
    Enter: (event) => {
      if (event.isComposing) return; // the Enter that ends a Japanese conversion
      const chosen = active ?? shown()[0];
      if (!list.hidden && chosen) take(chosen);
    },
  };
  return h("div", { class: "examples" }, h("label", { for: "examples" }, t("questions")), h("div", {}, field, list));
}
