package io.exhibit.demo;

import io.exhibit.access.Cast;
import io.exhibit.access.Role;
import io.exhibit.alerts.AlertHandling;
import io.exhibit.alerts.Disposition;
import io.exhibit.estate.Exposure;
import io.exhibit.estate.PciReasons;
import io.exhibit.estate.Register;
import io.exhibit.estate.ScopeTags;
import io.exhibit.estate.SystemSupport;
import io.exhibit.findings.Policies;
import io.exhibit.findings.PolicyDraft;
import io.exhibit.findings.PolicyDrafts;
import io.exhibit.findings.RankTurns;
import io.exhibit.findings.Signatory;
import io.exhibit.ledger.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the made-up bank's people do: enter systems, approve policies, look after alerts. */
@Component
@OnDemo
class Director implements Cast {

    private final Scenario scenario;
    private final Register register;
    private final Policies policies;
    private final PolicyDrafts drafts;
    private final RankTurns turns;
    private final AlertHandling alerts;
    private final JdbcClient jdbc;

    Director(
            Scenario scenario,
            Register register,
            Policies policies,
            PolicyDrafts drafts,
            RankTurns turns,
            AlertHandling alerts,
            JdbcClient jdbc) {
        this.scenario = scenario;
        this.register = register;
        this.policies = policies;
        this.drafts = drafts;
        this.turns = turns;
        this.alerts = alerts;
        this.jdbc = jdbc;
    }

    @Override
    public List<Member> members() {
        return scenario.people();
    }

    @Override
    public Duration past() {
        return scenario.past().plus(scenario.lead());
    }

    /** Midnight: from which the days of the scenario count. */
    void enter(Scenario.Owned system, Instant midnight) {
        enter(system, system.tags(), "", midnight);
    }

    /** Says that it is less than it was entered as: that waits for somebody else. */
    void propose(Scenario.Narrowed narrowed, Instant midnight) {
        Scenario.Owned system = scenario.systems().stream()
                .filter(one -> one.code().equals(narrowed.system()))
                .findFirst()
                .orElseThrow();
        List<String> left = system.tags().stream()
                .filter(tag -> !tag.equals(narrowed.tag()))
                .toList();
        enter(system, left, narrowed.why(), midnight);
    }

    private void enter(Scenario.Owned system, List<String> said, String removal, Instant midnight) {
        ScopeTags tags = new ScopeTags(
                said.contains("cardholder-data"),
                said.contains("pci-connected"),
                said.contains("pci-security-impacting"),
                said.contains("critical-function"),
                said.contains("customer-data"),
                said.contains("third-party"));
        register.enter(
                system.code(),
                new Register.Entry(
                        system.name(),
                        system.owner(),
                        system.email(),
                        system.description(),
                        tags,
                        exposure(system),
                        reasons(system.reasons()),
                        system.entity(),
                        support(system, midnight),
                        removal),
                officer());
    }

    private static PciReasons reasons(Map<String, String> reasons) {
        return new PciReasons(
                reasons.getOrDefault("cardholder-data", ""),
                reasons.getOrDefault("pci-connected", ""),
                reasons.getOrDefault("pci-security-impacting", ""));
    }

    private static SystemSupport support(Scenario.Owned system, Instant midnight) {
        Scenario.Supported supported = system.supported();
        return supported == null
                ? SystemSupport.NOT_STATED
                : new SystemSupport(
                        LocalDate.ofInstant(midnight, ZoneOffset.UTC).plusDays(supported.until()), supported.source());
    }

    private static Exposure exposure(Scenario.Owned system) {
        return Exposure.valueOf(system.exposure());
    }

    /** Exhibit ranks again some seconds later by itself: in made-up time that would be days. */
    void rankByWhatChanged() {
        turns.follow();
    }

    void addRule(Scenario.Owned system, Scenario.Rule rule) {
        register.addRule(system.code(), rule.kind(), "", rule.pattern(), officer());
    }

    void approve(Scenario.Approval approval) {
        Scenario.Drafted drafted = approval.drafted();
        int version = drafted == null
                ? approval.version()
                : drafts.draft(
                        new PolicyDraft(approval.version(), drafted.name(), drafted.reason(), drafted.fields()),
                        new Signatory(engineer(), Role.SECURITY_ENGINEER));
        policies.approve(version, officer());
    }

    void take(Instant alert) {
        alerts.acknowledge(List.of(alertOf(alert)), engineer());
    }

    void close(Instant alert, Scenario.Handling handling) {
        alerts.close(
                List.of(alertOf(alert)), Disposition.valueOf(handling.disposition()), handling.reason(), engineer());
    }

    /** No two steps have the same time, so an alert's time is enough to know it by. */
    private UUID alertOf(Instant recordedAt) {
        return jdbc.sql("SELECT id FROM alerts.pub_alert WHERE recorded_at = :at")
                .param("at", recordedAt.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
    }

    private Actor officer() {
        return person(scenario.roles().officer());
    }

    private Actor engineer() {
        return person(scenario.roles().engineer());
    }

    Actor person(String email) {
        UUID id = jdbc.sql("SELECT id FROM access.pub_person WHERE email = :email")
                .param("email", email)
                .query(UUID.class)
                .single();
        return new Actor(Actor.Kind.PERSON, id, email, "demonstration");
    }
}
