/** Gives a page's scripts the function `ask`. */
import { ask } from "./asking.mjs";

globalThis.ask = ask;
