package io.exhibit.packs;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a workbook (ECMA-376, transitional) as a stream: sheet after sheet, row after row, and nothing kept but the names of the
 * sheets. Nothing in it is of the clock, the zone or the language of the machine.
 */
final class XlsxBook implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ().-]{0,30}");
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /** The formats that XlsxCell names: as it is, head, text, time in UTC. */
    private static final String STYLES = """
            <numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss\\Z"/></numFmts>\
            <fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><name val="Arial"/></font></fonts>\
            <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
            <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
            <border><left/><right/><top/><bottom style="thin"/><diagonal/></border></borders>\
            <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
            <cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
            <xf numFmtId="49" fontId="1" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1"/>\
            <xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
            <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
            <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>""";

    private final ZipOutputStream zip;
    private final Writer out;
    private final int mostRows;
    private final List<String> names = new ArrayList<>();
    private final List<String> filters = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private @Nullable XlsxSheet sheet;
    private String name = "";
    private int part;
    private List<Column> columns = List.of();

    XlsxBook(OutputStream file) {
        this(file, XlsxSheet.MOST_ROWS);
    }

    XlsxBook(OutputStream file, int mostRows) {
        this.zip = new ZipOutputStream(file);
        this.out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 1 << 16);
        this.mostRows = mostRows;
    }

    /** Ends the sheet before and begins one; a list that does not fit goes on in sheets of the same name with (2) and so on. */
    void sheet(String name, List<Column> columns) throws IOException {
        this.name = name;
        this.columns = columns;
        this.part = 1;
        begin(name);
    }

    private XlsxSheet begin(String called) throws IOException {
        endSheet();
        if (!NAME.matcher(called).matches() || !taken.add(called.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(called + " cannot be the name of a further sheet.");
        }
        names.add(called);
        zip.putNextEntry(PackArchive.entry("xl/worksheets/sheet" + names.size() + ".xml"));
        XlsxSheet begun = new XlsxSheet(out, columns, mostRows);
        sheet = begun;
        return begun;
    }

    void row(List<@Nullable String> values) throws IOException {
        XlsxSheet current = sheet;
        if (current == null || current.isFull()) {
            part++;
            current = begin(name + " (" + part + ")");
        }
        current.row(values);
    }

    private void endSheet() throws IOException {
        if (sheet != null) {
            filters.add(sheet.end());
            endPart();
            sheet = null;
        }
    }

    private void endPart() throws IOException {
        out.flush();
        zip.closeEntry();
    }

    private void part(String path, String xml) throws IOException {
        zip.putNextEntry(PackArchive.entry(path));
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
                .append(xml)
                .append('\n');
        endPart();
    }

    /** Writes what holds the sheets together; title and time are the properties of the document. */
    void finish(String title, Instant created) throws IOException {
        endSheet();
        part("xl/workbook.xml", workbook());
        part("xl/_rels/workbook.xml.rels", relations());
        part("xl/styles.xml", "<styleSheet xmlns=\"" + MAIN + "\">" + STYLES + "</styleSheet>");
        part("docProps/core.xml", properties(title, created));
        part(
                "_rels/.rels",
                "<Relationships xmlns=\"" + PACKAGE + "relationships\">"
                        + relation("rId1", DOCUMENT + "/officeDocument", "xl/workbook.xml")
                        + relation("rId2", PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml")
                        + "</Relationships>");
        part("[Content_Types].xml", types());
        zip.finish();
    }

    private String workbook() {
        var xml = new StringBuilder("<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + DOCUMENT
                + "\"><bookViews><workbookView/></bookViews><sheets>");
        for (int i = 1; i <= names.size(); i++) {
            xml.append("<sheet name=\"").append(names.get(i - 1));
            xml.append("\" sheetId=\"")
                    .append(i)
                    .append("\" r:id=\"rId")
                    .append(i)
                    .append("\"/>");
        }
        xml.append("</sheets><definedNames>");
        for (int i = 0; i < names.size(); i++) {
            xml.append("<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"")
                    .append(i)
                    .append("\" hidden=\"1\">'")
                    .append(names.get(i))
                    .append("'!")
                    .append(filters.get(i))
                    .append("</definedName>");
        }
        return xml.append("</definedNames></workbook>").toString();
    }

    private String relations() {
        var xml = new StringBuilder("<Relationships xmlns=\"" + PACKAGE + "relationships\">");
        for (int i = 1; i <= names.size(); i++) {
            xml.append(relation("rId" + i, DOCUMENT + "/worksheet", "worksheets/sheet" + i + ".xml"));
        }
        return xml.append(relation("rId" + (names.size() + 1), DOCUMENT + "/styles", "styles.xml"))
                .append("</Relationships>")
                .toString();
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + type + "\" Target=\"" + target + "\"/>";
    }

    private static String properties(String title, Instant created) {
        var xml = new StringBuilder("<cp:coreProperties xmlns:cp=\"" + PACKAGE + "metadata/core-properties\""
                + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
        XlsxCell.escaped(xml, title);
        return xml.append("</dc:title><dc:creator>Exhibit</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">")
                .append(created.truncatedTo(ChronoUnit.SECONDS))
                .append("</dcterms:created></cp:coreProperties>")
                .toString();
    }

    private String types() {
        var xml = new StringBuilder("<Types xmlns=\"" + PACKAGE + "content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
        type(xml, "/xl/workbook.xml", TYPE + "sheet.main+xml");
        type(xml, "/xl/styles.xml", TYPE + "styles+xml");
        type(xml, "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        for (int i = 1; i <= names.size(); i++) {
            type(xml, "/xl/worksheets/sheet" + i + ".xml", TYPE + "worksheet+xml");
        }
        return xml.append("</Types>").toString();
    }

    private static void type(StringBuilder xml, String part, String type) {
        xml.append("<Override PartName=\"").append(part);
        xml.append("\" ContentType=\"").append(type).append("\"/>");
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
