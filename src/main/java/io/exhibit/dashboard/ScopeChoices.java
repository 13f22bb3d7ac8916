package io.exhibit.dashboard;

import io.exhibit.access.ExaminerGate;
import io.exhibit.access.Officer;
import io.exhibit.access.Role;
import io.exhibit.kernel.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The scopes that a page can be looked at in: everything, a regulatory tag, one system. */
@Component
class ScopeChoices {

    private static final List<Choice> GENERAL = List.of(
            new Choice("all", "Everything"),
            new Choice("tag:pci", "PCI DSS scope"),
            new Choice("tag:cardholder-data", "Cardholder data environment"),
            new Choice("tag:pci-connected", "Connected to it"),
            new Choice("tag:pci-security-impacting", "Able to affect its security"),
            new Choice("tag:critical-function", "Critical or important functions"),
            new Choice("tag:customer-data", "Customer data"),
            new Choice("tag:third-party", "Third parties"));

    private final JdbcClient jdbc;
    private final ExaminerGate gate;

    ScopeChoices(JdbcClient jdbc, ExaminerGate gate) {
        this.jdbc = jdbc;
        this.gate = gate;
    }

    /** Those that a person may look at: of an examiner those that a mandate covers, so that no other system is named. */
    List<Choice> of(Officer officer) {
        if (officer.role() != Role.EXAMINER) {
            return all();
        }
        Predicate<String> covered = gate.scopes(officer.id());
        return all().stream().filter(choice -> covered.test(choice.value())).toList();
    }

    private List<Choice> all() {
        var choices = new ArrayList<>(GENERAL);
        choices.addAll(jdbc.sql("""
                SELECT 'system:' || code AS value, name
                  FROM estate.pub_system
                 WHERE retired_at IS NULL
                 ORDER BY name
                """).query(Choice.class).list());
        return choices;
    }
}
