package io.exhibit.findings;

import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Period;
import io.exhibit.kernel.Written;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The story of one finding: every date with its source, every episode with its proof, every regulator's clock. */
@Controller
class FindingStoryPages {

    private static final Duration MARGIN = Duration.ofDays(7);
    private static final Duration SOON = Duration.ofDays(30);
    private static final Duration LONGEST_BEFORE = Duration.ofDays(120);

    private final FindingStoryStore stories;
    private final TimelineStore timeline;
    private final KnownExploited exploited;
    private final ExploitScores scores;
    private final FindingDecisions decisions;
    private final FindingStoryBases bases;
    private final Clock clock;

    FindingStoryPages(
            FindingStoryStore stories,
            TimelineStore timeline,
            KnownExploited exploited,
            ExploitScores scores,
            FindingDecisions decisions,
            FindingStoryBases bases,
            Clock clock) {
        this.bases = bases;
        this.decisions = decisions;
        this.stories = stories;
        this.timeline = timeline;
        this.exploited = exploited;
        this.scores = scores;
        this.clock = clock;
    }

    /** One regulator's lane in the picture. */
    record Line(Profile profile, TimelineStanding standing, Drawing drawing) {}

    @GetMapping("/findings/{id}")
    String story(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String known,
            Model model) {
        UUID finding = NotFound.idOf("finding", id);
        AsOf at = AsOf.read(asOf, known, clock);
        Optional<UUID> other = stories.goesOnAs(finding, at);
        if (other.isPresent()) {
            return "redirect:"
                    + UriComponentsBuilder.fromPath("/findings/{id}")
                            .queryParamIfPresent("asOf", Optional.ofNullable(asOf))
                            .queryParamIfPresent("known", Optional.ofNullable(known))
                            .encode()
                            .buildAndExpand(other.get());
        }
        FindingStory story = stories.story(finding, at);
        Period always = new Period(Instant.EPOCH, at.at().plus(Duration.ofDays(3660)));
        List<Told> told = told(at, always, finding);
        List<TimelineRow> rows = told.stream().map(Told::row).toList();
        TimelineRow row = rows.stream().findFirst().orElseThrow(() -> new NotFound("finding"));
        var picture = new TimelinePicture(life(rows, at.at()), at.at(), at.isNow() ? "today" : Written.day(at.at()));
        model.addAttribute("story", story);
        model.addAttribute("row", row);
        model.addAttribute("moments", row.moments());
        model.addAttribute(
                "exploited", exploited.of(row.finding().vulnerability(), at).orElse(null));
        model.addAttribute("catalogue", exploited.lastBy(at.known()).orElse(null));
        model.addAttribute(
                "epss", scores.of(row.finding().vulnerability(), at.at()).orElse(null));
        model.addAttribute("scores", scores.lastBy(at.at()).orElse(null));
        decisions.tell(
                model, finding, row.finding().vulnerability(), story.head().target(), at.at());
        model.addAttribute("bases", bases.of(finding, at.at()));
        model.addAttribute("at", at.at());
        model.addAttribute("soon", at.at().plus(SOON));
        model.addAttribute("axis", picture.axis());
        model.addAttribute("key", TimelinePicture.key());
        model.addAttribute("lines", lines(story, told, picture, at.at()));
        return "findings/finding";
    }

    /** The finding by one regulator's clock. */
    private record Told(Profile profile, TimelineRow row) {}

    private List<Told> told(AsOf at, Period always, UUID finding) {
        return Arrays.stream(Profile.values())
                .flatMap(profile -> timeline.story(TimelineQuestion.about(profile, always, at), finding).stream()
                        .map(row -> new Told(profile, row)))
                .toList();
    }

    private static List<Line> lines(FindingStory story, List<Told> told, TimelinePicture picture, Instant at) {
        List<Profile> running =
                story.standing().stream().map(FindingStory.Clock::profile).toList();
        return told.stream()
                .filter(lane ->
                        running.contains(lane.profile()) || (running.isEmpty() && lane.profile() == Profile.DORA))
                .map(lane -> line(lane.profile(), lane.row().lane(at), picture))
                .toList();
    }

    private static Line line(Profile profile, TimelineLane lane, TimelinePicture picture) {
        return new Line(profile, lane.clock().standing(), picture.lane(lane));
    }

    /** From a little before the first date to a little after the last; what was long before is an arrow at the edge. */
    private static Period life(List<TimelineRow> rows, Instant now) {
        Instant detected = rows.getFirst().finding().firstDetectedAt();
        Instant first = rows.stream()
                .flatMap(row -> Stream.concat(
                        row.moments().stream().map(TimelineMoment::at),
                        Stream.of(row.spell().dueAt())))
                .filter(Objects::nonNull)
                .filter(at -> at.isAfter(detected.minus(LONGEST_BEFORE)))
                .min(Instant::compareTo)
                .orElse(detected);
        Instant last = rows.stream()
                .flatMap(row -> Stream.of(row.spell().dueAt(), row.spell().closedAt(), now))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(now);
        return new Period(first.minus(MARGIN), last.plus(MARGIN));
    }
}
