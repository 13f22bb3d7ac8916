package io.exhibit.estate;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The systems of the bank. */
interface Systems extends Repository<RegulatedSystem, UUID> {

    RegulatedSystem save(RegulatedSystem system);

    void flush();

    Optional<RegulatedSystem> findByCode(String code);

    Optional<RegulatedSystem> findById(UUID id);

    List<RegulatedSystem> findAllByOrderByCode();
}
