package io.exhibit.alerts;

import io.exhibit.controls.AlertClass;
import io.exhibit.controls.AlertMapping;
import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Visible;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Everything about one alert, for people: what, where, when by whose clock, which controls, who dealt with it, and the proof. */
@Controller
class AlertPage {

    private final AlertList list;
    private final AlertSheet sheet;
    private final AlertMapping mapping;
    private final Clock clock;

    AlertPage(AlertList list, AlertSheet sheet, AlertMapping mapping, Clock clock) {
        this.list = list;
        this.sheet = sheet;
        this.mapping = mapping;
        this.clock = clock;
    }

    /** A line of the table of fields. */
    record Field(String name, @Nullable String value) {}

    /** A tag of the sensor's maker; old when it counts in the numbering of PCI DSS 3.2.1. */
    record Tag(String text, boolean old) {}

    /** Why the class of the alert bears on a control. */
    record Control(String framework, String code, boolean direct, String rationale) {}

    @GetMapping("/alerts/{id}")
    String alert(
            @PathVariable UUID id, @RequestParam(name = "asOf", required = false) @Nullable String asOf, Model model) {
        Instant time = AlertQuery.time(asOf, clock);
        AlertRow row = list.row(id, time).orElseThrow(() -> new NotFound("alert"));
        AlertClass known = row.alertClass() == null
                ? null
                : mapping.describe(row.alertClass()).orElse(null);
        AlertLine line = AlertLine.of(row, known == null ? "" : known.name());
        model.addAttribute("line", line);
        model.addAttribute("alert", row);
        model.addAttribute("about", About.of(row));
        model.addAttribute("known", known);
        model.addAttribute("controls", controls(row));
        model.addAttribute("currentMapping", mapping.version());
        model.addAttribute("origin", sheet.origin(row));
        model.addAttribute("fields", shown(sheet.fields(id)));
        model.addAttribute("others", shown(sheet.others(id)));
        model.addAttribute("tags", tags(id));
        model.addAttribute("dispositions", Disposition.values());
        model.addAttribute("actable", time == null && line.handleable());
        model.addAttribute("back", "/alerts/" + id);
        return "alerts/alert";
    }

    /** Foreign text of the row, made visible. */
    record About(
            String rule,
            String place,
            String image,
            String output,
            String source,
            String hostname,
            String container,
            String digest,
            String process,
            String user,
            String reason) {

        static About of(AlertRow row) {
            return new About(
                    Visible.line(row.rule()),
                    AlertLine.place(row, Visible::line),
                    AlertLine.image(row),
                    Visible.text(row.output()),
                    Visible.line(row.source()),
                    Visible.line(row.hostname()),
                    Visible.line(row.container()),
                    Visible.line(row.imageDigest()),
                    Visible.line(row.process()),
                    Visible.line(row.userName()),
                    Visible.text(row.reason()));
        }
    }

    private List<Control> controls(AlertRow row) {
        String id = row.alertClass();
        return id == null
                ? List.of()
                : mapping.controlsOf(id).stream()
                        .map(bearing -> new Control(
                                bearing.control().framework().text(),
                                bearing.control().code(),
                                bearing.strength() == io.exhibit.controls.AlertBearing.Strength.DIRECT,
                                bearing.rationale()))
                        .toList();
    }

    private List<Tag> tags(UUID id) {
        return sheet.tags(id).stream()
                .map(tag -> new Tag(Visible.line(tag), tag.startsWith("PCI_DSS_")))
                .toList();
    }

    private static List<Field> shown(List<AlertSheet.Member> members) {
        return members.stream()
                .map(member -> new Field(
                        Visible.line(member.name()), member.value() == null ? null : Visible.text(member.value())))
                .toList();
    }
}
