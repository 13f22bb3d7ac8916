package io.exhibit.access;

import java.util.Set;
import java.util.UUID;

/** A pipeline or sensor that came with a valid token. */
public record Machine(UUID tokenId, String name, Set<Permission> permissions) {

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}
