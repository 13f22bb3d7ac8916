package io.exhibit.findings;

/** How many findings were open on a day, what happened since, and how many are open after it. Each figure counts findings, or times they were open, or were ranked otherwise. */
record ChangeBalance(
        long before, long found, long back, long closed, long after, long left, long late, long raised, long lowered) {}
