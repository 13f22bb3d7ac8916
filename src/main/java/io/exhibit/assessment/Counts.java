package io.exhibit.assessment;

/** How many items of a population got which verdict; the five add up to the population. */
public record Counts(
        long population, long satisfied, long compensated, long violated, long insufficient, long notApplicable) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    public Counts {
        if (population != satisfied + compensated + violated + insufficient + notApplicable) {
            throw new IllegalArgumentException("Counts do not add up: " + population + " is not " + satisfied + " + "
                    + compensated + " + " + violated + " + " + insufficient + " + " + notApplicable);
        }
    }

    /** Of a population in which nothing is compensated. */
    public Counts(long population, long satisfied, long violated, long insufficient, long notApplicable) {
        this(population, satisfied, 0, violated, insufficient, notApplicable);
    }
}
