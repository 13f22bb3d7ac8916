package io.exhibit.packs;

import io.exhibit.packs.EvidencePack.State;
import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

/** The packs there are. */
interface Packs extends Repository<EvidencePack, UUID> {

    EvidencePack save(EvidencePack pack);

    Optional<EvidencePack> findById(UUID id);

    List<EvidencePack> findAllByOrderByIdDesc(Limit limit);

    List<EvidencePack> findByIdLessThanOrderByIdDesc(UUID id, Limit limit);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT p FROM EvidencePack p WHERE p.id = :id")
    Optional<EvidencePack> findForUpdate(UUID id);

    // Nobody holds a pack for longer than until never: a clock that was ahead said so, and was set right since.
    // -2 is Hibernate's word for SKIP LOCKED: a pack that another replica is taking up is passed over.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = "-2"))
    @Query("""
            SELECT p FROM EvidencePack p
             WHERE p.state IN :states AND (p.leasedUntil IS NULL OR p.leasedUntil <= :now OR p.leasedUntil > :never)
             ORDER BY p.requestedAt, p.id
            """)
    List<EvidencePack> findDue(Collection<State> states, Instant now, Instant never, Limit limit);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = "-2"))
    @Query(
            "SELECT p FROM EvidencePack p WHERE p.state IN :states AND p.draft.draftedAt <= :before ORDER BY p.draft.draftedAt, p.id")
    List<EvidencePack> findLapsed(Collection<State> states, Instant before, Limit limit);

    /** Sealed packs that took the place of any of these. */
    @Query("SELECT p FROM EvidencePack p WHERE p.superseding.supersedes IN :packs AND p.state = SEALED")
    List<EvidencePack> findSuccessors(Collection<UUID> packs);

    /** Packs of a framework that were sealed before a moment, the latest first. */
    @Query(
            "SELECT p FROM EvidencePack p WHERE p.framework = :framework AND p.state = SEALED AND p.sealedAt < :before ORDER BY p.sealedAt DESC, p.id DESC")
    List<EvidencePack> findSealedBefore(String framework, Instant before, Limit limit);
}
