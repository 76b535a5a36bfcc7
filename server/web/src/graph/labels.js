/** Names in lines: between words where there are none but characters, and never over a neighbour. */

const WIDE = /[\u1100-\u11ff\u2e80-\uffef]/u;
const segmenters = {
  ja: new Intl.Segmenter("ja", { granularity: "word" }),
  en: new Intl.Segmenter("en", { granularity: "word" }),
};
const NO_END = /[（「『【［([]$/u;
const NO_START = /^[、。，．・）」』】］)\]ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々のをにはがと]/u;

/** @param {string} text gives its width in full-width characters */
export const width = (text) => [...text].reduce((sum, one) => sum + (WIDE.test(one) ? 1 : 0.55), 0);

/**
 * Breaks a name into lines of at most so many full-width characters, at most `most` of them.
 * @param {string} name @param {"ja"|"en"} lang
 */
export function breakName(name, lang, wide = 10, most = 3) {
  const pieces = [];
  for (const { segment } of segmenters[lang].segment(name)) {
    if (pieces.length && (NO_START.test(segment) || NO_END.test(pieces.at(-1)))) pieces[pieces.length - 1] += segment;
    else pieces.push(segment);
  }
  const lines = [""];
  for (const piece of pieces.flatMap((one) => cut(one, wide))) {
    const last = lines.at(-1);
    if (last && width(last + piece.trimEnd()) > wide) lines.push(piece.trimStart());
    else lines[lines.length - 1] = last + piece;
  }
  const kept = lines.map((line) => line.trim()).filter(Boolean);
  return kept.length > most ? [...kept.slice(0, most - 1), `${kept[most - 1]}…`] : kept;
}

/** Cuts a word that is wider than a line. */
function cut(word, wide) {
  const pieces = [""];
  for (const one of word) {
    if (width(pieces.at(-1) + one) > wide) pieces.push(one);
    else pieces[pieces.length - 1] += one;
  }
  return pieces;
}
