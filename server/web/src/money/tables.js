/** Reads the page's tables: the charts show the figures that stand there, and no others. */

const yen = (cell) => Number(cell.querySelector("data").value);
const words = (cell) => cell.textContent.trim();
const leads = (cell) => cell.querySelector("data a")?.getAttribute("href");

/**
 * @typedef {{id: string, name: string}} Thing
 * @typedef {{pillar: Thing, chapter: Thing|null, line: Thing, phase: Thing, holder: string, yen: number, href: string}} Figure
 */

/** @param {Element} section @returns {Figure[]} the exact figures: ceilings are no money to draw */
export function readLines(section) {
  return [...section.querySelectorAll("tr[data-line]:not([data-ceiling])")].map((row) => {
    const { pillar, name, chapter, chapterName } = row.parentElement.dataset;
    const [line, phase, amount, holder] = row.cells;
    return {
      pillar: { id: pillar, name },
      chapter: chapter ? { id: chapter, name: chapterName } : null,
      line: { id: row.dataset.line, name: words(line) },
      phase: { id: row.dataset.phase, name: words(phase) },
      holder: words(holder),
      yen: yen(amount),
      href: leads(amount),
    };
  });
}

/** @param {Element} section gives columns of years and phases, and each pillar's sums in them */
export function readYears(section) {
  const columns = [...section.querySelectorAll("th[data-year]")].map((cell) => cell.innerText.trim());
  const pillars = [...section.querySelectorAll("tbody tr")].map((row) => ({
    id: row.dataset.pillar,
    name: words(row.cells[0]),
    href: row.querySelector("th a").getAttribute("href"),
    sums: [...row.cells].slice(1).map((cell) => (cell.querySelector("data") ? yen(cell) : 0)),
  }));
  return { columns, pillars };
}

/** @param {Element} section */
export function readChanges(section) {
  return [...section.querySelectorAll("tr[data-line]")].map((row) => ({
    line: { id: row.dataset.line, name: words(row.cells[0]) },
    phase: { id: row.dataset.phase, name: words(row.cells[1]) },
    yen: yen(row.cells[4]),
    href: leads(row.cells[3]),
  }));
}

/** @param {Element} section */
export function readSums(section) {
  return [...section.querySelectorAll("tr[data-year]")].map((row) => ({
    name: `${words(row.cells[0])} ${words(row.cells[1])}`,
    printed: yen(row.cells[2]),
    counted: yen(row.cells[3]),
  }));
}
