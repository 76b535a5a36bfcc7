/** The things and their relations, and the questions that the view asks of them. */
import { page } from "../page.js";

/**
 * @typedef {{year: number, phase: number, instrument: number, lower: number, upper: number, contingent: number,
 *   error: number, figures: number, ceilings: number, printed: [number, number]|null, phases: string[]}} Money
 *   what one year, phase and instrument have in a thing, in yen: counted once, and (of a part) printed;
 *   money of different periods or instruments is never added up
 */
/**
 * @typedef {{id: string, kind: string, ja: string, en: string, page: string, above: string|null,
 *   edition: number|null, community: number|null, money: Money[]}} Thing
 * @typedef {{id: string, ja: string, en: string}} Named
 * @typedef {{id: string, ja: string, en: string, year: number}} Edition
 * @typedef {{file: {name: string, page: string|null}, line: number}} Place a line of a printed document
 * @typedef {{kind: string, source: string, target: string, places: Place[], shared?: string[]}} Relation
 * @typedef {{year: number|null, phase: number|null, least: number, without: string[]}} Filters
 *   least: yen; without: kinds of relation that are left out
 */

export const KINDS = ["prints", "reprint", "repeat", "within-whole", "succession", "related-line", "organization", "part"];
export const EVERYTHING = { year: null, phase: null, least: 0, without: [] };
/** So many neighbours are drawn at most when a thing is opened; the view says of how many. */
export const LIMIT = 60;

/** The instrument whose money sizes the marks. */
const USUAL = "appropriation";

/** @returns {Money} */
const readMoney = ([year, phase, instrument, lower, upper, contingent, error, figures, ceilings, printed, phases]) =>
  ({ year, phase, instrument, lower, upper, contingent, error, figures, ceilings, printed, phases });

export class Model {
  /** @param {{phases: Named[], rounds: Named[], instruments: Named[], editions: Edition[], files: Place["file"][], nodes: Thing[], edges: any[]}} data */
  constructor(data) {
    this.phases = data.phases;
    /** The earliest first. */
    this.editions = data.editions;
    this.rounds = new Map(data.rounds.map((phase) => [phase.id, phase]));
    this.instruments = data.instruments;
    this.things = new Map(data.nodes.map((thing) => [thing.id, { ...thing, money: thing.money.map(readMoney) }]));
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

  /** Gives a thing's name; where there are several editions, also the one that it is in. */
  name(id) {
    const thing = this.things.get(id);
    const edition = this.editions.length > 1 ? this.editions[thing.edition] : null;
    return edition ? `${thing[page.lang]} (${edition[page.lang]})` : thing[page.lang];
  }

  /** Says whether a thing is in an edition, or related to what is. @param {number|null} edition null for all */
  isOf(id, edition) {
    const own = (one) => this.things.get(one).edition;
    if (edition === null || own(id) === edition) return true;
    return own(id) === null && this.around.get(id).some(({ source, target }) => own(source) === edition || own(target) === edition);
  }

  /** Gives what the chosen years and phases have in a thing, each by itself. @param {string} id @param {Filters} filters */
  money(id, { year, phase }) {
    return this.things.get(id).money.filter((one) => (year === null || one.year === year) && (phase === null || one.phase === phase));
  }

  /** Gives the largest lower bound of one year and phase among those chosen, of appropriations. @param {Filters} filters */
  amount(id, filters) {
    return Math.max(0, ...this.money(id, filters).filter(({ instrument }) => this.instruments[instrument].id === USUAL).map(({ lower }) => lower));
  }

  /** Says whether a thing is to be seen: years, phases and amounts choose among budget lines. */
  passes(id, filters) {
    if (this.things.get(id).kind !== "line") return true;
    if (filters.year === null && filters.phase === null && !filters.least) return true;
    return this.money(id, filters).some(({ lower }) => lower >= filters.least);
  }

  /** @param {Relation} relation @param {Filters} filters */
  holds(relation, filters) {
    return !filters.without.includes(relation.kind)
      && this.passes(relation.source, filters) && this.passes(relation.target, filters);
  }

  /** Gives what a thing is related to, each with its relations. @param {Filters} filters */
  related(id, filters) {
    const holding = this.around.get(id).filter((one) => this.holds(one, filters));
    return Map.groupBy(holding, ({ source, target }) => (source === id ? target : source));
  }

  /** Gives what a thing is related to, the largest amounts first, each with its relations. */
  neighbours(id, filters) {
    return [...this.related(id, filters)]
      .map(([other, relations]) => ({ id: other, relations, yen: this.amount(other, filters) }))
      .sort((a, b) => b.yen - a.yen || (a.id < b.id ? -1 : 1));
  }

  /** @param {string} id gives the chapter that a part is or stands in */
  chapter(id) { return this.things.get(id).above ?? id; }

  /**
   * Gives one relation for each two chapters of an edition that print the same lines.
   * @param {Filters} filters @param {number|null} edition null for all: then also of two editions
   */
  chapterRelations(filters, edition) {
    /** @type {Map<string, Set<string>>} */
    const homes = new Map();
    for (const relation of filters.without.includes("prints") ? [] : this.relations) {
      if (relation.kind !== "prints" || !this.passes(relation.target, filters)) continue;
      const chapter = this.chapter(relation.source);
      if (edition === null || this.things.get(chapter).edition === edition) {
        homes.set(relation.target, (homes.get(relation.target) ?? new Set()).add(chapter));
      }
    }
    /** @type {Map<string, Relation>} */
    const found = new Map();
    for (const [line, chapters] of homes) {
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

  /**
   * Gives the things whose name holds some words, whatever their width.
   * @param {string} words @param {number|null} edition what is in it comes first
   */
  find(words, edition) {
    const plain = (text) => text.normalize("NFKC").toLowerCase();
    const wanted = plain(words.trim());
    if (!wanted) return [];
    const holds = (text) => plain(text).includes(wanted);
    const isElsewhere = (thing) => Number(edition !== null && thing.edition !== null && thing.edition !== edition);
    return [...this.things.values()]
      .filter((thing) => holds(thing.ja) || holds(thing.en) || holds(this.name(thing.id)))
      .sort((a, b) => isElsewhere(a) - isElsewhere(b) || a.ja.length - b.ja.length || (a.id < b.id ? -1 : 1));
  }
}
