package io.exhibit.assessment;

import io.exhibit.documents.Topic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which documents are asked for, and how old one may be: they differ in nothing else. */
@Configuration(proxyBeanMethods = false)
class DocumentChecks {

    private static final Check.Noun DOCUMENT = new Check.Noun("document", "documents", "on file or expected");
    private static final Check.Noun ATTESTATION = new Check.Noun("attestation", "attestations", "on file or expected");
    private static final Check.Noun REPORT = new Check.Noun("series of reports", "series of reports", "expected");

    @Bean
    Check vulnerabilityProcedure() {
        return document("C24-a", Topic.VULNERABILITY_PROCEDURE);
    }

    @Bean
    Check patchProcedure() {
        return document("C24-b", Topic.PATCH_PROCEDURE);
    }

    @Bean
    Check configurationStandards() {
        return document("C24-c", Topic.CONFIGURATION_STANDARD);
    }

    @Bean
    Check riskAnalyses() {
        return document("C24-d", Topic.RISK_ANALYSIS);
    }

    @Bean
    Check thirdPartyPolicy() {
        return document("C24-e", Topic.THIRD_PARTY_POLICY);
    }

    @Bean
    Check disclosureProcedure() {
        return document("C24-f", Topic.DISCLOSURE_PROCEDURE);
    }

    @Bean
    Check testers() {
        return new DocumentCheck("C26", Topic.TESTERS, ATTESTATION, "document_review_days", DocumentCheck.BY_ITSELF);
    }

    @Bean
    Check figureReports() {
        return report("C28", Topic.FIGURES, "figures_report_days");
    }

    @Bean
    Check boardReports() {
        return report("C28-b", Topic.BOARD_REPORT, "board_report_days");
    }

    private static Check document(String id, Topic topic) {
        return new DocumentCheck(id, topic, DOCUMENT, "document_review_days", DocumentCheck.BY_ITSELF);
    }

    private static Check report(String id, Topic topic, String days) {
        return new DocumentCheck(id, topic, REPORT, days, DocumentCheck.ONE_AFTER_THE_OTHER);
    }
}
