package dev.kinora.bench;

/** How one table is filled: an INSERT … SELECT over numbers, in which {videos} and the like stand for how many there are. */
record Rows(String table, String sql) {}
