export { TARGET_IDS, type TargetId } from "../targets/target.js";
