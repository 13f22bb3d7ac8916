package io.exhibit.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.exhibit.controls.FrameworkId;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.Period;
import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Receipt;
import io.exhibit.packs.EvidencePack.State;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EvidencePackTests {

    private static final Instant NOW = Instant.parse("2026-10-04T08:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Sha256 DIGEST = Sha256.of(new byte[] {1});

    private final EvidencePack pack = EvidencePack.request(
            new UUID(1, 2),
            new PackOrder(new FrameworkId("PCI-DSS"), Scope.parse("all"), new Period(NOW.minusSeconds(9), NOW), NOW),
            42,
            new EvidencePack.Requester("mara@bank.example", NOW, false));

    @Test
    void isTakenUpOnceAtATime() {
        pack.claim(NOW, LATER);
        assertThat(pack.view().state()).isEqualTo(State.WORKING);
        assertThatThrownBy(() -> pack.claim(NOW, LATER)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isTakenUpAgainWhenItsLeaseHasLapsedFromTheBeginning() {
        pack.claim(NOW, LATER);
        pack.advance(1, "Printing the report", 40, LATER);
        assertThat(pack.claim(LATER, LATER.plusSeconds(60))).isTrue();
        assertThat(pack.view())
                .returns(0, PackView::progress)
                .returns(2, PackView::attempts)
                .returns(42L, PackView::ledgerSize);
    }

    @Test
    void isTakenUpAgainWhenItIsHeldForLongerThanAnybodyHoldsOne() {
        pack.claim(NOW.plusSeconds(86_400), NOW.plusSeconds(86_460));
        assertThat(pack.claim(NOW, LATER)).isTrue();
    }

    @Test
    void listensToItsHolderOnly() {
        pack.claim(NOW, LATER);
        pack.claim(LATER, LATER.plusSeconds(60));
        assertThatThrownBy(() -> pack.advance(1, "x", 50, LATER)).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> pack.seal(1, DIGEST, DIGEST, receipt())).isInstanceOf(LeaseLost.class);
        pack.advance(2, "x", 50, LATER);
        assertThat(pack.view().progress()).isEqualTo(50);
    }

    @Test
    void failsWhenItWasCutOffTooOften() {
        for (int i = 0; i < EvidencePack.MOST_ATTEMPTS; i++) {
            assertThat(pack.claim(NOW.plusSeconds(100L * i), NOW.plusSeconds(100L * i + 60)))
                    .isTrue();
        }
        assertThat(pack.claim(NOW.plusSeconds(999), NOW.plusSeconds(1059))).isFalse();
        assertThat(pack.view().state()).isEqualTo(State.FAILED);
        assertThat(pack.view().error())
                .hasValueSatisfying(error -> assertThat(error).contains("cut off 3 times"));
    }

    @Test
    void countsNoAttemptWhenItIsGivenBack() {
        pack.claim(NOW, LATER);
        pack.release(1, "Stopped with the application", NOW);
        assertThat(pack.view()).returns(State.REQUESTED, PackView::state).returns(0, PackView::attempts);
    }

    @Test
    void isNeverChangedOnceSealed() {
        pack.claim(NOW, LATER);
        pack.seal(1, DIGEST, DIGEST, receipt());
        assertThat(pack.view()).returns(State.SEALED, PackView::state).returns(100, PackView::progress);
        assertThatThrownBy(() -> pack.fail(1, "no")).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(() -> pack.claim(LATER.plusSeconds(999), LATER.plusSeconds(1059)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Receipt receipt() {
        return new Receipt(77, DIGEST, LATER, "leaf");
    }
}
