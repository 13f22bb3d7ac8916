package io.exhibit.findings;

import java.math.BigDecimal;

/** The entity's own ranking method (PCI DSS 6.3.1): lowest CVSS v3 base score of each band; below medium is low. */
record RankingMethod(int version, BigDecimal critical, BigDecimal high, BigDecimal medium) {}
