package io.exhibit.findings;

import java.util.Map;

/** What ranks have to follow, as the entry of the ledger that it becomes. */
record RankTurn(String kind, String object, Map<String, Object> detail) {}
