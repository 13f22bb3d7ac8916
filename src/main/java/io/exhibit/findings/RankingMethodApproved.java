package io.exhibit.findings;

import java.time.Instant;

/** Another version of the ranking method may be in force now. Published inside the approval's transaction. */
record RankingMethodApproved(Instant at) {}
