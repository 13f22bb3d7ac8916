package io.exhibit.packs.pdf;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageFitWidthDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.jspecify.annotations.Nullable;

/** One document in the making: long tables are printed first, then the narrative is put in front of them. */
public final class PdfDocument implements AutoCloseable {

    // Many small object streams make every later reader slow: PDFBox rebuilds its key cache for each.
    static final CompressParameters COMPRESSION = new CompressParameters(20_000);

    private final PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
    private final Typefaces faces;
    private final Tags tags = new Tags();
    private final List<PDPage> annexPages = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private @Nullable DraftMark draft;

    public PdfDocument() throws IOException {
        this.faces = new Typefaces(document);
    }

    /** Begins a table on a new page; close it before the next one. */
    public TableWriter table(String title, List<String> notes, List<TableColumn> columns) throws IOException {
        marks.add(new Mark(title, annexPages.size()));
        return new TableWriter(this, title, notes, columns);
    }

    /** How many pages the tables have taken so far. */
    public int tablePages() {
        return annexPages.size();
    }

    /** Puts a file into the document when it is saved; one name names one file. */
    public void attach(Attachment attachment) {
        attachments.add(attachment);
    }

    /** Marks it as a draft when it is saved: {@link Drafts#finish} takes the marks out again. */
    public void draft(DraftMark mark) {
        draft = mark;
    }

    /** How many pages a narrative would take. */
    public static int pagesOf(String xhtml) throws IOException {
        return Narrative.pages(xhtml);
    }

    /** Puts the narrative in front, the tables behind it, heads and feet on all, and writes the file. */
    public int save(Path file, String xhtml, HeadTexts heads, Imprint imprint) throws IOException {
        Narrative.render(document, faces, xhtml);
        annexPages.forEach(document::addPage);
        tags.join(new StructureTree(document));
        bookmark();
        if (draft != null) {
            Drafts.mark(document, faces, draft);
        }
        new RunningHeads(document, faces, heads).stamp();
        Attachments.put(document, attachments, imprint);
        document.setVersion(1.7f);
        imprint.onto(document);
        int pages = document.getNumberOfPages();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            document.save(out, COMPRESSION);
        }
        return pages;
    }

    private void bookmark() {
        PDDocumentOutline outline = document.getDocumentCatalog().getDocumentOutline();
        if (outline == null) {
            outline = new PDDocumentOutline();
            document.getDocumentCatalog().setDocumentOutline(outline);
        }
        for (Mark mark : marks) {
            var destination = new PDPageFitWidthDestination();
            destination.setPage(annexPages.get(mark.page()));
            destination.setTop((int) TableLayout.PAGE.getHeight());
            var item = new PDOutlineItem();
            item.setTitle(mark.title());
            item.setDestination(destination);
            outline.addLast(item);
        }
    }

    PDDocument document() {
        return document;
    }

    Typefaces faces() {
        return faces;
    }

    Tags tags() {
        return tags;
    }

    List<PDPage> annexPages() {
        return annexPages;
    }

    @Override
    public void close() throws IOException {
        document.close();
    }

    private record Mark(String title, int page) {}
}
