package io.backstitch.bulkimport;

import io.backstitch.retention.RunRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What goes with the run of an import: its rows, which name persons, without a trace; its totals into the archive. */
@Configuration(proxyBeanMethods = false)
class ImportRows {

    @Bean
    @Order(1)
    RunRows importedRows() {
        return RunRows.gone("bulkimport_row", "own.run = going.run");
    }

    @Bean
    @Order(2)
    RunRows importTotals() {
        return RunRows.kept("bulkimport", "own.run = going.run", "own.rows, own.imported, own.failed", "own.run");
    }
}
