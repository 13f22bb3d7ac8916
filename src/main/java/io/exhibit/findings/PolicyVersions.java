package io.exhibit.findings;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** All versions of the policies. */
interface PolicyVersions extends Repository<Policy, Integer> {

    Optional<Policy> findById(int version);

    List<Policy> findAllByOrderByVersionDesc();

    List<Policy> findByKindOrderByVersionDesc(Policy.Kind kind);

    /** At once: what refers to it is written with SQL. */
    Policy saveAndFlush(Policy policy);
}
