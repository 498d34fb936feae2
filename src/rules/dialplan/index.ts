// Rules about what a dialplan does with what callers send. One line per rule.
export {};
