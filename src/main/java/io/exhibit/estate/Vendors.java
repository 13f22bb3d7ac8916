package io.exhibit.estate;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Those who make images for the bank, or for everybody. */
interface Vendors extends Repository<Vendor, UUID> {

    Vendor save(Vendor vendor);

    Optional<Vendor> findByCode(String code);

    Optional<Vendor> findById(UUID id);
}
