package io.exhibit.assessment;

/** A critical finding that was late for two months of a year, under a compensating control that an assessor had accepted before. */
public final class CompensatedPatch {

    private CompensatedPatch() {}

    /** The code of the system that it is in. */
    public static String inSystem(int year) {
        Facts facts = Facts.in(year);
        facts.finding(facts.weekly(90))
                .store()
                .due("PCI", facts.day(30))
                .excepted("COMPENSATING_CONTROL", facts.day(20), facts.day(95))
                .accepted(facts.day(25), null);
        return facts.code;
    }
}
