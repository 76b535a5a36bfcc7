/** The things and their relations, and the questions that the view asks of them. */

/** @typedef {[year: number, phase: number, yen: number]} Money yen counted once in one period */
/**
 * @typedef {{id: string, kind: string, ja: string, en: string, page: string, above: string|null,
 *   community: number|null, money: Money[]}} Thing
 * @typedef {{file: {name: string, page: string|null}, line: number}} Place a line of a printed document
 * @typedef {{kind: string, source: string, target: string, places: Place[], shared?: string[]}} Relation
 * @typedef {{year: number|null, phase: number|null, least: number, without: string[]}} Filters
 *   least: yen; without: kinds of relation that are left out
 */

export const KINDS = ["prints", "reprint", "repeat", "within-whole", "succession", "organization", "part"];
export const EVERYTHING = { year: null, phase: null, least: 0, without: [] };
/** So many neighbours are drawn at most when a thing is opened; the view says of how many. */
export const LIMIT = 60;

export class Model {
  /** @param {{phases: {id: string, ja: string, en: string}[], files: Place["file"][], nodes: Thing[], edges: any[]}} data */
  constructor(data) {
    this.phases = data.phases;
    this.things = new Map(data.nodes.map((thing) => [thing.id, thing]));
    /** @type {Relation[]} */
    this.relations = data.edges.map(([kind, source, target, places]) => ({
      kind, source: data.nodes[source].id, target: data.nodes[target].id,
      places: places.map(([file, line]) => ({ file: data.files[file], line })),
    }));
    /** @type {Map<string, Relation[]>} */
    this.around = new Map(data.nodes.map((thing) => [thing.id, []]));
    for (const relation of this.relations) {
      this.around.get(relation.source).push(relation);
      this.around.get(relation.target).push(relation);
    }
    this.years = [...new Set(data.nodes.flatMap((thing) => thing.money.map(([year]) => year)))].sort();
    this.chapters = data.nodes.filter((thing) => thing.kind === "chapter").map((thing) => thing.id);
  }

  /** @param {string} id @param {Filters} filters gives yen counted once in the chosen periods */
  amount(id, { year, phase }) {
    const counted = this.things.get(id).money.filter(
      ([y, p]) => (year === null || y === year) && (phase === null || p === phase));
    return counted.reduce((sum, [, , yen]) => sum + yen, 0);
  }

  /** Says whether a thing is to be seen: years, phases and amounts choose among budget lines. */
  passes(id, filters) {
    if (this.things.get(id).kind !== "line") return true;
    if (filters.year === null && filters.phase === null && !filters.least) return true;
    return this.amount(id, filters) >= Math.max(filters.least, 1);
  }

  /** @param {Relation} relation @param {Filters} filters */
  holds(relation, filters) {
    return !filters.without.includes(relation.kind)
      && this.passes(relation.source, filters) && this.passes(relation.target, filters);
  }

  /** Gives what a thing is related to, the largest amounts first, each with its relations. */
  neighbours(id, filters) {
    /** @type {Map<string, Relation[]>} */
    const found = new Map();
    for (const relation of this.around.get(id).filter((one) => this.holds(one, filters))) {
      const other = relation.source === id ? relation.target : relation.source;
      found.set(other, [...(found.get(other) ?? []), relation]);
    }
    return [...found].map(([other, relations]) => ({ id: other, relations }))
      .sort((a, b) => this.amount(b.id, filters) - this.amount(a.id, filters) || (a.id < b.id ? -1 : 1));
  }

  /** @param {string} id gives the chapter that a part is or stands in */
  chapter(id) { return this.things.get(id).above ?? id; }

  /** Gives one relation for each two chapters that print the same lines. @param {Filters} filters */
  chapterRelations(filters) {
    /** @type {Map<string, Set<string>>} */
    const homes = new Map();
    for (const relation of this.relations) {
      if (relation.kind !== "prints" || !this.passes(relation.target, filters)) continue;
      homes.set(relation.target, (homes.get(relation.target) ?? new Set()).add(this.chapter(relation.source)));
    }
    /** @type {Map<string, Relation>} */
    const found = new Map();
    for (const [line, chapters] of filters.without.includes("prints") ? [] : homes) {
      const sorted = [...chapters].sort();
      sorted.forEach((source, index) => sorted.slice(index + 1).forEach((target) => {
        const key = `${source}|${target}`;
        const relation = found.get(key) ?? { kind: "shared", source, target, places: [], shared: [] };
        relation.shared.push(line);
        found.set(key, relation);
      }));
    }
    return [...found.values()];
  }

  /** Gives the things that every one of several is related to. @param {string[]} ids */
  common(ids, filters) {
    const [first, ...rest] = ids.map((id) => new Set(this.neighbours(id, filters).map((one) => one.id)));
    return [...first].filter((id) => rest.every((others) => others.has(id)));
  }

  /** Gives a shortest way as relations; standing in one chapter is no relation. Null where none is. */
  path(from, to, filters) {
    const asked = { ...filters, without: [...filters.without, "part"] };
    /** @type {Map<string, {id: string, relation: Relation}|null>} */
    const before = new Map([[from, null]]);
    for (const id of before.keys()) {
      if (id === to) break;
      for (const { id: next, relations } of this.neighbours(id, asked)) {
        if (!before.has(next)) before.set(next, { id, relation: relations[0] });
      }
    }
    if (!before.has(to)) return null;
    const steps = [];
    for (let step = before.get(to); step; step = before.get(step.id)) steps.unshift(step.relation);
    return steps;
  }

  /** Gives the things whose name holds some words, whatever their width. @param {string} words */
  find(words) {
    const plain = (text) => text.normalize("NFKC").toLowerCase();
    const wanted = plain(words.trim());
    if (!wanted) return [];
    return [...this.things.values()]
      .filter((thing) => plain(thing.ja).includes(wanted) || plain(thing.en).includes(wanted))
      .sort((a, b) => a.ja.length - b.ja.length || (a.id < b.id ? -1 : 1));
  }
}
