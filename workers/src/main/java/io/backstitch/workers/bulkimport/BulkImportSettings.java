package io.backstitch.workers.bulkimport;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What one file may be at most.
 *
 * @param maxSize of the file
 * @param maxRows contacts in it: their line numbers are a variable of the run
 */
@ConfigurationProperties("backstitch.bulkimport")
record BulkImportSettings(DataSize maxSize, int maxRows) {

    BulkImportSettings {
        if (maxRows < 1) {
            throw new IllegalArgumentException("backstitch.bulkimport.max-rows must be at least 1, but is " + maxRows);
        }
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("backstitch.bulkimport.max-size must be positive, but is " + maxSize);
        }
    }
}
