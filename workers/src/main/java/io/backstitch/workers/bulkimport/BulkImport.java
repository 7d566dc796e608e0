package io.backstitch.workers.bulkimport;

/** What the model of the process bulkimport calls by name. */
final class BulkImport {

    static final String PROCESS = "bulkimport";
    static final String CONTACT_REFUSED = "bulkimport.contact-refused";

    private BulkImport() {}
}
