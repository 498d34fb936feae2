import { compareRanges, familiesCovered } from "../addresses.js";
import type { Problems } from "../problems.js";
import { groupBy } from "./group.js";
import type { Networks, WrittenRange } from "../resolve/networks.js";
import type { Listener, ManagementService } from "../types.js";

/**
 * An address with two roles would be treated by whichever engine asks first. Blocks are nested or disjoint, so one pass in
 * order, with the blocks that are open on a stack, meets every overlap: O(n log n).
 */
export function checkOverlap({ ranges }: Networks, problems: Problems): void {
  const open: WrittenRange[] = [];
  for (const written of ranges.toSorted((a, b) => compareRanges(a.range, b.range))) {
    let outer = open.at(-1);
    while (outer !== undefined && (outer.range.family !== written.range.family || outer.range.last < written.range.first)) {
      open.pop();
      outer = open.at(-1);
    }
    const clash = open.findLast((holder) => holder.role !== written.role && holder.role !== "unknown" && written.role !== "unknown");
    if (clash !== undefined) reportOverlap(clash, written, problems);
    open.push(written);
  }
}

function reportOverlap(outer: WrittenRange, inner: WrittenRange, problems: Problems): void {
  const shared = inner.range.text;
  const message = `networks.${inner.network} (${inner.role}) and networks.${outer.network} (${outer.role}) both hold ${shared}: an address can have one role`;
  problems.error("network-overlap", inner.at, message, {
    hint: `take ${shared} out of one of them`, related: [{ at: outer.at, note: `${outer.range.text} of ${outer.network}` }],
  });
}

/** Networks that are each a part of the Internet, and together all of it. */
export function checkWorldInParts(services: readonly (Listener | ManagementService)[], { ranges }: Networks, problems: Problems): void {
  const byNetwork = groupBy(ranges, ({ network }) => network);
  for (const { path, from } of services) {
    if (from.value.length < 2 || from.value.some(({ role }) => role === "world")) continue;
    const parts = from.value.map(({ name }) => (byNetwork.get(name) ?? []).map(({ range }) => range));
    const families = familiesCovered(parts.flat()).filter((family) => !parts.some((part) => familiesCovered(part).includes(family)));
    for (const family of families) {
      problems.error("network-is-world", from.at, `${path}.from: these networks add up to every IPv${family} address there is`, { hint: "write `world` where everybody is meant" });
    }
  }
}
