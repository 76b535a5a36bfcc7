/**
 * Bundles each view of `src/views/` into `dist/`: `NAME-HASH.js`, its style sheet if it has one,
 * what views share as `part-HASH.js`, each also as `.gz`; `manifest.json` (view → files), and the
 * licences of what is bundled.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { darkened } from "./dark.mjs";

const views = readdirSync("src/views").filter((name) => name.endsWith(".js")).sort();
rmSync("dist", { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: views.map((name) => `src/views/${name}`),
  outdir: "dist",
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none", // they stand in LICENCES.txt
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [darkened(/yasgui\.min\.css$/)],
  metafile: true,
});

/** @param {string} path the file's path under this folder; gives its name in `dist/` */
const name = (path) => path.replace(/^dist\//, "");
const manifest = {};
const sizes = {}; // of each file in dist/: [bytes, bytes compressed]
for (const [path, output] of Object.entries(metafile.outputs)) {
  const bytes = readFileSync(path);
  const packed = gzipSync(bytes, { level: 9 });
  if (/\.(js|css)$/.test(path)) writeFileSync(`${path}.gz`, packed);
  sizes[name(path)] = [bytes.length, packed.length];
  if (!output.entryPoint?.startsWith("src/views/") || !path.endsWith(".js")) continue;
  const parts = output.imports.filter((used) => used.kind === "import-statement");
  manifest[output.entryPoint.replace(/^src\/views\/|\.js$/g, "")] = {
    script: name(path),
    style: output.cssBundle ? name(output.cssBundle) : null,
    parts: parts.map((used) => name(used.path)).sort(),
  };
}
for (const [view, { script, parts }] of Object.entries(manifest)) {
  const [all, packed] = [0, 1].map((at) => [script, ...parts].reduce((sum, file) => sum + sizes[file][at], 0));
  console.log(`${view}  ${Math.round(all / 1000)} kB, ${Math.round(packed / 1000)} kB gzip`);
}
writeFileSync("dist/manifest.json", `${JSON.stringify(manifest, null, 2)}\n`);

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const notices = Object.entries(packages)
  .filter(([folder, { dev }]) => folder && !dev && existsSync(folder))
  .map(([folder, { version, license }]) => {
    const words = [folder, `${folder}/licenses`].filter(existsSync).flatMap((place) =>
      readdirSync(place, { withFileTypes: true })
        .filter((entry) => entry.isFile() && /^(licen[cs]e|notice)/i.test(entry.name))
        .map((entry) => readFileSync(`${place}/${entry.name}`, "utf8").trim()));
    return [`${folder.replace("node_modules/", "")} ${version} (${license})`, ...words].join("\n\n");
  });
writeFileSync("dist/LICENCES.txt", `${notices.join("\n\n----\n\n")}\n`);
