package io.exhibit.intake;

import io.exhibit.ledger.Receipt;
import java.util.UUID;

/** What a sender has been promised; replayed when the same bytes had been accepted before. */
record Accepted(UUID id, Receipt receipt, int position, boolean replayed) {}
