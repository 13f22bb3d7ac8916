package io.exhibit.access;

import io.exhibit.kernel.InvalidRequest;
import java.util.Arrays;

/** What a machine's token may do; scope is its name on the outside. */
public enum Permission {
    SCANS_WRITE("scans:write"),
    EVENTS_WRITE("events:write"),
    DEPLOYMENTS_WRITE("deployments:write"),
    VEX_WRITE("vex:write"),
    ATTESTATIONS_WRITE("attestations:write"),
    READ("read"),
    PACKS_WRITE("packs:write"),
    LEDGER_READ("ledger:read"),
    REFERENCE_WRITE("reference:write");

    private final String scope;

    Permission(String scope) {
        this.scope = scope;
    }

    public String scope() {
        return scope;
    }

    /** The name Spring Security knows it by. */
    public String authority() {
        return "SCOPE_" + scope;
    }

    static Permission of(String scope) {
        return Arrays.stream(values())
                .filter(permission -> permission.scope.equals(scope))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("There is no scope " + scope + "."));
    }
}
