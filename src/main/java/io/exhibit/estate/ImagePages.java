package io.exhibit.estate;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Csv;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Parts;
import io.exhibit.kernel.Text;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The images of the estate, and each with what is in it and where it ran. */
@Controller
class ImagePages {

    private static final int ROOM = 50;
    private static final int SOME = 1000;
    private static final int COMPONENTS = 100;
    private static final int SOURCES = 20;
    private static final int STAYS = 200;
    private static final int STATEMENTS = 50;
    private static final int FARTHEST = 1_000_000;

    private static final List<Choice> SHOWS = List.of(
            new Choice("", "every image"),
            new Choice("running", "those that run"),
            new Choice("tag-only", "known by tag only"),
            new Choice("unowned", "of no system"));

    private static final List<Choice> SUPPORTS = List.of(
            new Choice("", "whatever its support"),
            new Choice("ended", "support has ended"),
            new Choice("ending", "support ends soon"),
            new Choice("unknown", "support not known"),
            new Choice("supported", "supported"));

    /** Days. */
    private static final int SOON = 180;

    private static final int LATEST = 3650;

    private final ImageList list;
    private final ImageContents contents;
    private final ImageSupport support;
    private final ImageAttestations attestations;
    private final Clock clock;

    ImagePages(
            ImageList list, ImageContents contents, ImageSupport support, ImageAttestations attestations, Clock clock) {
        this.list = list;
        this.contents = contents;
        this.support = support;
        this.attestations = attestations;
        this.clock = clock;
    }

    /** What is asked, as it came. */
    record Asked(
            @Nullable String q,
            @Nullable String show,
            @Nullable String support,
            @Nullable Integer within,
            @Nullable String scope,
            @Nullable String asOf,
            @Nullable String cursor) {

        static String plain(@Nullable String text) {
            return text == null ? "" : Text.clean(text, 300).strip();
        }

        Address address() {
            return address("/images");
        }

        Address address(String path) {
            return Address.of(path)
                    .with("q", plain(q))
                    .with("show", plain(show))
                    .with("support", plain(support))
                    .with("within", within == null || within == SOON ? null : within)
                    .with("scope", plain(scope))
                    .with("asOf", asOf);
        }

        boolean filters() {
            return !address().text().equals("/images");
        }

        /** How many days before its end a release counts as ending. */
        int days() {
            int days = within == null ? SOON : within;
            if (days < 0 || days > LATEST) {
                throw new InvalidRequest("within is a number of days, up to " + LATEST + ".");
            }
            return days;
        }

        /** The answer that is asked for; null: any. */
        Support.@Nullable State state() {
            return switch (plain(support)) {
                case "" -> null;
                case "ended" -> Support.State.ENDED;
                case "ending" -> Support.State.ENDING;
                case "supported" -> Support.State.SUPPORTED;
                case "unknown" -> Support.State.UNKNOWN;
                default -> throw new InvalidRequest("support is one of ended, ending, unknown, supported.");
            };
        }

        ImageList.Question question(AsOf at, @Nullable List<String> systems) {
            String wanted = plain(show);
            if (!Set.of("", "running", "tag-only", "unowned").contains(wanted)) {
                throw new InvalidRequest("show is one of running, tag-only, unowned.");
            }
            String within =
                    plain(scope).isEmpty() ? "all" : Scope.parse(plain(scope)).text();
            return new ImageList.Question(
                    plain(q),
                    within,
                    new ImageList.Question.Show(
                            wanted.equals("running"), wanted.equals("tag-only"), wanted.equals("unowned"), systems),
                    at,
                    plain(cursor).isEmpty() ? null : Cursor.read(plain(cursor)));
        }
    }

    /** An image, its systems, and whether what it stands on is supported. */
    record Line(ImageLine image, List<ImageList.Owner> owners, Support support) {}

    @GetMapping("/images")
    String images(Asked asked, Model model, HttpServletRequest request) {
        AsOf at = AsOf.read(asked.asOf(), clock);
        ImageSupport.Answers answers = support.at(at.at(), asked.days());
        Support.State state = asked.state();
        ImageList.Question question = asked.question(at, state == null ? null : support.keys(state, answers));
        Excerpt<ImageLine> page = Excerpt.of(list.page(question, ROOM + 1), ROOM);
        model.addAttribute("asked", asked);
        model.addAttribute("filtered", asked.filters() || question.after() != null);
        model.addAttribute("shows", SHOWS);
        model.addAttribute("supports", SUPPORTS);
        model.addAttribute("within", asked.days());
        model.addAttribute("page", page);
        model.addAttribute("lines", lines(page.rows(), at, answers));
        model.addAttribute(
                "first", question.after() == null ? null : asked.address().text());
        model.addAttribute("next", page.more() ? next(asked, page.last()) : null);
        model.addAttribute("csv", asked.address("/images.csv").text());
        model.addAttribute(
                "host",
                ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
        return "estate/images";
    }

    /** All that match, some at a time. */
    @GetMapping("/images.csv")
    void csv(Asked asked, HttpServletResponse response) throws IOException {
        AsOf at = AsOf.read(asked.asOf(), clock);
        ImageSupport.Answers answers = support.at(at.at(), asked.days());
        Support.State state = asked.state();
        ImageList.Question question = asked.question(at, state == null ? null : support.keys(state, answers));
        Csv csv = CsvFile.begin(response, "exhibit-images", ImageCsv.HEAD);
        Parts.each(
                SOME,
                question,
                next -> list.page(next, SOME),
                question::after,
                some -> lines(some, at, answers).forEach(line -> csv.line(ImageCsv.cells(line, at.at()))));
        csv.flush();
    }

    @GetMapping("/images/{id}")
    String image(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") int skip,
            Model model) {
        Instant now = clock.instant();
        ImageLine image = list.find(id, now).orElseThrow(() -> new NotFound("image"));
        String search = Asked.plain(q);
        int from = Math.clamp(skip, 0, FARTHEST);
        Excerpt<Component> components = Excerpt.of(contents.components(id, search, from, COMPONENTS + 1), COMPONENTS);
        Address here = Address.of("/images/" + id).with("q", search);
        model.addAttribute(
                "line",
                lines(List.of(image), new AsOf(now, true), support.at(now, SOON))
                        .getFirst());
        model.addAttribute("search", search);
        model.addAttribute("components", components);
        model.addAttribute("sources", Excerpt.of(contents.sources(id, SOURCES + 1), SOURCES));
        model.addAttribute("skipped", from);
        model.addAttribute("first", from == 0 ? null : here.text());
        model.addAttribute(
                "next", components.more() ? here.with("skip", from + COMPONENTS).text() : null);
        model.addAttribute("stated", Excerpt.of(attestations.of(id, now, STATEMENTS + 1), STATEMENTS));
        model.addAttribute("stays", Excerpt.of(contents.stays(id, STAYS + 1), STAYS));
        return "estate/image";
    }

    private List<Line> lines(List<ImageLine> images, AsOf asOf, ImageSupport.Answers answers) {
        var owners = list.owners(images, asOf);
        return images.stream()
                .map(image -> new Line(image, owners.getOrDefault(image.lineage(), List.of()), answers.of(image.os())))
                .toList();
    }

    private static String next(Asked asked, ImageLine last) {
        return asked.address()
                .with("cursor", new Cursor(last.seen().firstAt(), last.id()).text())
                .text();
    }
}
