package io.exhibit.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The tokens of machines. */
interface Tokens extends Repository<Token, UUID> {

    Token save(Token token);

    Optional<Token> findById(UUID id);

    Optional<Token> findBySecretHash(byte[] secretHash);

    List<Token> findAllByOrderByCreatedAtDesc();

    long count();

    /** Minute by minute is enough to see that a token is in use, and spares a write for each request. */
    @Modifying
    @Transactional
    @Query("UPDATE Token t SET t.lastUsedAt = :now WHERE t.id = :id")
    void used(UUID id, Instant now);
}
