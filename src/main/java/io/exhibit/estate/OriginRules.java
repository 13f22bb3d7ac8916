package io.exhibit.estate;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The patterns that say who makes the images of which repository. */
interface OriginRules extends Repository<OriginRule, UUID> {

    OriginRule save(OriginRule rule);

    void delete(OriginRule rule);

    Optional<OriginRule> findById(UUID id);

    Optional<OriginRule> findByPattern(String pattern);

    List<OriginRule> findByVendorId(UUID vendorId);

    void flush();
}
