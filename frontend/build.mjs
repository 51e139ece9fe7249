// Compiles frontend/ to VAR_DIR/frontend: app.css, app.js and the images that app.css names.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import * as sass from "sass";

const out = path.resolve(process.env.VAR_DIR || "var", "frontend");
const images = "node_modules/@ministryofjustice/frontend/moj/assets/images";
await mkdir(path.join(out, "images"), { recursive: true });

const { css } = sass.compile("frontend/app.scss", {
  loadPaths: [".", "node_modules"],
  quietDeps: true,
  silenceDeprecations: ["import", "global-builtin", "color-functions"],
  style: "compressed",
});
// The content security policy allows only this service's own files: no fonts, no data: images.
for (const banned of ["@font-face", "data:image", "url(http", "url(\"http"]) {
  if (css.includes(banned)) throw new Error(`app.css holds ${banned}`);
}
for (const [, name] of css.matchAll(/url\("?images\/([^")]+)"?\)/g)) {
  const source = [`frontend/images/${name}`, `${images}/${name}`].find(existsSync);
  if (!source) throw new Error(`app.css names images/${name}, which is nowhere`);
  await copyFile(source, path.join(out, "images", name));
}
await writeFile(path.join(out, "app.css"), css);

await build({
  entryPoints: ["frontend/app.js"],
  outfile: path.join(out, "app.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  logLevel: "warning",
});
const kilobytes = async (name) => `${name} ${Math.round((await readFile(path.join(out, name))).length / 1024)} kB`;
console.log(`${out}: ${await kilobytes("app.css")}, ${await kilobytes("app.js")}`);
