package io.exhibit.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The tokens of machines. */
interface Tokens extends Repository<Token, UUID> {

    Token save(Token token);

    Optional<Token> findById(UUID id);

    List<Token> findAllByOrderByCreatedAtDesc();
}
