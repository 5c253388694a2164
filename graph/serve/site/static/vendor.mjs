// Copies the browser code the pages use out of node_modules, with its licences; `make assets` runs it from the root of the project.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const to = "graph/serve/site/static/vendor";
const files = [
  ["@zazuko/yasgui", "build/yasgui.min.js"],
  ["@zazuko/yasgui", "build/yasgui.min.css"],
  ["cytoscape", "dist/cytoscape.min.js"],
  ["htmx.org", "dist/htmx.min.js"],
  // The pictures: drawing, the layers of an argument map, and the outline of the world.
  ["d3", "dist/d3.min.js"],
  ["@dagrejs/dagre", "dist/dagre.min.js"],
  ["topojson-client", "dist/topojson-client.min.js"],
  ["world-atlas", "countries-50m.json"],
];

mkdirSync(to, { recursive: true });
for (const [name, path] of files) copyFileSync(join("node_modules", name, path), join(to, path.split("/").pop()));

// YASGUI's bundle holds its dependencies: the licence of every package that was installed goes along.
const installed = Object.entries(JSON.parse(readFileSync("package-lock.json", "utf8")).packages).filter(([path]) => path);
const notices = installed.map(([path, { version, license }]) => {
  const text = existsSync(path) ? readdirSync(path).find((file) => /^licen[cs]e/i.test(file)) : undefined;
  return `${path.replace(/^.*node_modules\//, "")} ${version} (${license ?? "see its page"})\n\n${text ? readFileSync(join(path, text), "utf8").trim() : ""}\n`;
});
writeFileSync(join(to, "LICENCES.txt"), notices.join("\n----\n\n"));
console.log(`${files.length} files and ${installed.length} licences in ${to}`);
