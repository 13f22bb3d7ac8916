package io.exhibit.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two things measured in turn, round by round, so that whatever else the machine does hits both; what is quoted are ratios. */
final class Side {

    private final Machine machine;
    private final String what;
    private final String beside;
    private final List<Machine.Sample> ours = new ArrayList<>();
    private final List<Machine.Sample> theirs = new ArrayList<>();

    private Side(Machine machine, String what, String beside) {
        this.machine = machine;
        this.what = what;
        this.beside = beside;
    }

    static Side by(Machine machine, String what, String beside) {
        return new Side(machine, what, beside);
    }

    /** Makes ready what is then measured; the round's number tells rows of rounds apart, and -1 warms up. */
    interface Round {
        Machine.Work prepare(int round) throws Exception;
    }

    Side run(int rounds, Round our, Round their) throws Exception {
        for (int round = -1; round < rounds; round++) {
            Machine.Sample mine = machine.measure(our.prepare(round));
            Machine.Sample other = machine.measure(their.prepare(round));
            if (round >= 0) {
                ours.add(mine);
                theirs.add(other);
            }
        }
        return this;
    }

    /** Ours as a share of theirs by items a second, where more is better. */
    void printRates(String goal) {
        List<Double> ratios = new ArrayList<>();
        for (int n = 0; n < ours.size(); n++) {
            ratios.add(ours.get(n).rate() / theirs.get(n).rate());
        }
        print(ratios, goal);
    }

    /** Ours as a share of theirs by time, where less is better. */
    void printTimes(String goal) {
        List<Double> ratios = new ArrayList<>();
        for (int n = 0; n < ours.size(); n++) {
            ratios.add(ours.get(n).seconds() / theirs.get(n).seconds());
        }
        print(ratios, goal);
    }

    static void printHead() {
        System.out.println(
                "| what | items/s | CPU µs an item | beside | items/s | CPU µs an item | ratio, median (least..most) | goal |");
        System.out.println("|---|---|---|---|---|---|---|---|");
    }

    private void print(List<Double> ratios, String goal) {
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f (%.2f..%.2f) | %s |",
                what,
                figures(ours),
                beside + " | " + figures(theirs),
                median(ratios),
                ratios.stream().min(Double::compare).orElseThrow(),
                ratios.stream().max(Double::compare).orElseThrow(),
                goal));
    }

    private static String figures(List<Machine.Sample> samples) {
        return String.format(
                Locale.ROOT,
                "%,.0f | %,.1f",
                median(samples.stream().map(Machine.Sample::rate).toList()),
                median(samples.stream().map(Machine.Sample::cpuPerItem).toList()));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
