// Rules about what two files say of one thing. One line per rule.
