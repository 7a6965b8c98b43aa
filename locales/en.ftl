# Every word a person reads, in English. Keys are grouped by subject, in the order of desk/letters.
