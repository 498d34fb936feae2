export { readSshd, type Include } from "./read.js";
export { sshServices } from "./lower.js";
