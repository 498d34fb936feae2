import type { CallingPlan, HoursWindow, Trunk } from "../../../policy/types.js";
import type { NumberClass } from "../../../posture/index.js";
import { comment, name, number, type Text, timezone } from "../quote.js";
import type { Scene } from "../scene.js";
import { emergencyContext, outsideContext, planContext } from "./contexts.js";

export interface PlanView {
  readonly path: Text;
  readonly context: Text;
  readonly emergency: Text;
  readonly reachesAccounts: boolean;
  /** One, or none where nothing but accounts and emergency numbers is allowed. */
  readonly outside: readonly OutsideView[];
}

export interface OutsideView {
  readonly path: Text;
  readonly name: Text;
  readonly context: Text;
  /** `national|mobile`: what is allowed and not denied. */
  readonly classes: Text;
  readonly trunk: Text;
  readonly hasHours: boolean;
  /** Conditions of GotoIfTime; one of them must hold. */
  readonly hours: readonly Text[];
  /** One, or none without a cap. */
  readonly cap: readonly Text[];
}

/** Classes that a plan reaches over its trunk: deny beats allow. */
export function paidClasses(plan: CallingPlan): readonly NumberClass[] {
  return plan.allow.value.filter((each) => each !== "accounts" && each !== "emergency" && !plan.deny.value.includes(each));
}

export function planViews(scene: Scene): PlanView[] {
  const { plans } = scene.policy.calling;
  return plans.flatMap((plan) => scene.problems.quoting("asterisk-unquotable", plan.hours.at, () => planView(plan, scene)) ?? []);
}

function planView(plan: CallingPlan, scene: Scene): PlanView {
  const trunk = scene.trunks.find((each) => each.name === plan.trunk) ?? scene.trunks[0] ?? null;
  return {
    path: comment(plan.path), context: planContext(plan), emergency: emergencyContext(trunk),
    reachesAccounts: plan.allow.value.includes("accounts") && !plan.deny.value.includes("accounts"),
    outside: outsideView(plan, scene),
  };
}

function outsideView(plan: CallingPlan, { policy, trunks, problems }: Scene): OutsideView[] {
  const classes = paidClasses(plan);
  if (classes.length === 0) return [];
  const trunk: Trunk | undefined = trunks.find((each) => each.name === plan.trunk);
  if (trunk === undefined) {
    problems.error("asterisk-plan-without-trunk", `${plan.path} allows ${classes.join(", ")} and no trunk of this host takes such calls`, plan.allow.at, "add trunk: and the name of the trunk");
    return [];
  }
  const hours = plan.hours.value;
  return [{
    path: comment(plan.path), name: name(plan.name), context: outsideContext(plan), classes: classes.join("|") as Text, trunk: name(trunk.name),
    hasHours: hours !== null, hours: hours === null ? [] : hours.windows.map((window) => timing(window, policy.calling.timezone)),
    cap: plan.concurrent.value === null ? [] : [number(plan.concurrent.value)],
  }];
}

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Asterisk counts the minute at the end in (main/pbx_timing.c, get_timerange), so the last minute of the window is written. */
function timing({ days, from, to }: HoursWindow, zone: string | null): Text {
  const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const onDays = days.length === DAYS.length ? "*" : days.map((day) => DAYS[day] ?? "").join("&");
  return [`${clock(from)}-${clock(to - 1)}`, onDays, "*", "*", ...(zone === null ? [] : [timezone(zone)])].join(",") as Text;
}
