import { isKnown, type Audience, type Fact, type Posture } from "../../posture/index.js";
import type { DraftService, Tell } from "./draft.js";
import { reachOfAudience, type Reach } from "./reach.js";

const SSH_PORT = 22;

export type FoundService = Omit<DraftService, "from"> & { readonly reach: Reach | null };

/** Who may administer it: what the policy does not name is shut, and an administrator outside would be locked out. */
export function findServices(posture: Posture, ssh: Fact<Audience>, tell: Tell): readonly FoundService[] {
  const services = posture.management ?? [];
  for (const { service, at } of services) {
    if (service !== "ami" && service !== "ssh") tell({ code: "import-service", at, message: `a policy has no ${service}: the rendered packet filter shuts it`, hint: "reach it over an SSH tunnel, or through a proxy on the host" });
  }
  const ami = services.filter(({ service }) => service === "ami").slice(0, 1).map(({ port, audience, at }): FoundService => {
    if (!isKnown(audience)) tell({ code: "import-reach-unknown", at, message: `cannot tell who reaches the manager: ${audience.because}`, hint: "it is written as reachable from localhost alone" });
    return { service: "ami", port: isKnown(port) ? port.value : 5038, reach: reachOfAudience(audience) };
  });
  const own = services.find(({ service }) => service === "ssh");
  const reach = reachOfAudience(own?.audience ?? ssh);
  if (reach === null) {
    tell({ code: "import-ssh-unknown", at: ssh.at, message: "nobody knows who reaches this host by SSH, so the policy shuts it", hint: "write `management.ssh` with the networks of your administrators before you load the packet filter, or you lock yourself out" });
    return ami;
  }
  return [{ service: "ssh", port: own !== undefined && isKnown(own.port) ? own.port.value : SSH_PORT, reach }, ...ami];
}
