package io.exhibit.ledger;

import io.exhibit.kernel.Passing;
import io.exhibit.kernel.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads what was committed, recomputes it and signs the whole, every few seconds. What it signed last it keeps for itself; it signs
 * nothing that does not begin with it, and raises the alarm instead.
 */
@Component
class Signer {

    private static final Logger LOG = LoggerFactory.getLogger(Signer.class);

    /** Entries signed at once at the most, so that a long backlog does not keep the first of it waiting. */
    private static final long MOST = 10_000;

    private final Settings settings;
    private final Ledger ledger;
    private final Examination examination;
    private final Checkpoints checkpoints;
    private final Subtrees subtrees;
    private final Alarm alarm;
    private final TransactionOperations transaction;

    Signer(
            Settings settings,
            Ledger ledger,
            Examination examination,
            Checkpoints checkpoints,
            Subtrees subtrees,
            Alarm alarm,
            TransactionOperations transaction) {
        this.settings = settings;
        this.ledger = ledger;
        this.examination = examination;
        this.checkpoints = checkpoints;
        this.subtrees = subtrees;
        this.alarm = alarm;
        this.transaction = transaction;
    }

    /** Dir: where the signer keeps its key and its state; empty: this process does not sign. Origin: the name it signs in. */
    @ConfigurationProperties("exhibit.signer")
    record Settings(
            @DefaultValue("") String dir, @DefaultValue("") String origin) {}

    /** Signs what is new, if anything is; after an alarm nothing any more. */
    @Scheduled(fixedDelayString = "${exhibit.signer.every:PT2S}")
    void sign() {
        if (settings.dir().isBlank() || alarm.raised().isPresent()) {
            return;
        }
        try (SignerDirectory directory = SignerDirectory.open(settings.dir())) {
            sign(directory);
        } catch (Inconsistent found) {
            alarm.raise(String.valueOf(found.getMessage()));
        } catch (DataAccessException | TransactionException failed) {
            judge(failed);
        } catch (IOException failed) {
            LOG.error("The signer cannot use {}; nothing is signed until it can", settings.dir(), failed);
        }
    }

    private void judge(RuntimeException failed) {
        Optional<String> damage = Damage.named(failed);
        if (damage.isPresent()) {
            alarm.raise(damage.get());
        } else if (Passing.isPassing(failed)) {
            LOG.warn("The signer cannot reach the database; it tries again", failed);
        } else {
            throw failed;
        }
    }

    private void sign(SignerDirectory directory) throws IOException {
        Optional<Checkpoints.Published> newest = checkpoints.newest();
        Optional<SignerState.Signed> last = directory.state().read();
        compare(last, newest);
        NoteKey key = directory.key(settings.origin(), last.isPresent() || newest.isPresent());
        Frontier frontier = last.map(SignerState.Signed::frontier).orElseGet(Frontier::new);
        long to = Math.min(ledger.size(), frontier.size() + MOST);
        if (to < frontier.size()) {
            throw new Inconsistent("The ledger has " + to + " entries, and " + frontier.size()
                    + " were signed: the end is missing, perhaps an older copy of the database was put back.");
        }
        Optional<Checkpoint> unpublished = last.map(SignerState.Signed::checkpoint)
                .filter(own -> newest.isEmpty() || newest.get().checkpoint().size() < own.size());
        if (last.isPresent() && (unpublished.isPresent() || to > frontier.size())) {
            confirm(last.get(), key);
        }
        unpublished.ifPresent(own -> checkpoints.publish(own, key.verifier()));
        if (to > frontier.size()) {
            extend(directory, key, frontier, to);
        }
    }

    /** Nothing is built on what was signed last unless it is still there: an older copy may have been put back and gone on. */
    private void confirm(SignerState.Signed last, NoteKey key) {
        Checkpoint own = last.checkpoint();
        if (!NoteVerifier.read(key.verifier()).verifies(own.note())) {
            throw new Inconsistent(
                    "What the signer remembers of " + own.size() + " entries is not signed with its key.");
        }
        if (!subtrees.rootOf(own.size()).filter(own.root()::equals).isPresent()) {
            throw new Inconsistent(
                    "The first " + own.size() + " entries are not those that were signed: perhaps an older copy"
                            + " of the database was put back, and others were recorded since.");
        }
    }

    private void extend(SignerDirectory directory, NoteKey key, Frontier frontier, long to) throws IOException {
        List<Subtrees.Row> complete = new ArrayList<>();
        examination.examine(
                frontier.size(),
                to,
                leafHash -> frontier.add(leafHash, (level, index, root) -> {
                    if (level > 0 && level % Subtrees.TILE == 0) {
                        complete.add(new Subtrees.Row(level / Subtrees.TILE, index, root));
                    }
                }));
        subtrees.add(complete);
        Checkpoint checkpoint = Checkpoint.signed(key, to, frontier.root());
        // First for itself, then for the others: what was published is never unknown to who signed it.
        directory.state().write(new SignerState.Signed(checkpoint, frontier));
        transaction.executeWithoutResult(status -> checkpoints.publish(checkpoint, key.verifier()));
    }

    /** The signer's own memory and what was published must tell one story. */
    private static void compare(Optional<SignerState.Signed> last, Optional<Checkpoints.Published> newest) {
        if (newest.isEmpty()) {
            return;
        }
        Checkpoint published = newest.get().checkpoint();
        if (last.isEmpty()) {
            throw new Inconsistent("The signer has no memory of what it signed, and a checkpoint of " + published.size()
                    + " entries was published: its folder was lost or is another's.");
        }
        Checkpoint own = last.get().checkpoint();
        Sha256 root = last.get().frontier().root();
        if (own.size() < published.size()) {
            throw new Inconsistent("The signer remembers " + own.size() + " entries, and " + published.size()
                    + " were published: an older copy of its folder was put back, or somebody else signs.");
        }
        if (!root.equals(own.root())
                || (own.size() == published.size() && !own.root().equals(published.root()))) {
            throw new Inconsistent(
                    "The signer remembers another tree of " + own.size() + " entries than was published.");
        }
    }
}
