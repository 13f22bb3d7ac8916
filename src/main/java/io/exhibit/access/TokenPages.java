package io.exhibit.access;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The tokens of pipelines and sensors: issued with a name, scopes and an end; shown once; taken back at once. */
@Controller
class TokenPages {

    private static final String PAGE = "access/tokens";

    private final MachineTokens machineTokens;
    private final Tokens tokens;
    private final Clock clock;

    TokenPages(MachineTokens machineTokens, Tokens tokens, Clock clock) {
        this.machineTokens = machineTokens;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A token as the list shows it; state is valid, expired or revoked. */
    record Line(Token token, List<String> scopes, String state) {

        public UUID id() {
            return token.id();
        }

        public String name() {
            return token.name();
        }

        public String hint() {
            return token.hint();
        }

        public Instant createdAt() {
            return token.createdAt();
        }

        public Instant expiresAt() {
            return token.expiresAt();
        }

        public @Nullable Instant lastUsedAt() {
            return token.lastUsedAt();
        }

        public @Nullable Instant revokedAt() {
            return token.revokedAt();
        }
    }

    /** A scope as the form offers it. */
    record Offer(String scope, String meaning, boolean chosen) {}

    /** What was entered about a new token. */
    record Entry(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable String days) {

        static final Entry NONE = new Entry("", List.of(Permission.SCANS_WRITE.scope()), "90");

        String text() {
            return name == null ? "" : Text.clean(name, 1000).strip();
        }

        Set<Permission> permissions() {
            Set<Permission> permissions = EnumSet.noneOf(Permission.class);
            if (scopes != null) {
                scopes.forEach(scope -> permissions.add(Permission.of(Text.clean(scope, 40))));
            }
            return permissions;
        }

        Duration valid() {
            try {
                return Duration.ofDays(Integer.parseInt(days == null ? "" : days.strip()));
            } catch (NumberFormatException unreadable) {
                throw new InvalidRequest("A token is valid for 1 to 366 days, written as a number.");
            }
        }
    }

    @GetMapping("/tokens")
    String list(Model model) {
        return show(model, Entry.NONE);
    }

    @PostMapping("/tokens")
    String issue(Entry entry, Model model, HttpServletRequest request, HttpServletResponse response) {
        try {
            Set<Permission> permissions = entry.permissions();
            model.addAttribute(
                    "secret", machineTokens.issue(entry.text(), permissions, entry.valid(), Callers.current()));
            model.addAttribute("issued", entry.text());
            String host =
                    ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
            model.addAttribute(
                    "calls",
                    permissions.stream()
                            .map(permission -> call(permission, host))
                            .toList());
            return show(model, Entry.NONE);
        } catch (InvalidRequest refused) {
            response.setStatus(refused.status());
            model.addAttribute("refused", refused.detail());
            return show(model, entry);
        }
    }

    @PostMapping("/tokens/{id}/revoke")
    String revoke(@PathVariable UUID id, RedirectAttributes after) {
        machineTokens.revoke(id, Callers.current());
        after.addFlashAttribute("done", "The token is revoked: the next request that brings it is refused.");
        return "redirect:/tokens";
    }

    private String show(Model model, Entry entry) {
        model.addAttribute("entry", entry);
        model.addAttribute(
                "offers",
                List.of(Permission.values()).stream()
                        .map(permission -> offer(permission, entry))
                        .toList());
        Instant now = clock.instant();
        model.addAttribute(
                "lines",
                tokens.findAllByOrderByCreatedAtDesc().stream()
                        .map(token -> line(token, now))
                        .toList());
        return PAGE;
    }

    private static Line line(Token token, Instant now) {
        List<String> scopes =
                token.permissions().stream().map(Permission::scope).toList();
        String state = token.revokedAt() != null ? "revoked" : token.isValid(now) ? "valid" : "expired";
        return new Line(token, scopes, state);
    }

    private static Offer offer(Permission permission, Entry entry) {
        String meaning = switch (permission) {
            case SCANS_WRITE -> "post scan reports";
            case EVENTS_WRITE -> "post runtime events";
            case DEPLOYMENTS_WRITE -> "post what runs in a cluster";
            case VEX_WRITE -> "post VEX documents";
            case ATTESTATIONS_WRITE -> "post signatures and attestations of images";
            case READ -> "read alerts, controls, packs and every submission";
            case PACKS_WRITE -> "ask for evidence packs";
            case LEDGER_READ -> "watch the ledger: checkpoints, tiles and proofs";
            case REFERENCE_WRITE -> "load reference data: known exploited vulnerabilities, EPSS, ends of support";
        };
        boolean chosen = entry.scopes() != null && entry.scopes().contains(permission.scope());
        return new Offer(permission.scope(), meaning, chosen);
    }

    /** How a machine uses what it was just given, against the host that the administrator looks at. */
    private static String call(Permission permission, String host) {
        String curl = "curl --fail-with-body -H \"Authorization: Bearer $EXHIBIT_TOKEN\" ";
        String json = "-H \"Content-Type: application/json\" \\\n     ";
        return switch (permission) {
            case SCANS_WRITE ->
                curl + json + "--data-binary @report.json \"" + host
                        + "/api/v1/scans?environment=production&wait=30s\"";
            case EVENTS_WRITE -> curl + json + "--data-binary @events.json \"" + host + "/api/v1/events\"";
            case DEPLOYMENTS_WRITE ->
                "kubectl get pods -A -o json | jq 'del(.items[].spec, .items[].metadata.annotations)' | gzip | " + curl
                        + "\\\n     --data-binary @- \"" + host
                        + "/api/v1/deployments?cluster=production-1&complete=true&observedAt=$(date -u +%FT%TZ)&wait=30s\"";
            case VEX_WRITE -> curl + json + "--data-binary @product.openvex.json \"" + host + "/api/v1/vex?wait=30s\"";
            case ATTESTATIONS_WRITE ->
                "cosign download attestation \"$IMAGE\" | " + curl + json + "--data-binary @- \"" + host
                        + "/api/v1/attestations?wait=30s\"";
            case READ -> curl + "\"" + host + "/api/v1/controls\"";
            case PACKS_WRITE -> curl + json + "--data @pack.json \"" + host + "/api/v1/packs\"";
            case LEDGER_READ -> curl + "\"" + host + "/checkpoint\"";
            case REFERENCE_WRITE -> curl + json + "--data-binary @kev.json \"" + host + "/api/v1/reference/kev\"";
        };
    }
}
