package io.backstitch.workers.bulkimport;

import io.backstitch.compensation.Attempt;
import io.backstitch.compensation.Recovery;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.CompensableEffect;
import io.backstitch.job.CompensatedBy;
import io.backstitch.job.Effect;
import io.backstitch.job.EffectWorker;
import io.backstitch.job.WhenExhausted;
import io.backstitch.workers.objects.ObjectsClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates one contact in the directory; undone by removing it. A contact that fails is skipped: it must not hold up the
 * others, and a person decides about all that failed when the others are done.
 */
@EffectWorker(
        jobType = "bulkimport.create-contact",
        lane = "automation",
        does = "Creates the contact of one line",
        partner = "objects",
        recovery = Recovery.ASK_PARTNER,
        retry = "external-api",
        whenExhausted = WhenExhausted.SKIP)
@CompensatedBy(jobType = "bulkimport.remove-contact", recovery = Recovery.REPEATABLE, retry = "external-api")
class CreateContact
        implements CompensableEffect<CreateContact.Request, CreateContact.Receipt>,
                Effect.Findable<CreateContact.Request, CreateContact.Receipt> {

    record Request(String businessId, int line) {}

    record Receipt(String contactId) {}

    private record Entry(String name, String email, String phone) {}

    private static final String KIND = "contacts";

    private final BulkImports imports;
    private final ObjectsClient directory;

    CreateContact(BulkImports imports, ObjectsClient directory) {
        this.imports = imports;
        this.directory = directory;
    }

    @Override
    public Receipt perform(Request request, Attempt attempt) throws BusinessNo {
        Contact contact = imports.contact(request.businessId(), request.line());
        Entry entry = new Entry(
                contact.name().text(), contact.email().text(), contact.phone().text());
        return new Receipt(directory.create(KIND, attempt.key(), entry, BulkImport.CONTACT_REFUSED));
    }

    @Override
    public Optional<Receipt> find(Request request, Attempt attempt) {
        return directory.find(KIND, attempt.key()).map(Receipt::new);
    }

    @Override
    public void undo(Request request, @Nullable Receipt receipt, Attempt attempt) {
        if (receipt != null) {
            directory.delete(KIND, receipt.contactId(), attempt.key());
        }
    }
}
