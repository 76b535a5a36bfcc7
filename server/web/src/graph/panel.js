/** What is told beside the picture: of one thing, of one relation, or of several things together. */
import { h, page, readableYen, t } from "../page.js";

/**
 * @typedef {{choose: (id: string) => void, open: (id: string) => void, close: (id: string) => void,
 *   focus: (id: string) => void}} Actions what a reader may do from here
 */

/** @param {import("./model.js").Thing} thing */
export const nameOf = (thing) => thing[page.lang];

/** Gives the printed places of a relation in words: the file, then L926, L1022. @param {import("./model.js").Relation} relation */
export const placesInWords = (relation) => [...Map.groupBy(relation.places, ({ file }) => file.name)]
  .map(([name, places]) => `${name} ${places.map(({ line }) => `L${line}`).join(", ")}`).join("; ");

/** Gives the printed places of relations as links to their lines. @param {import("./model.js").Relation[]} relations */
const placesOf = (...relations) => h("span", { class: "places" }, ...relations.flatMap(({ places }) => places).map(({ file, line }) =>
  (file.page ? h("a", { href: `${file.page}?lang=${page.lang}#L${line}`, title: file.name }, `L${line}`) : h("span", { title: file.name }, `L${line}`))));

/** Tells in words why two things are connected. @param {import("./model.js").Relation} relation */
export function why(relation, model) {
  const [one, other] = [relation.source, relation.target].map((id) => model.name(id));
  const shared = relation.shared?.map((id) => nameOf(model.things.get(id))).join(page.lang === "ja" ? "、" : "; ");
  const told = [t(`kind.${relation.kind}`), shared ?? placesInWords(relation)].filter(Boolean).join(": ");
  return `${one} — ${other} (${told})`;
}

/** Fills the panel. @param {HTMLElement} panel @param {import("./state.js").State} state @param {Actions} actions */
export function showPanel(panel, state, model, actions) {
  const ids = state.selected;
  if (!ids.length) panel.replaceChildren(h("p", {}, t("nothing_selected")));
  else if (ids.length === 1) panel.replaceChildren(...aboutOne(ids[0], state, model, actions));
  else panel.replaceChildren(...aboutSeveral(ids, state, model, actions));
}

/** Fills the panel with one relation. */
export function showRelation(panel, relation, model, actions) {
  panel.replaceChildren(
    h("h2", {}, t(`kind.${relation.kind}`)),
    h("ul", {}, ...[relation.source, relation.target].map((id) => h("li", {}, chooser(id, model, actions)))),
    relation.shared
      ? h("ul", { class: "shared" }, ...relation.shared.map((id) => h("li", {}, chooser(id, model, actions))))
      : h("p", {}, placesOf(relation), ` ${[...new Set(relation.places.map(({ file }) => file.name))].join(", ")}`),
  );
}

function aboutOne(id, state, model, actions) {
  const thing = model.things.get(id);
  const neighbours = model.neighbours(id, state.filters);
  const isOpen = state.open.includes(id);
  return [
    h("p", { class: "kinds" }, t(`node.${thing.kind}`), model.editions.length > 1 && thing.edition !== null ? ` · ${model.editions[thing.edition][page.lang]}` : "",
      thing.community && state.colour === "community" ? ` · ${t("community", { number: thing.community })}` : ""),
    h("h2", {}, nameOf(thing)),
    h("p", { class: "buttons" },
      isOpen
        ? h("button", { type: "button", onclick: () => actions.close(id) }, t("close"))
        : h("button", { type: "button", onclick: () => actions.open(id) }, t("open", { count: neighbours.length })),
      h("button", { type: "button", onclick: () => actions.focus(id) }, t("focus")),
      h("a", { href: `${thing.page}?lang=${page.lang}` }, t("page"))),
    money(thing, state, model),
    h("h3", {}, `${t("neighbours")} (${neighbours.length})`),
    h("table", { class: "neighbours" },
      h("thead", {}, h("tr", {}, ...["name", "relation", "sources"].map((key) => h("th", { scope: "col" }, t(key))))),
      h("tbody", {}, ...neighbours.map((one) => h("tr", {},
        h("td", {}, chooser(one.id, model, actions)),
        h("td", {}, one.relations.map((relation) => t(`kind.${relation.kind}`)).join(", ")),
        h("td", {}, placesOf(...one.relations)))))),
  ];
}

/** Gives the money of each chosen period by itself: counted here, and (of a part) printed here. */
function money(thing, state, model) {
  const rows = model.money(thing.id, state.filters);
  if (!rows.length) return "";
  const isPart = rows[0].printed !== null;
  return h("table", { class: "money" },
    h("caption", {}, t("money")),
    h("thead", {}, h("tr", {}, ...["period", "counted", ...(isPart ? ["printed"] : [])].map((key) => h("th", { scope: "col" }, t(key))))),
    h("tbody", {}, ...rows.map((one) => h("tr", { "data-year": one.year, "data-phase": model.phases[one.phase].id, "data-instrument": model.instruments[one.instrument].id },
      h("th", { scope: "row" }, `${yearName(one.year)} ${model.phases[one.phase][page.lang]}`, h("br"), model.instruments[one.instrument][page.lang]),
      one.contingent ? h("td", { class: "number" }, `${t("contingent")} `, yen(one.contingent)) : bounds([one.lower, one.upper], included(one, model)),
      ...(isPart ? [bounds(one.printed)] : [])))));
}

/** Says what a total holds, and what rounding may make of it. @param {import("./model.js").Money} one */
function included(one, model) {
  const phases = one.phases.map((id) => model.rounds.get(id)[page.lang]);
  const isPlain = phases.length === 1 && phases[0] === model.phases[one.phase][page.lang];
  return [
    t("figures", { count: one.figures }) + (one.ceilings ? t("of_them_ceilings", { count: one.ceilings }) : ""),
    ...(one.error ? [t("rounding", { yen: readableYen(one.error) })] : []),
    ...(isPlain || !phases.length ? [] : [t("phases_included", { phases: phases.join(page.lang === "ja" ? "・" : ", ") })]),
  ].join(page.lang === "ja" ? "、" : "; ");
}

const yen = (value) => h("data", { value, title: value.toLocaleString("en") }, readableYen(value));

const bounds = ([lower, upper], told = "") => h("td", { class: "number" }, yen(lower), ...(upper === lower ? [] : [t("range"), yen(upper)]),
  ...(told ? [" ", h("small", {}, told)] : []));

/** @param {number} year a fiscal year as people say it: 令和6年度, FY2024 */
export const yearName = (year) => (page.lang === "ja" && year > 2018 ? `令和${year - 2018}年度` : `FY${year}`);

function aboutSeveral(ids, state, model, actions) {
  const common = model.common(ids, state.filters);
  const told = [
    h("h2", {}, t("common")),
    h("ul", {}, ...ids.map((id) => h("li", {}, chooser(id, model, actions)))),
    common.length
      ? h("ul", { class: "common" }, ...common.map((id) => h("li", {}, chooser(id, model, actions))))
      : h("p", { class: "common" }, t("nothing_common")),
  ];
  if (ids.length !== 2) return told;
  const way = model.path(ids[0], ids[1], state.filters);
  return [...told, h("h3", {}, t("path")), way
    ? h("ol", { class: "way" }, ...way.map((relation) => h("li", {},
      chooser(relation.source, model, actions), ` — ${t(`kind.${relation.kind}`)} `,
      placesOf(relation), " — ", chooser(relation.target, model, actions))))
    : h("p", { class: "way" }, t("no_path"))];
}

function chooser(id, model, actions) {
  const thing = model.things.get(id);
  return h("button", { type: "button", class: `name ${thing.kind}`, title: t(`node.${thing.kind}`), onclick: () => actions.choose(id) }, model.name(id));
}

/** Gives what the picture shows as a table: each relation with its printed lines. */
export function relationsTable(relations, model, actions) {
  return h("table", {},
    h("thead", {}, h("tr", {}, ...["from", "relation", "to", "sources"].map((key) => h("th", { scope: "col" }, t(key))))),
    h("tbody", {}, ...relations.map((one) => h("tr", {},
      h("td", {}, chooser(one.source, model, actions)), h("td", {}, t(`kind.${one.kind}`)),
      h("td", {}, chooser(one.target, model, actions)),
      h("td", {}, one.shared ? one.shared.map((id) => nameOf(model.things.get(id))).join("、") : placesOf(one))))));
}
