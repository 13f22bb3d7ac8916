package io.exhibit.findings;

import io.exhibit.controls.Catalogue;
import io.exhibit.controls.ExceptionKind;
import io.exhibit.kernel.InvalidRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a request has to keep to: what its kind needs, and what the VEX statement says that it is to honour, which still has to stand. */
@Component
class ExceptionChecks {

    static final String COMPENSATING = "COMPENSATING_CONTROL";

    private final Catalogue catalogue;
    private final JdbcClient jdbc;
    private final VexClaims claims;
    private final ControlJudgements judgements;

    ExceptionChecks(Catalogue catalogue, JdbcClient jdbc, VexClaims claims, ControlJudgements judgements) {
        this.judgements = judgements;
        this.catalogue = catalogue;
        this.jdbc = jdbc;
        this.claims = claims;
    }

    ExceptionKind kind(String id) {
        return catalogue.exceptionKind(id).orElseThrow(() -> new InvalidRequest("Say of which kind it is."));
    }

    static void refuseMissingProof(ExceptionKind kind, ExceptionTerms terms) {
        String proof = kind.proof();
        if (proof != null && terms.proof().isBlank()) {
            throw new InvalidRequest("It needs proof. " + proof + ".");
        }
        if (kind.worksheet() != (terms.worksheet() != null)) {
            throw new InvalidRequest(
                    kind.worksheet()
                            ? "A compensating control needs its worksheet: what keeps the original control from being met, the control, what it is for and what of that it does, what risk is left, how it was validated and how it is kept working."
                            : "Only a compensating control has a worksheet.");
        }
    }

    /** The request with the statement named in its proof; one that honours none is as it was. */
    ExceptionRequest checked(ExceptionRequest request) {
        ExceptionKind kind = kind(request.kind());
        boolean known =
                catalogue.justifications().stream().anyMatch(one -> one.id().equals(request.justification()));
        if (kind.justified() != known) {
            throw new InvalidRequest(
                    kind.justified()
                            ? "Say why it is not affected, in one of the words of VEX."
                            : "Only what is not affected has a justification of VEX.");
        }
        refuseMissingProof(kind, request.terms());
        if (request.relies() != null) {
            if (!request.kind().equals(COMPENSATING)) {
                throw new InvalidRequest("Only a compensating control relies on a control that is judged here.");
            }
            request.relies().check(judgements);
        }
        return honouring(request);
    }

    private ExceptionRequest honouring(ExceptionRequest request) {
        UUID statement = request.statement();
        if (statement == null) {
            return request;
        }
        VexClaim claim = claims.one(statement);
        if (!request.kind().equals("NOT_AFFECTED") || !claim.isHonourable()) {
            throw new InvalidRequest(
                    "Only a statement that says \u201Cnot affected\u201D, and why in a word of VEX, can be honoured.");
        }
        if (!request.justification().equals(claim.reasons().justification())) {
            throw new InvalidRequest(
                    "The justification is the statement's: " + claim.reasons().justification() + ".");
        }
        List<String> names = claims.names(statement);
        request.vulnerabilities().stream()
                .filter(one -> !names.contains(one))
                .findFirst()
                .ifPresent(one -> {
                    throw new InvalidRequest("The statement does not speak of " + one + ".");
                });
        return new ExceptionRequest(
                request.kind(),
                request.justification(),
                request.vulnerabilities(),
                request.places(),
                request.terms().provenBy(words(claim)),
                statement,
                null);
    }

    /** Nobody approves what has been taken back in the meantime. */
    void refuseFallen(UUID exception, int term) {
        boolean fallen = jdbc.sql("""
                SELECT e.statement_id IS NOT NULL
                       AND NOT EXISTS (SELECT 1
                                         FROM findings.pub_exception_cover c
                                        WHERE c.exception_id = e.id AND c.term = :term AND c.valid_until = c.expires_at)
                  FROM findings.exception e
                 WHERE e.id = :id
                """)
                .param("id", exception)
                .param("term", term)
                .query(Boolean.class)
                .single();
        if (fallen) {
            throw new InvalidRequest(
                    "The statement that it rests on no longer stands, or is about nothing that is there any more.");
        }
    }

    /** Nobody approves what relies on a control that is judged not satisfied now. */
    void refuseFailed(UUID exception) {
        jdbc.sql("SELECT control, control_scope FROM findings.exception WHERE id = :id")
                .param("id", exception)
                .query((row, n) ->
                        Optional.ofNullable(Reliance.of(row.getString("control"), row.getString("control_scope"))))
                .single()
                .ifPresent(relies -> relies.refuseFailed(judgements));
    }

    private static String words(VexClaim claim) {
        VexClaim.Source source = claim.source();
        return "VEX statement by " + source.author() + " of "
                + (source.statedAt() == null ? "an unknown day" : source.statedAt())
                + (source.document().isEmpty() ? "" : " in " + source.document())
                + ", received with ledger entry " + source.entry() + ".";
    }
}
