package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ComponentInventoryTests {

    @Test
    void satisfiesWhenEveryImageHasAListOfComponentsByDigest() {
        Facts facts = Facts.in(2004);
        UUID image = facts.image(true);
        facts.scan(facts.target(), facts.begin, "CONCLUSIVE", image, 42);

        CheckResult result = ask(facts.ask("C02", "PCI", facts.days(0, 30)));

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.reason()).contains("1 with a list of components by digest");
        assertThat(items(facts.ask("C02", "PCI", facts.days(0, 30))).getFirst().link())
                .isEqualTo("/images/" + image);
    }

    @Test
    void violatesAnImageWithoutAnyComponent() {
        Facts facts = Facts.in(2004);
        facts.scan(facts.target(), facts.begin, "CONCLUSIVE", facts.image(true), 0);

        CheckResult result = ask(facts.ask("C02", "PCI", facts.days(0, 30)));

        assertThat(result.result()).isEqualTo(Result.NOT_SATISFIED);
        assertThat(result.reason()).contains("1 without a list of components");
    }

    @Test
    void takesAnSbomForAListAsFromWhenItCame() {
        Facts facts = Facts.in(2004);
        UUID image = facts.image(true);
        facts.scan(facts.target(), facts.begin, "CONCLUSIVE", image, 0);
        facts.sbom(image, facts.day(10), "syft", "");

        assertThat(ask(facts.ask("C02", "PCI", facts.days(0, 30))).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(facts.ask("C02", "PCI", facts.days(0, 5))).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void cannotTellFromAnSbomThatDoesNotShowWhatIsInTheImage() {
        Facts facts = Facts.in(2004);
        UUID ofSource = facts.image(true);
        UUID ofNobody = facts.image(true);
        facts.scan(facts.target(), facts.begin, "CONCLUSIVE", ofSource, 0);
        facts.scan(facts.target(), facts.begin, "CONCLUSIVE", ofNobody, 0);
        facts.sbom(ofSource, facts.day(1), "cyclonedx-npm", "application web-shop");
        facts.sbom(ofNobody, facts.day(1), "", "");

        CheckResult result = ask(facts.ask("C02", "PCI", facts.days(0, 30)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason())
                .contains(
                        "1 with an SBOM of something else than an image",
                        "1 with an SBOM that does not say which tool made it");
    }

    @Test
    void cannotTellForAnImageThatIsKnownByTagOnly() {
        Facts facts = Facts.in(2004);
        facts.scan(facts.target(), facts.begin, "CONCLUSIVE", facts.image(false), 42);

        assertThat(ask(facts.ask("C02", "PCI", facts.days(0, 30))).reason())
                .contains("cannot be judged: 1 without a digest");
    }

    @Test
    void keepsAListThatAnEarlierScanOfTheImageGave() {
        Facts facts = Facts.in(2004);
        UUID image = facts.image(true);
        UUID target = facts.target();
        facts.scan(target, facts.begin, "CONCLUSIVE", image, 42);
        facts.scan(target, facts.day(20), "CONCLUSIVE", image, 0);

        assertThat(ask(facts.ask("C02", "PCI", facts.days(10, 30))).counts()).isEqualTo(new Counts(1, 1, 0, 0, 0));
    }

    @Test
    void leavesOutImagesThatNoScanOfThePeriodWasAbout() {
        Facts facts = Facts.in(2004);
        facts.scan(facts.target(), facts.begin, "CONCLUSIVE", facts.image(true), 42);

        assertThat(ask(facts.ask("C02", "PCI", facts.days(10, 30))).counts()).isEqualTo(Counts.NONE);
    }

    @Test
    void cannotTellWithoutAnImage() {
        Facts facts = Facts.in(2004);

        assertThat(ask(facts.ask("C02", "PCI", facts.days(0, 30))).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void cannotTellWhenTheScopeIsNotConfirmed() {
        Facts facts = Facts.withoutConfirmedScopeIn(2004);
        facts.scan(facts.target(), facts.begin, "CONCLUSIVE", facts.image(true), 42);

        assertThat(ask(facts.ask("C02", "PCI", facts.days(0, 30))).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void takesAConfirmationOfExactlyAYearAndADayAgoAndNotAnOlderOne() {
        Facts facts = Facts.in(2004);
        facts.scan(facts.target(), facts.day(350), "CONCLUSIVE", facts.image(true), 42);

        assertThat(ask(facts.ask("C02", "PCI", facts.days(340, 366))).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(facts.ask("C02", "PCI", facts.days(340, 367))).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }
}
