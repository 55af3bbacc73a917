/** Writes the boards as Grafana reads them: `npm run write`. */
import { writeFileSync } from "node:fs";
import { files } from "./files";

for (const [path, text] of files) {
  writeFileSync(path, text);
}
