package io.exhibit.assessment;

import static io.exhibit.assessment.Asking.ask;
import static io.exhibit.assessment.Asking.items;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RiskRankingTests {

    private static final Duration ALLOWED = Duration.ofDays(3);

    @Test
    void satisfiesWhatWasRankedInTimeByAnApprovedMethod() {
        Facts facts = Facts.in(2003);
        int method = facts.policy("RISK_RANKING", facts.begin);
        facts.finding(facts.weekly(30))
                .by(method)
                .ranked(facts.begin.plus(ALLOWED))
                .store();

        CheckResult result = ask(facts.ask("C05", "PCI", facts.days(0, 30)));

        assertThat(result.result()).isEqualTo(Result.SATISFIED);
        assertThat(result.reason()).contains("1 ranked in time (longest 3 d 0 h)");
    }

    @Test
    void violatesWhatWasRankedOneSecondTooLate() {
        Facts facts = Facts.in(2003);
        int method = facts.policy("RISK_RANKING", facts.begin);
        facts.finding(facts.weekly(30))
                .by(method)
                .ranked(facts.begin.plus(ALLOWED).plusSeconds(1))
                .store();

        assertThat(ask(facts.ask("C05", "PCI", facts.days(0, 30))).result()).isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void violatesWhatIsStillWithoutARankAndNotBeforeItsTimeIsUp() {
        Facts facts = Facts.in(2003);
        facts.finding(facts.weekly(30)).unranked().store();
        Question question = facts.ask("C05", "PCI", facts.days(0, 30));

        assertThat(ask(question).reason()).contains("1 still without a rank");
        assertThat(ask(asOf(question, facts.begin.plus(ALLOWED))).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(asOf(question, facts.begin.plus(ALLOWED).plusSeconds(1))).result())
                .isEqualTo(Result.NOT_SATISFIED);
    }

    @Test
    void cannotTellWhenNobodyApprovedTheMethod() {
        Facts facts = Facts.in(2003);
        facts.finding(facts.weekly(30)).by(facts.policy("RISK_RANKING", null)).store();

        CheckResult result = ask(facts.ask("C05", "PCI", facts.days(0, 30)));

        assertThat(result.result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
        assertThat(result.reason()).contains("1 ranked by a method that nobody has approved");
    }

    @Test
    void doesNotTakeAPatchPolicyForAMethod() {
        Facts facts = Facts.in(2003);
        facts.finding(facts.weekly(30))
                .by(facts.policy("PATCH_DEADLINES", facts.begin))
                .store();

        assertThat(ask(facts.ask("C05", "PCI", facts.days(0, 30))).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void knowsNothingOfAnApprovalThatCameLater() {
        Facts facts = Facts.in(2003);
        facts.finding(facts.weekly(30))
                .by(facts.policy("RISK_RANKING", facts.day(20)))
                .store();
        Question question = facts.ask("C05", "PCI", facts.days(0, 30));

        assertThat(ask(question).result()).isEqualTo(Result.SATISFIED);
        assertThat(ask(asOf(question, facts.day(19))).result()).isEqualTo(Result.INSUFFICIENT_EVIDENCE);
    }

    @Test
    void doesNotLoseWhatWasFoundEarlierAndIsOpenWithoutARank() {
        Facts facts = Facts.in(2003);
        int method = facts.policy("RISK_RANKING", facts.begin);
        UUID target = facts.weekly(90);
        facts.finding(target).unranked().store();
        facts.finding(target).unranked().closed(facts.day(20)).store();
        facts.finding(target).by(method).store();

        assertThat(items(facts.ask("C05", "PCI", facts.days(40, 90)))).hasSize(1);
        assertThat(items(facts.ask("C05", "PCI", facts.days(0, 90)))).hasSize(3);
    }

    @Test
    void isNotApplicableWhenNothingWasFound() {
        Facts facts = Facts.in(2003);
        facts.weekly(30);

        assertThat(ask(facts.ask("C05", "PCI", facts.days(0, 30))).result()).isEqualTo(Result.NOT_APPLICABLE);
    }

    private static Question asOf(Question question, Instant instant) {
        return new Question(question.check(), question.profile(), question.scope(), question.period(), instant);
    }
}
