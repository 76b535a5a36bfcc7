/** Prints as JSON what Comunica answers: `node node.mjs '[[SOURCE, TYPE, QUERY], …]'`. */
import { ask } from "./asking.mjs";

const answers = [];
for (const asked of JSON.parse(process.argv[2])) answers.push(await ask(...asked));
console.log(JSON.stringify(answers));
