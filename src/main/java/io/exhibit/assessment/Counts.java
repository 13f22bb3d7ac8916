package io.exhibit.assessment;

/** How many items of a population got which verdict; the four add up to the population. */
public record Counts(long population, long satisfied, long violated, long insufficient, long notApplicable) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    public Counts {
        if (population != satisfied + violated + insufficient + notApplicable) {
            throw new IllegalArgumentException("Counts do not add up: " + population + " is not " + satisfied + " + "
                    + violated + " + " + insufficient + " + " + notApplicable);
        }
    }
}
