package io.exhibit.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What examiners may see: asked of every request of a person of that role before anything answers it. */
public interface ExaminerGate {

    Answer judge(UUID examiner, HttpServletRequest request);

    /** The scopes in which they may look at pages. */
    Predicate<String> scopes(UUID examiner);

    /** Whether they may follow a link of Exhibit, as it stands. */
    boolean opens(UUID examiner, String link);

    /** Open, refused, or another address to go to instead. */
    record Answer(boolean open, @Nullable String instead) {

        public static final Answer OPEN = new Answer(true, null);
        public static final Answer REFUSED = new Answer(false, null);

        public static Answer go(String address) {
            return new Answer(false, address);
        }
    }
}
