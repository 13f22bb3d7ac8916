package io.exhibit.estate;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The rules that give images, namespaces and repositories to systems. */
interface AttributionRules extends Repository<AttributionRule, UUID> {

    AttributionRule save(AttributionRule rule);

    void delete(AttributionRule rule);

    Optional<AttributionRule> findById(UUID id);

    List<AttributionRule> findAllByOrderByKindAscPatternAsc();
}
