// Rules about releases and their advisories. One line per rule.
export {};
