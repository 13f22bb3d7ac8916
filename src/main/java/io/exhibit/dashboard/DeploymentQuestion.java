package io.exhibit.dashboard;

import io.exhibit.estate.Scope;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of the list of deployments, of images that never ran, and of clusters. */
record DeploymentQuestion(
        String search,
        Show show,
        String cluster,
        String scope,
        AsOf asOf,
        @Nullable Cursor after,
        Asked asked) {

    /** As it came in the address. */
    record Asked(
            @Nullable String q,
            @Nullable String show,
            @Nullable String cluster,
            @Nullable String scope,
            @Nullable String asOf,
            @Nullable String cursor) {}

    /** Which of them. */
    enum Show {
        RUNNING("", "what runs"),
        UNSCANNED("unscanned", "runs, but was never scanned"),
        TAG_ONLY("tag-only", "runs, known by its tag only"),
        ENDED("ended", "what has ended"),
        ALL("all", "everything that ever ran");

        private final String word;
        private final String name;

        Show(String word, String name) {
            this.word = word;
            this.name = name;
        }

        static List<Choice> choices() {
            return List.of(values()).stream()
                    .map(show -> new Choice(show.word, show.name))
                    .toList();
        }

        private static Show of(String word) {
            for (Show show : values()) {
                if (show.word.equals(word)) {
                    return show;
                }
            }
            throw new InvalidRequest("show is running (left out), unscanned, tag-only, ended or all.");
        }
    }

    static DeploymentQuestion of(Asked asked, Clock clock) {
        String cursor = plain(asked.cursor());
        return new DeploymentQuestion(
                plain(asked.q()),
                Show.of(plain(asked.show())),
                plain(asked.cluster()),
                Scope.parse(plain(asked.scope())).text(),
                AsOf.read(asked.asOf(), clock),
                cursor.isEmpty() ? null : Cursor.read(cursor),
                asked);
    }

    private static String plain(@Nullable String text) {
        return text == null ? "" : Text.clean(text, 600).strip();
    }

    /** The same at another time. */
    DeploymentQuestion at(AsOf then) {
        return new DeploymentQuestion(search, show, cluster, scope, then, after, asked);
    }

    /** The same question at an address. */
    Address at(String path) {
        return Address.of(path)
                .with("q", search)
                .with("show", plain(asked.show()))
                .with("cluster", cluster)
                .with("scope", plain(asked.scope()))
                .with("asOf", plain(asked.asOf()));
    }

    public boolean isFiltered() {
        return !search.isEmpty() || !cluster.isEmpty() || show != Show.RUNNING || !scope.equals("all");
    }
}
