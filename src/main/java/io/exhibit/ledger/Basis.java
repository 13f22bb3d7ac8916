package io.exhibit.ledger;

import java.util.Map;

/** By what a process judges and reads, beside its settings: names with their versions or digests. A change is an entry of the ledger. */
public interface Basis {

    Map<String, String> versions();
}
