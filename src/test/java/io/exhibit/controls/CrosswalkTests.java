package io.exhibit.controls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrosswalkTests {

    private final Catalogue catalogue = new Catalogue(new AlertMapping());
    private final Crosswalk crosswalk = Crosswalk.of(catalogue.frameworks());

    @Test
    void hasTheFourFrameworksThatAreJudgedAndNotTheOneThatIsWithdrawn() {
        assertThat(crosswalk.frameworks())
                .extracting(framework -> framework.id().text())
                .containsExactly("PCI-DSS", "OCC-2020-62", "FFIEC", "DORA");
        assertThat(crosswalk.rows()).allSatisfy(row -> assertThat(row.cells()).hasSize(4));
    }

    /** Both ways round: each mapping is a place in a row, and each place in a row a mapping. */
    @Test
    void hasEachMappingOnceAndNothingElse() {
        Map<String, Integer> mapped = new TreeMap<>();
        for (Control control : crosswalk.controls()) {
            control.checks().forEach(use -> mapped.merge(use.check().id() + " " + control.id(), 1, Integer::sum));
        }
        Map<String, Integer> shown = new TreeMap<>();
        for (Crosswalk.Row row : crosswalk.rows()) {
            for (Crosswalk.Cell cell : row.cells()) {
                cell.controls().forEach(one -> shown.merge(row.check().id() + " " + one.id(), 1, Integer::sum));
            }
        }
        assertThat(shown).isEqualTo(mapped).isNotEmpty();
    }

    @Test
    void tellsWhatTwoControlsShareAndWhatOnlyOneOfThemHas() {
        Control asked = control("PCI-DSS", "6.3.3");
        List<Crosswalk.Shared> shared = crosswalk.sharedWith(asked);
        assertThat(shared).noneMatch(one -> one.framework().id().text().equals("PCI-DSS"));
        assertThat(shared)
                .extracting(one -> one.both().size())
                .isSortedAccordingTo((one, other) -> Integer.compare(other, one))
                .doesNotContain(0);
        for (Crosswalk.Shared one : shared) {
            assertThat(together(one.both(), one.mine())).containsExactlyInAnyOrderElementsOf(ids(asked));
            assertThat(together(one.both(), one.theirs())).containsExactlyInAnyOrderElementsOf(ids(one.control()));
            assertThat(ids(one.control())).noneMatch(one.mine()::contains);
        }
        assertThat(shared)
                .anyMatch(one -> one.both().contains("C07") && !one.theirs().isEmpty());
    }

    @Test
    void saysOfEachPlaceWhyTheCheckSpeaksToTheControl() {
        Control asked = control("PCI-DSS", "6.3.3");
        for (CheckUse use : asked.checks()) {
            assertThat(Crosswalk.rationale(asked, use.check())).isEqualTo(use.rationale());
        }
    }

    private Control control(String framework, String code) {
        return crosswalk.controls().stream()
                .filter(one -> one.id().framework().text().equals(framework)
                        && one.id().code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> together(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static List<String> ids(Control control) {
        return control.checks().stream().map(use -> use.check().id()).distinct().toList();
    }
}
