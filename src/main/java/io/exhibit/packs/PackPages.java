package io.exhibit.packs;

import io.exhibit.access.Callers;
import io.exhibit.kernel.Choice;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Packs for people: the list with the form to ask for one, and the page of each with its progress and its files. */
@Controller
class PackPages {

    private static final int ROOM = 30;
    private static final int LONGEST = 2000;

    private final Packs packs;
    private final PackOrders orders;
    private final PackRequests requests;
    private final PackFiles files;
    private final PackLines lines;
    private final SignOffs signOffs;
    private final PackWorker worker;

    PackPages(
            Packs packs,
            PackOrders orders,
            PackRequests requests,
            PackFiles files,
            PackLines lines,
            SignOffs signOffs,
            PackWorker worker) {
        this.signOffs = signOffs;
        this.packs = packs;
        this.orders = orders;
        this.requests = requests;
        this.files = files;
        this.lines = lines;
        this.worker = worker;
    }

    /** The form as it was filled in. The field of as-of has a name of its own: a page's asOf is about the page. */
    record Entry(
            @Nullable String framework,
            @Nullable String scope,
            @Nullable String from,
            @Nullable String to,
            @Nullable String knownOn,
            @Nullable String stated,
            @Nullable String supersedes,
            @Nullable String reason) {

        PackParameters asked() {
            return new PackParameters(framework, scope, null, from, to, knownOn, supersedes, reason);
        }
    }

    @GetMapping("/packs")
    String list(@RequestParam @Nullable String cursor, @RequestParam @Nullable UUID supersedes, Model model) {
        if (supersedes != null) {
            show(model, again(files.view(supersedes)), cursor);
            return "packs/list";
        }
        List<LocalDate> quarter = orders.lastQuarter();
        String first = quarter.getFirst().toString();
        show(model, new Entry(null, "all", first, quarter.getLast().toString(), null, null, null, null), cursor);
        return "packs/list";
    }

    /** The same question once more, to be corrected. */
    private static Entry again(PackView old) {
        LocalDate from = LocalDate.ofInstant(old.periodFrom(), ZoneOffset.UTC);
        LocalDate to = LocalDate.ofInstant(old.periodTo().minusNanos(1), ZoneOffset.UTC);
        return new Entry(
                old.framework(),
                old.scope(),
                from.toString(),
                to.toString(),
                null,
                null,
                old.id().toString(),
                null);
    }

    @PostMapping("/packs")
    Object request(Entry entry, Model model) {
        try {
            if (entry.stated() == null) {
                throw new InvalidRequest(
                        "Whoever asks for a pack is its preparer, and states what stands beside the box.");
            }
            UUID id = requests.accept(orders.read(entry.asked()), Callers.current());
            worker.wake();
            return "redirect:/packs/" + id;
        } catch (InvalidRequest refused) {
            show(model, entry, null);
            model.addAttribute("refused", refused.detail());
            return new ModelAndView("packs/list", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @GetMapping("/packs/{id}")
    String pack(@PathVariable UUID id, Model model) {
        PackView pack = files.view(id);
        model.addAttribute("pack", lines.of(pack));
        model.addAttribute("commands", PackVerification.commands(id));
        model.addAttribute("superseding", pack.superseding().orElse(null));
        model.addAttribute("successor", files.successor(id).orElse(null));
        model.addAttribute("draft", pack.draft().orElse(null));
        model.addAttribute(
                "earlier", files.earlier(pack).stream().map(lines::of).toList());
        model.addAttribute("blockers", signOffs.blockers(id));
        model.addAttribute("people", signOffs.of(id));
        List<SignOff.Kind> open = signOffs.open(pack, Callers.current());
        model.addAttribute(
                "signatures", open.stream().filter(SignOff.Kind::isSignature).toList());
        model.addAttribute(
                "endings", open.stream().filter(kind -> !kind.isSignature()).toList());
        return "packs/pack";
    }

    @PostMapping("/packs/{id}/{act:prepare|review|approve|return|decline|withdraw}")
    String say(
            @PathVariable UUID id,
            @PathVariable String act,
            @RequestParam @Nullable String stated,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes after) {
        SignOff.Kind kind = SignOff.Kind.asked(act);
        try {
            if (kind.isSignature() && stated == null) {
                throw new InvalidRequest("Nothing is signed without its statement.");
            }
            signOffs.say(id, kind, Text.clean(reason, LONGEST), Callers.current());
            worker.wake();
            after.addFlashAttribute("done", kind.done());
        } catch (InvalidRequest refused) {
            after.addFlashAttribute("refused", refused.detail());
        }
        return "redirect:/packs/" + id;
    }

    @GetMapping("/packs/{id}/draft.pdf")
    ResponseEntity<Resource> draftReport(@PathVariable UUID id) {
        return files.draftReport(id);
    }

    @GetMapping("/packs/{id}/draft.zip")
    ResponseEntity<Resource> draftArchive(@PathVariable UUID id) {
        return files.draftArchive(id);
    }

    @GetMapping("/packs/{id}/report.pdf")
    ResponseEntity<Resource> report(@PathVariable UUID id) {
        return files.report(id);
    }

    @GetMapping("/packs/{id}/pack.zip")
    ResponseEntity<Resource> archive(@PathVariable UUID id) {
        return files.archive(id);
    }

    @GetMapping("/packs/{id}/seal.txt")
    ResponseEntity<byte[]> seal(@PathVariable UUID id) {
        return files.seal(id);
    }

    private void show(Model model, Entry entry, @Nullable String cursor) {
        Excerpt<PackView> page = Excerpt.of(page(cursor), ROOM);
        model.addAttribute("entry", entry);
        model.addAttribute("statement", SignOff.Kind.PREPARED.statement());
        model.addAttribute("lines", page.rows().stream().map(lines::of).toList());
        model.addAttribute(
                "superseded",
                packs.findSuccessors(page.rows().stream().map(PackView::id).toList()).stream()
                        .flatMap(pack -> pack.view().superseding().stream())
                        .map(Superseding::pack)
                        .collect(Collectors.toSet()));
        model.addAttribute("first", cursor == null ? null : "/packs");
        model.addAttribute(
                "next",
                page.more()
                        ? "/packs?cursor="
                                + new Cursor(
                                                page.last().requestedAt(),
                                                page.last().id())
                                        .text()
                        : null);
        model.addAttribute(
                "frameworks",
                orders.frameworks().stream()
                        .map(framework -> new Choice(framework.id().text(), BasisWords.title(framework)))
                        .toList());
        model.addAttribute("scopes", lines.scopes());
    }

    private List<PackView> page(@Nullable String cursor) {
        List<EvidencePack> found = cursor == null
                ? packs.findAllByOrderByIdDesc(Limit.of(ROOM + 1))
                : packs.findByIdLessThanOrderByIdDesc(Cursor.read(cursor).id(), Limit.of(ROOM + 1));
        return found.stream().map(EvidencePack::view).toList();
    }
}
