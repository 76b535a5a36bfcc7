/** Reads the page's tables: the charts show the figures that stand there, and no others. */

const yen = (cell) => Number(cell.querySelector("data").value);
const words = (cell) => cell.textContent.trim();
const leads = (cell) => cell.querySelector("data a")?.getAttribute("href");

/**
 * @typedef {{id: string, name: string}} Thing
 * @typedef {{pillar: Thing, chapter: Thing|null, line: Thing, phase: Thing, holder: string, yen: number, isCeiling: boolean, href: string}} Figure
 * @typedef {{lower: number, upper: number, bounds: string, words: string}} Total a sum of one year and phase; words: its bounds, and what it includes
 */

/** @param {Element} section @returns {Figure[]} the figures; ceilings are marked, as they are no money to draw */
export function readLines(section) {
  return [...section.querySelectorAll("tr[data-line]")].map((row) => {
    const { pillar, name, chapter, chapterName } = row.parentElement.dataset;
    const [line, , amount, holder] = row.cells;
    return {
      pillar: { id: pillar, name },
      chapter: chapter ? { id: chapter, name: chapterName } : null,
      line: { id: row.dataset.line, name: words(line) },
      phase: { id: row.dataset.phase, name: row.dataset.phaseName },
      holder: words(holder),
      yen: yen(amount),
      isCeiling: "ceiling" in row.dataset,
      href: leads(amount),
    };
  });
}

/** @param {Element} cell @returns {Total|null} null where there is no money */
function readTotal(cell) {
  const yen = [...cell.querySelectorAll("data")].map(({ value }) => Number(value));
  if (!yen.length) return null;
  const included = words(cell.querySelector("small"));
  const bounds = words(cell).slice(0, -included.length).trim();
  return { lower: yen[0], upper: yen.at(-1), bounds, words: `${bounds}\n${included}` };
}

/** @param {Element} section gives the totals of pillars and chapters by page and phase */
export function readTotals(section) {
  const cells = [...section.querySelectorAll("tr[data-part] .total")];
  const found = new Map(cells.map((cell) => [`${cell.closest("tr").dataset.part} ${cell.dataset.phase}`, readTotal(cell)]));
  return (part, phase) => found.get(`${part} ${phase}`);
}

/** @param {Element} section gives columns of years and phases, and each pillar's totals in them */
export function readYears(section) {
  const columns = [...section.querySelectorAll("th[data-year]")].map((cell) => cell.innerText.trim());
  const pillars = [...section.querySelectorAll("tbody tr")].map((row) => ({
    id: row.dataset.pillar,
    name: words(row.cells[0]),
    href: row.querySelector("th a").getAttribute("href"),
    totals: [...row.cells].slice(1).map(readTotal),
  }));
  return { columns, pillars };
}

/** @param {Element} section gives the changes; yen: null where rounding may have made it */
export function readChanges(section) {
  return [...section.querySelectorAll("tr[data-line]")].map((row) => ({
    line: { id: row.dataset.line, name: words(row.cells[0]) },
    phase: { id: row.dataset.phase, name: words(row.cells[1]) },
    yen: row.cells[4].querySelector("data") ? yen(row.cells[4]) : null,
    words: words(row.cells[4]),
    href: leads(row.cells[3]),
  }));
}

/** @param {Element} section */
export function readSums(section) {
  return [...section.querySelectorAll("tr[data-year]")].map((row) => ({
    name: `${words(row.cells[0])} ${words(row.cells[1])}`,
    printed: yen(row.cells[2]),
    counted: readTotal(row.cells[3]),
  }));
}
