package io.backstitch.stack.artifact;

import java.nio.file.Path;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** Tells a {@link Transfer} what the resolver downloads. */
final class TransferReport extends AbstractTransferListener {
    private final Transfer transfer;

    TransferReport(Transfer transfer) {
        this.transfer = transfer;
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        String file =
                String.valueOf(Path.of(event.getResource().getResourceName()).getFileName());
        boolean goOn = transfer.progressed(
                file, event.getTransferredBytes(), event.getResource().getContentLength());
        if (!goOn) {
            throw new TransferCancelledException("not needed any more");
        }
    }
}
