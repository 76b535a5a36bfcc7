/** The SPARQL editor (`/sparql`). */
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";

console.info(Yasgui.name);
