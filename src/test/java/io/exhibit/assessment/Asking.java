package io.exhibit.assessment;

import io.exhibit.TestDatabase;
import io.exhibit.controls.AlertMapping;
import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Parameters;
import io.exhibit.estate.OsReleases;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The checks on the test database, without a container. */
final class Asking {

    private static final DataSource SOURCE = TestDatabase.dataSource();
    private static final AlertMapping MAPPING = new AlertMapping();
    static final Catalogue CATALOGUE = new Catalogue(MAPPING);
    private static final DocumentChecks DOCUMENTS = new DocumentChecks();
    static final List<Check> CHECKS = List.of(
            new ComponentInventory(),
            new ScanCadence(),
            new RiskRanking(),
            new CriticalPatches(),
            new OtherPatches(),
            new ProvenClosings(),
            new SoundExceptions(),
            new ScopeConfirmation(),
            new RunningInventory(),
            new SourcesWatched(),
            new ScanQuality(),
            new VendorPlan(),
            new VendorDueDiligence(),
            new VendorContract(),
            new VendorMonitoring(),
            new ProductionGate(),
            new VerifiedOrigin(),
            new EndOfLife(new OsReleases(JdbcClient.create(SOURCE))),
            new AlertTimes(),
            new AlertRecords(),
            DOCUMENTS.vulnerabilityProcedure(),
            DOCUMENTS.patchProcedure(),
            DOCUMENTS.configurationStandards(),
            DOCUMENTS.riskAnalyses(),
            DOCUMENTS.thirdPartyPolicy(),
            DOCUMENTS.disclosureProcedure(),
            DOCUMENTS.testers(),
            DOCUMENTS.figureReports(),
            DOCUMENTS.boardReports());
    static final Evaluation EVALUATION = evaluation();
    static final Assessments ASSESSMENTS = new Assessments(CATALOGUE, EVALUATION, population());

    private Asking() {}

    static CheckResult ask(Question question) {
        return Objects.requireNonNull(EVALUATION.ask(question).get(question));
    }

    /** The whole population, streamed. */
    static List<Item> items(Question question) {
        List<Item> items = new ArrayList<>();
        new TransactionTemplate(new JdbcTransactionManager(SOURCE))
                .executeWithoutResult(status -> ASSESSMENTS.population(question, items::add));
        return items;
    }

    private static Population population() {
        return new Population(JdbcClient.create(SOURCE), MAPPING, CATALOGUE);
    }

    private static Evaluation evaluation() {
        return new Evaluation(
                CHECKS,
                CATALOGUE,
                population(),
                new Received(JdbcClient.create(SOURCE)),
                Parameters.in(CATALOGUE, JdbcClient.create(SOURCE)));
    }
}
