import { defineRule } from "../rule.js";
import { parametersOf } from "./parameters.js";

export const kamailioPathUntrusted = defineRule({
  id: "kamailio-path-untrusted",
  title: "A phone's own Path header decides where its calls are sent",
  severity: "low",
  needs: ["kamailio"],
  why: `With use_path the registrar stores the Path header and sends calls there. A phone writes it as well as an edge does: calls to it go to any address
that the registrar reaches.`,
  degrees: "Low: by its Contact header a phone may send its own calls anywhere as well; the Path is not shown where one looks for that.",
  fix: "Remove it from whoever is no edge of yours: `remove_hf(\"Path\")`.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "registrar.so"\nmodparam("registrar", "use_path", 1)\nrequest_route { save("location"); }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "registrar.so"\nloadmodule "textops.so"\nmodparam("registrar", "use_path", 1)\nrequest_route { if (src_ip != 10.20.0.5) { remove_hf("Path"); } save("location"); }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/registrar.html", "https://www.rfc-editor.org/rfc/rfc3327#section-6"],
  cwe: 441,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const line = parametersOf(system, "registrar", "use_path").at(-1);
      if (line === undefined || line.value === 0 || !system.calls.some(({ name }) => name === "save")) continue;
      const screened = system.calls.some(({ name, arguments: given }) => /^(?:remove_hf|keep_hf|is_present_hf)/.test(name) && given.some(({ text }) => /Path/i.test(text))) || system.comparisons.some(({ left }) => /hdr\(Path\)/i.test(left.text));
      // A registrar that hears its edges alone has nobody else to believe.
      const open = system.paths.found.some(({ request, sink }) => sink === "register" && (request.sender === "account" || request.sender === "stranger"));
      if (!screened && open) report(line.at, { subject: `${line.at.file.path} registrar use_path`, message: "the Path header of any phone decides where its calls are sent" });
    }
  },
});
