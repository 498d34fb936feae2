#!/usr/bin/env node
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { main } from "./main.js";
import { processIo } from "./process-io.js";

// V8 would spend half of a small audit's processor time on optimising functions that have little left to do. Ten times its usual
// patience takes nothing from big ones. Only where the flag is known to be: V8 complains about those that it does not know.
if (Number.parseInt(process.versions.v8) <= 13) setFlagsFromString("--interrupt-budget=660000");
process.exitCode = await main(process.argv.slice(2), processIo(process));
