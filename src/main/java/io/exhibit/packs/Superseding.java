package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/** Which sealed pack a new one takes the place of, with the digest of its archive, and why. */
@Embeddable
class Superseding {

    private UUID supersedes;
    private byte[] supersedesSha256;
    private String supersedesWhy;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Superseding() {}

    Superseding(UUID pack, Sha256 archive, String why) {
        this.supersedes = pack;
        this.supersedesSha256 = archive.bytes();
        this.supersedesWhy = why;
    }

    public UUID pack() {
        return supersedes;
    }

    public Sha256 archive() {
        return Sha256.ofBytes(supersedesSha256);
    }

    public String why() {
        return supersedesWhy;
    }
}
