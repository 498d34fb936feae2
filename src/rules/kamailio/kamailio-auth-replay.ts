import { defineRule } from "../rule.js";
import { isLoaded, parametersOf } from "./parameters.js";

export const kamailioAuthReplay = defineRule({
  id: "kamailio-auth-replay",
  title: "An overheard answer to a challenge can be used again",
  severity: "low",
  needs: ["kamailio"],
  why: `An answer is good until its nonce expires, for any request and from any address, unless the module is told to take each nonce once or to bind it to
its source. Who overhears one registration registers too.`,
  degrees: "Low: it takes somebody on the path, or a phone that answers strangers.",
  fix: "`modparam(\"auth\", \"one_time_nonce\", 1)`, or qop and nonce_count, and `modparam(\"auth\", \"auth_checks_register\", 8)` with its kin.",
  before: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nrequest_route { exit; }\n' },
  after: { "kamailio.cfg": '#!KAMAILIO\nloadmodule "auth.so"\nloadmodule "auth_db.so"\nmodparam("auth", "one_time_nonce", 1)\nrequest_route { exit; }\n' },
  versions: "Kamailio, all versions.",
  references: ["https://www.kamailio.org/docs/modules/stable/modules/auth.html"],
  cwe: 294,
  check({ kamailio }, report) {
    for (const system of kamailio) {
      const loaded = system.modules.find(({ name }) => name === "auth");
      if (loaded === undefined || !system.complete && system.paths.doubts.length > 1) continue;
      const guarded = ["one_time_nonce", "nonce_count", "auth_checks_register", "auth_checks_no_dlg"].some((name) => {
        const line = parametersOf(system, "auth", name).at(-1);
        return line !== undefined && line.value !== 0;
      });
      const asks = system.calls.some(({ name }) => /^(?:auth_check|(?:www|proxy)_authorize|pv_(?:www|proxy)_authenticate|(?:www|proxy)_authenticate)$/.test(name));
      if (!guarded && (asks || isLoaded(system, "auth_db"))) report(loaded.at, { subject: `${loaded.at.file.path} auth`, note: "nothing limits the use of a nonce", message: "an answer to a challenge can be used again, by anybody who saw it, until its nonce expires" });
    }
  },
});
