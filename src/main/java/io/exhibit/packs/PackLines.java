package io.exhibit.packs;

import io.exhibit.controls.Catalogue;
import io.exhibit.controls.Framework;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.Visible;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts packs into the words that pages show. */
@Component
class PackLines {

    private static final List<String> GENERAL =
            Scope.general().stream().map(Scope::text).toList();

    private final Catalogue catalogue;
    private final CoverageFigures figures;

    PackLines(Catalogue catalogue, CoverageFigures figures) {
        this.catalogue = catalogue;
        this.figures = figures;
    }

    /** A pack in words; digests are empty, and the ledger's index is 0, until it is sealed. */
    record Line(
            UUID id,
            String framework,
            String notice,
            String scope,
            String period,
            Instant asOf,
            long ledgerSize,
            String state,
            String badge,
            boolean sealed,
            boolean finished,
            boolean resting,
            String step,
            int progress,
            String error,
            String requestedBy,
            Instant requestedAt,
            String pdf,
            String zip,
            long entry,
            Instant sealedAt,
            boolean demo,
            @Nullable ReportSignature signature) {}

    Line of(PackView pack) {
        Framework framework = catalogue.find(pack.framework()).orElse(null);
        return new Line(
                pack.id(),
                framework == null ? pack.framework() : BasisWords.title(framework),
                framework == null ? "" : framework.notice(),
                BasisWords.scope(pack.scope()),
                BasisWords.period(pack.period()),
                pack.asOf(),
                pack.ledgerSize(),
                state(pack.state()),
                badge(pack.state()),
                pack.isSealed(),
                pack.isFinal(),
                pack.isFinal() || pack.isAwaitingPeople(),
                pack.step(),
                pack.progress(),
                pack.error().orElse(""),
                Visible.line(pack.requestedBy()),
                pack.requestedAt(),
                pack.pdf().map(Sha256::hex).orElse(""),
                pack.zip().map(Sha256::hex).orElse(""),
                pack.entryIndex().orElse(0L),
                pack.sealedAt().orElse(pack.requestedAt()),
                pack.demo(),
                pack.signature().orElse(null));
    }

    private static String state(EvidencePack.State state) {
        return switch (state) {
            case REQUESTED -> "waiting";
            case WORKING -> "being made";
            case DRAFT -> "draft, to be reviewed";
            case REVIEWED -> "draft, to be approved";
            case APPROVED, SEALING -> "being sealed";
            case SEALED -> "sealed";
            case RETURNED -> "sent back";
            case DECLINED -> "declined";
            case WITHDRAWN -> "withdrawn";
            case LAPSED -> "lapsed";
            case FAILED -> "failed";
        };
    }

    private static String badge(EvidencePack.State state) {
        return switch (state) {
            case REQUESTED, WORKING, APPROVED, SEALING -> "info";
            case DRAFT, REVIEWED -> "soon";
            case SEALED -> "ok";
            case FAILED -> "late";
            case RETURNED, DECLINED, WITHDRAWN, LAPSED -> "none";
        };
    }

    /** What a pack can be about: everything, a regulatory tag, one system. */
    List<Choice> scopes() {
        List<Choice> choices = new ArrayList<>();
        GENERAL.forEach(scope -> choices.add(new Choice(scope, BasisWords.scope(scope))));
        figures.codes().forEach(code -> choices.add(new Choice("system:" + code, BasisWords.scope("system:" + code))));
        return choices;
    }
}
