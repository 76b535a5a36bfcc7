/**
 * Dark colours for a style sheet that was made for white pages: each colour keeps its hue, and its
 * lightness is turned over, from that of our dark page (white) to white (black); greys, the most
 * used for text, come out lighter than a straight line would give.
 */
import { readFileSync } from "node:fs";

const COLOUR = /(?<=[:,\s(])(#(?:[\da-f]{3,4}){1,2}|white|red|silver|gray)(?=[;},\s)!])/gi;

/** @param {RegExp} filter paths of the style sheets @returns {import("esbuild").Plugin} */
export const darkened = (filter) => ({
  name: "darkened",
  setup: ({ onLoad }) => onLoad({ filter }, ({ path }) => ({
    loader: "css",
    contents: readFileSync(path, "utf8").replace(COLOUR, (colour) =>
      `light-dark(${colour}, oklch(from ${colour} calc(1 - .8 * l * l) c h / alpha))`),
  })),
});
